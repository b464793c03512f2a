"""Results: read on their scale, one for each pupil, subject, data point and scale."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.assessments import (
    Assessment,
    DataPoint,
    PointKind,
    begins,
    date_of,
    in_order,
    load_subjects,
    point_on,
    points_of_year,
    subject_named,
    title_of,
    when,
)
from sipdesk.models.assessments.bands import Start, baseline_band
from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.scales import load_scales
from tests.builders import a_class, a_pupil, a_result, a_school, wait

AUTUMN, SPRING = DataPoint(2009, 1), DataPoint(2009, 2)
KS2 = DataPoint(2006, 3, PointKind.BASELINE)

# --- keeping results


def test_a_value_is_kept_as_its_scale_writes_it_with_its_points(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    result = a_result(desk, pupil, "Maths", " 3 B ")
    assert (result.subject, result.value, result.points) == ("Mathematics", "3b", 21.0)
    assert result.point == AUTUMN
    assert desk.assessments.of_pupil(pupil.id) == [result]


def test_what_the_scale_cannot_read_is_refused_by_name(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    before = desk.store.fingerprint()
    with pytest.raises(BadValue, match="“3z” cannot be read on “National Curriculum sub-levels”"):
        a_result(desk, pupil, value="3z")
    with pytest.raises(BadValue, match="no assessment scale"):
        a_result(desk, pupil, scale="nonsense")
    with pytest.raises(BadValue, match="needs a subject"):
        a_result(desk, pupil, " ")
    assert desk.store.fingerprint() == before


def test_no_value_is_kept_with_the_reason(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    result = a_result(desk, pupil, value="ABS")
    assert (result.value, result.points, result.absent) == ("", None, "absent")
    assert a_result(desk, pupil, "Science", "").absent == "blank"


def test_a_second_result_takes_the_place_of_the_first_and_both_are_remembered(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    first = a_result(desk, pupil, "Maths", "3b")
    wait(desk, minutes=5)
    second = a_result(desk, pupil, "Ma", "3a")
    assert desk.assessments.of_pupil(pupil.id) == [second]
    assert second.id == first.id
    past = desk.store.history(Assessment, first.id)
    assert [(p.change.after or {})["value"] for p in past] == ["3b", "3a"]
    desk.undo()
    assert desk.assessments.of_pupil(pupil.id) == [first]


def test_another_point_kind_or_scale_is_another_result(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    a_result(desk, pupil, value="3b")
    a_result(desk, pupil, value="3b", point=SPRING)
    a_result(desk, pupil, value="4b", point=DataPoint(2009, 1, PointKind.TARGET))
    a_result(desk, pupil, value="55", scale="percent")
    assert len(desk.assessments.of_pupil(pupil.id)) == 4


def test_a_result_is_edited_and_read_anew(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    result = a_result(desk, pupil, "Maths", "3b")
    other = a_result(desk, pupil, "Science", "3b")
    assert desk.assessments.edit(result.id, value="4c").points == 25.0
    assert desk.assessments.edit(result.id, value="").absent == "blank"
    assert desk.assessments.edit(result.id, absent="ill").absent == "ill"
    with pytest.raises(BadValue, match="another result in Mathematics"):
        desk.assessments.edit(other.id, subject="Maths")
    desk.assessments.bin(result.id)
    assert desk.assessments.edit(other.id, subject="Maths").subject == "Mathematics"


def test_a_result_comes_back_from_the_bin_unless_its_place_is_taken(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    first = a_result(desk, pupil)
    desk.assessments.bin(first.id)
    second = a_result(desk, pupil, value="4c")
    [binned] = desk.bin_contents()
    assert (binned.what, binned.title) == ("Result", "Mathematics")
    with pytest.raises(BadValue, match="another result in Mathematics"):
        desk.take_back(binned)
    desk.assessments.bin(second.id)
    desk.take_back(binned)
    assert desk.assessments.of_pupil(pupil.id) == [first]


def test_what_a_school_has_is_listed(desk: Desk) -> None:
    school = a_school(desk)
    pupils = a_class(desk, school, {"Amy": {"Maths": "3b", "Reading": "3a"}, "Ben": {"Sc": "4c"}})
    a_result(desk, pupils["Amy"], "Maths", "2a", point=KS2)
    a_result(desk, pupils["Ben"], "Maths", "61", point=SPRING, scale="percent")
    book = desk.assessments
    assert book.subjects(school.id) == ["Mathematics", "Reading", "Science"]
    assert book.points(school.id) == [KS2, AUTUMN, SPRING]
    assert [scale.key for scale in book.scales_of(school.id)] == ["nc-sublevels", "percent"]
    assert len(book.of_school(school.id)) == 5
    desk.pupils.bin(pupils["Ben"].id)
    assert book.subjects(school.id) == ["Mathematics", "Reading"]
    assert len(book.of_school(school.id)) == 3


# --- many at once


def result(pupil_id: str, school_id: str, subject: str, value: str, term: int = 1) -> Assessment:
    return Assessment(
        "", school_id, pupil_id, subject, 2009, term, scale="nc-sublevels", value=value
    )


def test_many_results_come_at_one_stroke_and_go_with_one_undo(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school)
    old = a_result(desk, pupil, "Maths", "3b")
    before = desk.store.fingerprint()
    wait(desk, minutes=5)
    with desk.step("Import"):
        count = desk.assessments.put_many(
            [
                result(pupil.id, school.id, "Ma", "3a"),
                result(pupil.id, school.id, "English", "2c"),
                result(pupil.id, school.id, "En", "2b"),
                result(pupil.id, school.id, "Science", ""),
            ]
        )
    assert count == 3
    assert [
        (a.subject, a.value, a.points, a.absent) for a in desk.assessments.of_pupil(pupil.id)
    ] == [
        ("English", "2b", 15.0, ""),
        ("Mathematics", "3a", 23.0, ""),
        ("Science", "", None, "blank"),
    ]
    assert len(desk.store.history(Assessment, old.id)) == 2
    desk.undo()
    assert desk.store.fingerprint() == before


def test_one_that_cannot_be_read_stops_them_all(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school)
    before = desk.store.fingerprint()
    with pytest.raises(BadValue, match="“9z”"), desk.step("Import"):
        desk.assessments.put_many(
            [result(pupil.id, school.id, "Ma", "3a"), result(pupil.id, school.id, "En", "9z")]
        )
    assert desk.store.fingerprint() == before


# --- data points


def test_points_are_said_in_words() -> None:
    assert [title_of(point) for point in points_of_year(2009)] == [
        "Autumn 2009",
        "Spring 2010",
        "Summer 2010",
    ]
    assert title_of(DataPoint(2009, 3, PointKind.TARGET)) == "Target for summer 2010"
    assert title_of(DataPoint(2009, 3, PointKind.PREDICTED)) == "Predicted for summer 2010"
    assert title_of(DataPoint(1999, 0, PointKind.RESULT)) == "Result, 1999/00"
    assert title_of(KS2) == "Starting point, summer 2007"
    assert title_of(KS2, key_stage=2) == "Key stage 2 result"


points = st.builds(
    DataPoint, st.integers(1990, 2040), st.integers(0, 3), st.sampled_from(PointKind)
)


@given(points)
def test_a_point_lies_within_its_school_year(point: DataPoint) -> None:
    assert date(point.year, 9, 1) <= begins(point) <= date_of(point) <= date(point.year + 1, 7, 31)


@given(st.lists(points))
def test_points_are_in_order_of_time(some: list[DataPoint]) -> None:
    ordered = in_order(some)
    assert sorted(ordered) == sorted(set(some))
    times = [when(point) for point in ordered]
    assert times == sorted(times)
    later = [date_of(point) for point in ordered if point.kind is not PointKind.BASELINE]
    assert later == sorted(later)


@given(st.lists(points))
def test_at_the_same_time_a_start_comes_first_and_a_result_last(some: list[DataPoint]) -> None:
    for one, other in pairwise(in_order(some)):
        if when(one) == when(other):
            assert other.kind is not PointKind.BASELINE or one.kind is PointKind.BASELINE
            assert one.kind is not PointKind.RESULT or other.kind is PointKind.RESULT


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)))
def test_every_day_has_its_point(day: date) -> None:
    point = point_on(day)
    assert begins(point) <= day
    assert (day - date_of(point)).days <= 31  # August belongs to the summer


# --- subjects and bands


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Maths", "Mathematics"),
        (" ma ", "Mathematics"),
        ("MATHEMATICS", "Mathematics"),
        ("D&T", "Design and technology"),
        ("R.E.", "R.E."),
        ("RE", "Religious education"),
        ("Ancient   Greek", "Ancient Greek"),
    ],
)
def test_a_subject_is_one_however_it_is_written(written: str, name: str) -> None:
    assert subject_named(written) == name


@given(st.text() | st.sampled_from(load_subjects()))
def test_naming_a_subject_twice_changes_nothing_more(text: str) -> None:
    assert subject_named(subject_named(text)) == subject_named(text)


SCALES = {scale.key: scale for scale in load_scales()}


def starts(**points: float) -> list[Start]:
    return [Start(subject, "nc-sublevels", worth) for subject, worth in points.items()]


def test_the_band_is_that_of_the_average_of_all_subjects() -> None:
    assert baseline_band(starts(English=27, Mathematics=21), SCALES) == "low"
    assert baseline_band(starts(English=27, Mathematics=23), SCALES) == "middle"
    assert baseline_band(starts(English=33, Mathematics=29), SCALES) == "high"
    assert baseline_band([], SCALES) == ""


def test_of_a_subject_the_latest_baseline_counts_and_of_scales_the_one_with_most_subjects() -> None:
    early = Start("English", "nc-sublevels", 19, (2005, 3))
    late = Start("English", "nc-sublevels", 33, (2006, 3))
    assert baseline_band([late, early], SCALES) == "high"
    scaled = [Start(subject, "ks2-scaled", 90) for subject in ("Reading", "Mathematics")]
    assert baseline_band([late, *scaled], SCALES) == "low"
    assert baseline_band([Start("English", "percent", 99)], SCALES) == ""
