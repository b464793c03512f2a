"""A name is found however it is typed: without accents, as a register has it, or in part."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.keeping import Who
from sipdesk.models.keeping.naming import begins_so, has_words, is_called
from tests.builders import a_pupil, a_school, a_visit, captured

word = st.text("abcdeéŵłçñ", min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("Gwen Llŵyd", "Llwyd"),
        ("Gwen Llwyd", "LLŴYD"),
        ("Devonte Clarkmoyes", "Clarkmoyes, Devonte"),
        ("Devonte Clarkmoyes", "devonte clark"),
        ("Devonte Clarkmoyes", "Clark, D"),
        ("Devonte Clarkmoyes", "Clark"),
        ("Ada Pemberton", "Pember"),
        ("Ada Smith-Pemberton", "Pember"),
        ("Łukasz O’Neil", "lukasz o'neil"),
    ],
)
def test_somebody_is_found_by_what_was_typed(desk: Desk, name: str, asked: str) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school, name)
    a_pupil(desk, school, "Imran Khan")
    assert desk.keeping.person(asked).id == pupil.id


def test_a_whole_word_goes_before_the_beginning_of_another(desk: Desk) -> None:
    school = a_school(desk)
    clark = a_pupil(desk, school, "Ada Clark")
    a_pupil(desk, school, "Devonte Clarkmoyes")
    assert [p.id for p in desk.keeping.people("clark")] == [clark.id]
    assert len(desk.keeping.people("clar")) == 2


def test_a_name_in_a_text_is_not_taken_for_a_longer_one(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, "Anna Leeds")
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text="Ann Lee met us at the gate.")
    assert desk.keeping.person("Ann Lee").who is Who.NAME


@pytest.mark.parametrize("asked", ["lark", "moyes", "Devonte Devonte", "Imran Clarkmoyes", ","])
def test_nobody_else_answers(asked: str) -> None:
    assert not begins_so("Devonte Clarkmoyes", asked)


@given(word, word)
def test_either_order_is_the_same_name(first: str, last: str) -> None:
    assert is_called(f"{first} {last}", f"{last.upper()},  {first}")


@given(st.lists(word, min_size=1, max_size=4), st.data())
def test_a_narrower_match_is_a_wider_one_too(words: list[str], data: st.DataObject) -> None:
    name = " ".join(words)
    some = data.draw(st.permutations(words).map(lambda each: each[: len(each) // 2 + 1]))
    assert has_words(name, " ".join(some))
    assert begins_so(name, " ".join(each[:2] for each in some))
