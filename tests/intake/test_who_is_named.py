"""Whom a file names: known however the name is typed, never a leaver, and said as it is."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.folding import bare
from sipdesk.models.intake.matching import Match, fold
from tests.builders import a_pupil
from tests.intake.builders import a_list, preview, take, upn

HEADS = "UPN,Name,Year\n"


def _rows(*rows: tuple[int, str]) -> str:
    return HEADS + "".join(f"{upn(number)},{name},9\n" for number, name in rows)


# --- who is not in the file


def test_whoever_has_two_names_in_the_file_is_no_leaver(desk, school):
    known = a_pupil(desk, school, "Bea Bell", upn=upn(1))
    gone = a_pupil(desk, school, "Omar Khan", upn=upn(9))
    seen = preview(desk, school, _rows((1, "Bea Bell"), (1, "Cal Dunn"), (2, "Ann Other")))
    assert [p.row for p in seen.rejected] == [2, 3]
    assert known.id not in {one.pupil_id for one in seen.accepted}
    assert [p.id for p in seen.missing] == [gone.id]


def test_whoever_stands_in_a_row_that_is_left_out_by_choice_is_no_leaver(desk, school):
    a_pupil(desk, school, "Aneesa Khan")
    gone = a_pupil(desk, school, "Omar Bell")
    [row] = preview(desk, school, a_list()).waiting
    skipped = preview(desk, school, a_list(), decisions={row.row: "skip"})
    assert [p.id for p in skipped.missing] == [gone.id]


def test_whoever_stands_in_a_row_with_too_many_cells_is_no_leaver(desk, school):
    a_pupil(desk, school, "Bea Bell", upn=upn(1))
    gone = a_pupil(desk, school, "Omar Khan", upn=upn(9))
    seen = preview(desk, school, _rows((1, "Bell,Bea"), (2, "Ann Other")))
    assert [p.row for p in seen.rejected] == [2]
    assert [p.id for p in seen.missing] == [gone.id]


def test_whoever_is_said_to_be_somebody_else_is_not_in_the_file(desk, school):
    known = a_pupil(desk, school, "Aneesa Khan")
    [row] = preview(desk, school, a_list()).waiting
    other = preview(desk, school, a_list(), decisions={row.row: "new"})
    assert [p.id for p in other.missing] == [known.id]


# --- names, however they are typed


def test_letters_with_a_stroke_are_the_plain_ones(desk, school):
    for name in ("Łukasz Zielny", "Søren Berg"):
        a_pupil(desk, school, name)
    seen = preview(desk, school, "Name,Year\nLukasz Zielny,9\nSoren Berg,9\n")
    assert [one.match for one in seen.accepted] == [Match.LIKELY, Match.LIKELY]
    assert [one.candidates[0].name for one in seen.waiting] == ["Łukasz Zielny", "Søren Berg"]
    assert seen.joiners == ()


def test_one_name_typed_in_two_ways_is_one_pupil_of_the_file(desk, school):
    seen = preview(desk, school, "Name,Year\nŁukasz Zielny,9\nLukasz Zielny,9\n")
    assert [one.row for one in seen.joiners] == [2]
    assert "same name stands in row 2" in seen.rejected[0].reason
    again = preview(desk, school, _rows((1, "Łukasz Zielny"), (1, "LUKASZ ZIELNY")))
    assert [one.row for one in again.joiners] == [2]


@given(st.text("aé ŁłØß,.’'-9\u0301\u200b", max_size=12))
def test_folded_names_differ_only_where_bare_letters_do(name: str) -> None:
    assert fold(fold(name)) == fold(name)
    assert fold(bare(name)) == fold(name) == fold(name.upper())
    assert all(char.isalpha() or char == " " for char in fold(name))


@pytest.mark.parametrize("name", ["Khan, Aneesa", "ANEESA  KHAN", "Aneesa-Khan", "Anéesa Khan 9"])
def test_order_marks_and_figures_make_no_difference(name: str) -> None:
    assert fold(name) == "aneesa khan"


# --- what is said of them


def test_three_rows_of_one_upn_name_the_first_that_differs(desk, school):
    seen = preview(desk, school, _rows((1, "Bea Bell"), (1, "Bea Bell"), (1, "Cal Dunn")))
    told = "The same UPN stands in row {} for another name; all are left out."
    assert [(p.row, p.reason) for p in seen.rejected] == [
        (2, told.format(4)),
        (3, told.format(4)),
        (4, told.format(2)),
    ]
    [first, _] = preview(desk, school, _rows((1, "Bea Bell"), (1, "Cal Dunn"))).rejected
    assert first.reason.endswith("row 3 for another name; both are left out.")


def test_a_part_of_a_name_that_is_missing_is_no_problem_but_known(desk, school):
    one = preview(desk, school, a_list().replace("Khan", ""))
    assert one.problems == ()
    assert one.accepted[0].name == "Aneesa"
    said = "The surname is missing in row 2, so the name is not whole. It is kept as it stands."
    assert said in one.warnings
    two = a_list().replace("Khan", "").replace("Zielny", "") + ",Total,,,,,\n"
    [said] = [w for w in preview(desk, school, two).warnings if "missing" in w]
    assert "missing in rows 2, 3, so the names are not whole. They are kept" in said


def test_half_a_name_does_not_take_the_place_of_a_whole_one(desk, school):
    take(desk, school, a_list())
    assert preview(desk, school, a_list().replace("Khan", "")).nothing_new


def test_many_rows_of_one_pupil_are_gone_through_once(desk, school):
    begun = time.process_time()
    seen = preview(desk, school, _rows(*[(1, "Bea Bell")] * 20_000))
    assert len(seen.rejected) == 19_999
    assert time.process_time() - begun < 10


# --- how many results


def test_the_key_of_a_result_is_what_the_desk_finds_it_by(desk, school):
    take(desk, school, a_list("Maths Aut", "Reading Aut", aneesa=",4b,5c"))
    changed = preview(desk, school, a_list("Maths Aut", "Reading Aut", aneesa=",4b,6c"))
    [result, _] = changed.accepted[0].results
    assert result.key == ("Mathematics", 2009, 1, "current", "nc-sublevels")
    assert (changed.as_they_are, changed.replaced, changed.results) == (1, 1, 2)


def test_pupils_with_numbers_for_names_are_told_apart(desk, school):
    file = "Name,Form\nPupil 1,9A\nPupil 2,9A\nPupil 2,9A\n"
    seen = preview(desk, school, file)
    assert [one.name for one in seen.accepted] == ["Pupil 1", "Pupil 2"]
