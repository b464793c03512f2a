"""Which words of a text are taken for somebody's name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.folding import bare
from sipdesk.models.keeping.erasing.places import deeply
from sipdesk.models.keeping.erasing.wording import Target, Wording
from sipdesk.models.keeping.records import Who
from sipdesk.models.pupils.naming.atoms import atoms
from sipdesk.models.pupils.naming.finder import Finder
from sipdesk.models.pupils.naming.ordinary import ABBREVIATIONS, NAMES_FIRST, ORDINARY
from sipdesk.models.pupils.naming.pupils import PupilNames
from sipdesk.models.pupils.records import Pupil

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


@given(WORD, WORD, st.sampled_from([str.lower, str.upper, str.capitalize]))
def test_no_half_of_a_name_is_passed_over(
    first: str, last: str, typed: Callable[[str], str]
) -> None:
    """However it is typed it goes, or is shown as doubtful; a word of every day is a word."""
    finder = Finder([f"{first} {last}"])
    for half in (first, last):
        word = typed(half)
        assert finder.found(f"we asked {word} twice") or word.casefold() in ORDINARY | NAMES_FIRST


@given(st.sampled_from(sorted(ABBREVIATIONS)), WORD)
def test_what_schools_shorten_is_never_taken_for_a_name(short: str, other: str) -> None:
    for finder in (Finder([f"{other} {short}"]), Finder([f"{short} {other}"])):
        for text in (f"A {short.upper()} pupil", f"the {short.upper()} list, by {short}"):
            assert finder.reworded(text) == text


@pytest.mark.parametrize(
    ("name", "text", "met"),
    [
        ("Sen Quolkbury", "SEN pupils", "unsure"),
        ("Sen Quolkbury", "and sen reads", "sure"),
        ("Sen Quolkbury", "and quolkbury reads", "nobody"),
    ],
)
def test_documents_mask_small_letters_as_before(name: str, text: str, met: str) -> None:
    """What is only doubtful in an erasure is not left in a document that leaves."""
    names = PupilNames([Pupil("p", "s", name=name)])
    words = atoms(text)
    seen = next(filter(None, (names.single(text, words, at) for at in range(len(words)))), None)
    assert ("nobody" if seen is None else "unsure" if seen.unsure else "sure") == met


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
    row = {"id": "p", "pupil_id": "p", "evidence": '["e1", "e2"]', "text": "Ada reads"}
    assert wording.row("findings", row, "s") == {
        "id": "p",
        "pupil_id": "",
        "evidence": '["e2"]',
        "text": "A pupil reads",
    }


@given(st.recursive(st.text(max_size=9), lambda inner: st.lists(inner, max_size=4), max_leaves=9))
def test_what_need_not_change_stays_letter_by_letter(held: object) -> None:
    import json

    text = json.dumps(held)
    assert deeply(text, lambda t: t) == text
