"""Whose figures leave the school: hiding is decided on the very classes that the rows are about."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.assessments import Assessment, DataPoint
from sipdesk.models.desk import Desk
from sipdesk.models.gaps import Measure
from sipdesk.models.gaps.crowd import Part, inside
from sipdesk.models.gaps.records import Tally
from sipdesk.models.pupils import Cohort, Pupil, form_key, year_key
from tests.builders import a_school

AUTUMN = DataPoint(2009, 1)
_numbers = count(1)


def school_of(desk: Desk, **forms: int) -> str:
    """So many pupils of Year 7 in each form, half of them on free meals, with one result each."""
    school = a_school(desk, f"School {next(_numbers)}").id
    for form, pupils in forms.items():
        join(desk, school, form, pupils)
    return school


def join(desk: Desk, school: str, form: str, pupils: int) -> None:
    """Pupils with their results come into a form, as from a file."""
    made = [
        Pupil(f"{school}-{form}-{n}", school, f"Pupil {n}", "Year 7", form, fsm=n % 2 == 0)
        for n in range(pupils)
    ]
    results = [
        Assessment("", school, p.id, "Reading", 2009, 1, scale="nc-sublevels", value=value)
        for p, value in zip(made, ["3a", "4c", "4b"] * pupils, strict=False)
    ]
    with desk.step("Import"):
        desk.store.put_all(made)
        desk.assessments.put_many(results)


@pytest.mark.parametrize("measure", [Measure.AVERAGE, Measure.AT_OR_ABOVE])
def test_forms_called_7_and_y7_are_two_classes_for_rows_and_for_hiding(
    desk: Desk, measure: Measure
) -> None:
    school = school_of(desk, **{"7": 4, "Y7": 4, "7B": 8})
    for form in ("7", "Y7", "7B"):
        asked = Cohort(school, form=form)
        report = desk.gaps.report(asked, groups=["fsm"], measure=measure)
        assert {row.whole_pupils for row in report.rows} == {8 if form == "7B" else 4}
        outside = desk.gaps.outside(report).rows
        assert {(row.pupils, row.whole_pupils) for row in outside} == {(None, None)}


written = st.sampled_from(("", " ", "7", "07", "y7", "Yr 7", "Year  7", "7B", "7 b", "Y 7B", "8"))


@given(written, written, written, written)
def test_the_crowd_has_the_classes_that_a_cohort_takes(
    year: str, form: str, asked_year: str, asked_form: str
) -> None:
    part = Part(year_key(year), form_key(form), frozenset(), Tally(1, 1, 21.0))
    taken = Cohort("s", asked_year, asked_form).takes(Pupil("p", "s", year=year, form=form))
    assert bool(inside([part], asked_year, asked_form)) is taken


def test_results_that_came_since_a_report_are_counted_when_it_leaves(desk: Desk) -> None:
    school = school_of(desk, **{"7A": 12, "7B": 12})
    report = desk.gaps.report(Cohort(school, form="7A"), groups=["fsm"])
    assert [row.pupils for row in desk.gaps.outside(report).rows] == [6]
    for n in range(4):  # the year less 7A and 7B would be these four
        pupil = desk.pupils.add(school, f"New {n}", year="Year 7", form="7C")
        desk.assessments.put(pupil, "Reading", "3a", scale="nc-sublevels", point=AUTUMN)
    (row,) = desk.gaps.outside(report).rows
    assert (row.pupils, row.whole_pupils) == (None, None)
