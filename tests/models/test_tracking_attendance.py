"""Attendance of pupils and cohorts, and persistent absence as each year counted it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue, UserError
from sipdesk.models.tracking import Attendance
from sipdesk.models.tracking.attending import (
    CohortAttendance,
    Threshold,
    at_point,
    course,
    is_sound,
    load_thresholds,
    of_cohort,
    threshold_in,
)
from tests.builders import a_pupil, a_school

LAW = load_thresholds()


def term(pupil: str, number: int, possible: int, attended: int, year: int = 2009) -> Attendance:
    return Attendance(f"{pupil}{year}{number}", "s", pupil, year, number, possible, attended)


def cohort(*records: Attendance, year: int = 2009, number: int = 0) -> CohortAttendance:
    return of_cohort(records, year, number, LAW)


@pytest.mark.parametrize(("year", "percent"), [(2009, 20), (2012, 15), (2015, 10), (2025, 10)])
def test_what_counts_as_persistent_changed_over_the_years(year: int, percent: float) -> None:
    threshold = threshold_in(year, LAW)
    assert threshold is not None
    assert threshold.percent == percent


def test_before_there_was_a_threshold_nobody_is_persistently_absent_or_not() -> None:
    told = cohort(term("a", 0, 100, 10, 1999), year=1999)
    assert (told.threshold, told.persistent, told.percent) == (None, None, 10)


@pytest.mark.parametrize(("attended", "persistent"), [(81, 0), (80, 1), (79, 1)])
def test_missing_just_so_much_counts(attended: int, persistent: int) -> None:
    assert cohort(term("a", 1, 100, attended), number=1).persistent == persistent


def test_the_same_absence_counts_today_that_did_not_count_in_2009() -> None:
    assert cohort(term("a", 0, 380, 330)).persistent == 0
    assert cohort(term("a", 0, 380, 330, 2024), year=2024).persistent == 1


def test_a_late_joiner_weighs_less_in_the_average() -> None:
    told = cohort(term("a", 1, 140, 140), term("b", 1, 10, 5), number=1)
    assert told.percent == pytest.approx(100 * 145 / 150)
    assert told.pupils == 2


def test_a_year_is_its_own_figure_or_else_its_terms() -> None:
    terms = [term("a", n, 100, 90) for n in (1, 2, 3)]
    assert at_point(terms, 2009, 0)["a"].percent == 90
    with_year = [*terms, term("a", 0, 380, 190)]
    assert at_point(with_year, 2009, 0)["a"].possible == 380
    assert at_point(with_year, 2009, 2)["a"].possible == 100


def test_of_two_records_for_one_point_the_later_counts() -> None:
    assert at_point([term("a", 1, 100, 50), term("a", 1, 100, 90)], 2009, 1)["a"].percent == 90


def test_a_year_of_some_terms_only_is_said() -> None:
    told = cohort(term("a", 1, 100, 90), term("b", 0, 380, 300))
    assert (told.pupils, told.part_year) == (2, 1)


def test_figures_that_cannot_be_are_left_out_and_counted() -> None:
    told = cohort(term("a", 1, 100, 101), term("b", 1, 0, 0), term("c", 1, 50, 50), number=1)
    assert (told.pupils, told.left_out, told.percent) == (1, 2, 100)


def test_nobody_is_no_percentage() -> None:
    assert cohort().percent is None


def test_the_course_goes_through_the_terms_to_the_year() -> None:
    told = course([term("a", 0, 10, 9), term("a", 2, 10, 9), term("a", 1, 10, 9, 2010)], LAW)
    assert [(point.year, point.term) for point in told] == [(2009, 2), (2009, 0), (2010, 1)]


records = st.lists(
    st.builds(
        term,
        st.sampled_from("abcd"),
        st.integers(0, 3),
        st.integers(-1, 200),
        st.integers(-1, 200),
    ),
    max_size=20,
)


@given(records, st.integers(0, 3))
def test_a_cohort_is_the_sum_of_its_pupils(held: list[Attendance], number: int) -> None:
    told, each = cohort(*held, number=number), at_point(held, 2009, number)
    assert told.possible == sum(s.possible for s in each.values())
    assert told.pupils + told.left_out == len(
        {r.pupil_id for r in held if not number or r.term == number}
    )
    if told.percent is not None:
        assert 0 <= told.percent <= 100
        percents = [s.percent for s in each.values()]
        assert min(percents) - 1e-9 <= told.percent <= max(percents) + 1e-9
    assert told.persistent is not None
    assert 0 <= told.persistent <= told.pupils


@given(st.integers(1, 400), st.data())
def test_attending_more_never_makes_a_pupil_persistently_absent(
    possible: int, data: st.DataObject
) -> None:
    less = data.draw(st.integers(0, possible))
    more = data.draw(st.integers(less, possible))
    counts = [cohort(term("a", 1, possible, n), number=1).persistent or 0 for n in (less, more)]
    assert counts[0] >= counts[1]


@given(st.integers(), st.integers())
def test_a_sound_record_always_has_a_percentage(possible: int, attended: int) -> None:
    record = term("a", 1, possible, attended)
    assert is_sound(record) == ("a" in at_point([record], 2009, 1))


def test_thresholds_of_a_file_are_checked_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[[thresholds]]\nsince = 2015\npercent = 10\n")
    assert load_thresholds(file) == (Threshold(2015, 10),)
    file.write_text("[[thresholds]]\nsince = 2015\npercent = 110\n")
    with pytest.raises(UserError, match=r"own.toml, line 3"):
        load_thresholds(file)
    file.write_text(
        "[[thresholds]]\nsince = 2015\npercent = 10\n[[thresholds]]\nsince = 2011\npercent = 15\n"
    )
    with pytest.raises(UserError, match="earliest"):
        load_thresholds(file)


def test_noting_a_point_again_takes_the_place_of_what_was_there(desk: Desk) -> None:
    school, book = a_school(desk), desk.tracking.attendance
    pupil = a_pupil(desk, school)
    book.note(pupil.id, 2009, 1, 140, 120)
    book.note(pupil.id, 2009, 1, 140, 126)
    assert [a.attended for a in book.of_pupil(pupil.id)] == [126]
    assert book.of_cohort(school.id, 2009, 1).percent == 90
    desk.undo()
    assert [a.attended for a in book.of_pupil(pupil.id)] == [120]


@pytest.mark.parametrize(
    ("number", "possible", "attended"), [(1, 0, 0), (1, 10, 11), (1, 10, -1), (4, 10, 9)]
)
def test_what_cannot_be_is_refused(desk: Desk, number: int, possible: int, attended: int) -> None:
    book = desk.tracking.attendance
    pupil = a_pupil(desk, a_school(desk))
    with pytest.raises(BadValue):
        book.note(pupil.id, 2009, number, possible, attended)
    assert book.of_pupil(pupil.id) == []


def test_a_cohort_can_be_some_of_the_school(desk: Desk) -> None:
    school, book = a_school(desk), desk.tracking.attendance
    ann, bob = a_pupil(desk, school, "Ann"), a_pupil(desk, school, "Bob")
    new = a_pupil(desk, school, "New")
    book.note(ann.id, 2009, 1, 100, 100)
    book.note(bob.id, 2009, 1, 100, 50)
    told = book.of_cohort(school.id, 2009, 1, pupil_ids=[bob.id, new.id])
    assert (told.percent, told.pupils, told.left_out, told.persistent) == (50, 1, 1, 1)
    assert book.of_cohort(school.id, 2009, 1, pupil_ids=[]).pupils == 0
    desk.pupils.bin(bob.id)
    assert list(book.by_pupil(school.id, 2009, 1)) == [ann.id]
