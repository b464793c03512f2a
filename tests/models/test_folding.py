"""Text that is compared, looked for and put in order, however it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.folding import bare, folded, natural, searched

typed = st.text("aé ŁłØ.’-ßñ9\u0301\u200b", max_size=12)


@given(typed)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    for fold in (folded, bare, searched):
        assert fold(fold(text)) == fold(text)


@given(st.text("abcéłø ’-", max_size=12))
def test_capitals_and_spaces_at_the_ends_make_no_difference(text: str) -> None:
    assert folded(f" {text.upper()}  ") == folded(text)
    assert searched(f" {text.upper()}  ") == searched(text)


@pytest.mark.parametrize("text", ["Łukasz", "LUKASZ", "lu\u200bkasz", "Lukas\u0301z"])
def test_accents_and_invisible_marks_make_no_difference(text: str) -> None:
    assert bare(text) == "lukasz"


def test_a_name_in_parts_is_found_by_each_and_run_together() -> None:
    assert searched("Zoë O’Brien") == "zoe o brien obrien"


def test_years_and_classes_are_in_the_order_people_expect() -> None:
    assert sorted(["Year 10", "Year 9", "Reception"], key=natural) == [
        "Reception",
        "Year 9",
        "Year 10",
    ]
    assert sorted(["10A", "9B", "9A"], key=natural) == ["9A", "9B", "10A"]
