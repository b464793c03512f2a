"""Tables and shortened ids, without a store."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.cli.lines import NARROWEST, Shortened, one_line, shown, table, width


def test_a_table():
    drawn = table(["Id", "Name"], [["a", "Ș"], ["bcd", ""]])
    assert drawn == "Id   Name\na    Ș\nbcd"


def test_wide_letters_and_accents_keep_the_columns():
    drawn = table(["A", "B"], [["学校", "x"], ["e\u0301", "y"]])
    assert drawn.splitlines() == ["A     B", "学校  x", "e\u0301     y"]


def test_the_widest_column_gives_way_to_the_line():
    drawn = table(["Id", "Action"], [["abcd", "Give set 4 one teacher"]], room=20)
    assert drawn.splitlines() == ["Id    Action", "abcd  Give set 4 on…"]


def test_long_text_gives_way_before_names():
    rows = [["Kingsmead School", "Give set 4 one teacher of its own"]]
    drawn = table(["School", "Action"], rows, room=40, long=[1])
    assert drawn.splitlines()[1] == "Kingsmead School  Give set 4 one teache…"
    drawn = table(["School", "Action"], rows, room=24, long=[1])
    assert drawn.splitlines()[1] == "Kingsmead Sch…  Give se…"


def test_columns_are_never_cut_to_nothing():
    drawn = table(["Some words here", "More words here"], [["x", "y"]], room=4)
    assert len(drawn.splitlines()[0]) == 2 * NARROWEST + 2


@given(st.lists(st.tuples(st.text(), st.text()), max_size=6), st.integers(20, 60))
def test_no_line_is_wider_than_the_room(rows, room):
    cells = [[shown(a), shown(b)] for a, b in rows]
    lines = table(["One", "Two"], cells, room).split("\n")
    assert len(lines) == len(rows) + 1
    assert all(width(line) <= room for line in lines)


@given(st.sets(st.text("abc", min_size=1, max_size=6), min_size=1))
def test_shortened_ids_stay_apart(ids):
    known = sorted(ids)
    short = Shortened.among(known)
    assert len({short.of(ref) for ref in known}) == len(known)


def test_short_ids_are_as_short_as_can_be_but_four():
    assert Shortened.among(["abcdef", "zbcdef"]).length == 4
    assert Shortened.among(["abcdef", "abcdeg"]).length == 6
    assert Shortened.among([]).of("abcdefgh") == "abcd"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "yes"),
        (False, ""),
        (date(2025, 6, 1), "01/06/2025"),
        (5.0, "5"),
        (4.5, "4.5"),
        (("FSM", "SEN"), "FSM, SEN"),
        ("two\n lines ", "two lines"),
    ],
)
def test_values_as_they_are_read(value, text):
    assert shown(value) == text


@given(st.text())
def test_one_line_is_one_line(text):
    assert len(one_line(text).splitlines()) <= 1


def test_lists_are_joined_and_empty_ones_are_blank():
    assert shown(["Free school meals", "Disadvantaged"]) == "Free school meals, Disadvantaged"
    assert shown([]) == ""
