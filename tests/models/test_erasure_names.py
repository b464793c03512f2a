"""Which words of a text are taken for somebody's name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.folding import bare
from sipdesk.models.keeping.erasing.places import deeply
from sipdesk.models.keeping.erasing.wording import Target, Wording
from sipdesk.models.keeping.records import Who
from sipdesk.models.pupils.naming.finder import Finder

PUPIL = Finder(["Aneesa Khan"], ["Imran Khan", "Aneesa Begum"])
WORD = st.text("abdeghlnoprtuvz", min_size=4, max_size=9).map(str.capitalize)
FILLER = st.sampled_from("the book is good and so were they in maths yesterday".split())


@pytest.mark.parametrize(
    ("text", "reworded"),
    [
        ("Aneesa Khan reads", "A pupil reads"),
        ("We met KHAN, Aneesa there", "We met a pupil there"),
        ("so says A. Khan, twice", "so says a pupil, twice"),
        ("Aneesa Begum reads", "Aneesa Begum reads"),
        ("Imran Khan reads", "Imran Khan reads"),
        ("Mrs Khan teaches", "Mrs Khan teaches"),
        ("Aneesa Khan's book, Aneesa Khan’s marks", "A pupil's book, a pupil’s marks"),
        ("the khanate", "the khanate"),
    ],
)
def test_a_pupil_is_found_however_typed_and_nobody_else(text: str, reworded: str) -> None:
    assert PUPIL.reworded(text) == reworded


@pytest.mark.parametrize("text", ["Khan reads", "Aneesa reads"])
def test_what_two_people_are_called_is_doubtful(text: str) -> None:
    assert [n.doubtful for n in PUPIL.found(text)] == [True]
    assert PUPIL.reworded(text) == text


def test_the_surname_of_a_stranger_is_doubtful() -> None:
    finder = Finder(["Aneesa Quolkbury"])
    assert [n.doubtful for n in finder.found("and Sarah Quolkbury came")] == [True]
    assert finder.reworded("and Quolkbury came") == "and a pupil came"


def test_a_contact_is_meant_with_the_title() -> None:
    finder = Finder(["Sarah Malik"], became="a former contact", titled=True)
    assert (
        finder.reworded("Mrs Malik agreed with Sarah")
        == "A former contact agreed with a former contact"
    )


@given(WORD, WORD, st.lists(FILLER, max_size=6), st.lists(FILLER, max_size=6))
def test_a_whole_name_never_stays(
    first: str, last: str, before: list[str], after: list[str]
) -> None:
    text = " ".join([*before, first, last, *after])
    reworded = Finder([f"{first} {last}"]).reworded(text)
    assert bare(f"{first} {last}") not in bare(reworded)
    assert [w for w in reworded.split() if w in before] == [w for w in text.split() if w in before]


@given(st.text(max_size=60))
def test_a_text_without_the_name_is_left_alone(text: str) -> None:
    finder = Finder(["Zephyrine Quolkbury"])
    if not finder.found(text):
        assert finder.reworded(text) == text


def test_numbers_and_addresses_go_with_the_person() -> None:
    target = Target(Who.PUPIL, "p", "s", ("Ada Byron",), ("A123456789012", "12"))
    wording = Wording([target], {})
    assert wording.reworded("UPN a123456789012, 12 books", "s") == "UPN …, 12 books"


def test_lists_lose_the_ids_of_what_is_gone_and_keep_the_rest() -> None:
    wording = Wording([Target(Who.PUPIL, "p", "s", ("Ada Byron",))], {}, {"p", "e1"})
    assert wording.value("evidence", '["e1", "e2"]', "s") == '["e2"]'
    assert wording.value("pupil_id", "p", "s") == ""
    assert wording.value("answers", '{"a": "Ada Byron reads"}', "s") == '{"a": "A pupil reads"}'
    assert wording.value("id", "p", "s") == "p"
    assert wording.value("logo", "A" * 5000, "s") == "A" * 5000


@given(st.recursive(st.text(max_size=9), lambda inner: st.lists(inner, max_size=4), max_leaves=9))
def test_what_need_not_change_stays_letter_by_letter(held: object) -> None:
    import json

    text = json.dumps(held)
    assert deeply(text, lambda t: t) == text
