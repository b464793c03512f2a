"""Gaps out of the store: any cohort, any measure, and what leaves the school."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipdesk.models.assessments import Assessment, DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.gaps import Closing, GapBook, GapRow, Measure, Note, levels
from sipdesk.models.gaps.loading import load_judged
from sipdesk.models.pupils import Cohort, Pupil
from tests.builders import a_desk, a_school
from tests.models import oracle
from tests.models.oracle import Child, schools
from tests.models.test_gaps import same, tuple_of

AUTUMN, SPRING = DataPoint(2009, 1), DataPoint(2009, 2)
_numbers = count(1)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One desk for many schools, in the spring of 2010."""
    made = a_desk(tmp_path_factory.mktemp("gaps"), "2010-03-12 08:30")
    yield made
    made.close()


@pytest.fixture(scope="module")
def gaps(desk: Desk) -> GapBook:
    return desk.gaps


def kept(desk: Desk, children: Sequence[Child]) -> str:
    """A school of those children; gives its id."""
    school = a_school(desk, f"School {next(_numbers)}").id
    pupils = [
        Pupil(
            f"{school}-{n}",
            school,
            f"Pupil {n}",
            year=child.year,
            form=child.form,
            groups=tuple(g.removeprefix("own:") for g in child.groups if g.startswith("own:")),
            fsm="fsm" in child.groups,
            sen="K" if "sen" in child.groups else "",
            eal="eal" in child.groups,
            gender="F" if "gender:F" in child.groups else "",
        )
        for n, child in enumerate(children)
    ]
    results = [
        Assessment(
            "",
            school,
            pupil.id,
            subject,
            point.year,
            point.term,
            point.kind,
            scale,
            value or "",
            absent="" if value else "absent",
        )
        for pupil, child in zip(pupils, children, strict=True)
        for (subject, scale, point), value in child.results.items()
    ]
    with desk.step("Import"):
        desk.store.put_all(pupils)
        desk.assessments.put_many(results)
    return school


def spread(total: int, pupils: int) -> list[str]:
    """Sub-levels of so many pupils that are worth `total` together."""
    low = [level for level in oracle.SUBLEVELS if oracle.worth(level) * pupils <= total][-1]
    higher = (total - oracle.worth(low) * pupils) // 2
    after = oracle.SUBLEVELS[oracle.SUBLEVELS.index(low) + 1]
    return [after] * higher + [low] * (pupils - higher)


def by_pupils(**subjects: Sequence[tuple[float, float]]) -> list[Child]:
    """20 of 40 pupils on free meals, with averages of (these, all) in autumn, spring …"""
    children = [
        Child("5A", "Year 5", frozenset({"fsm"}) if n < 20 else frozenset(), {}) for n in range(40)
    ]
    for subject, terms in subjects.items():
        for point, (ours, whole) in zip((AUTUMN, SPRING), terms, strict=True):
            values = spread(round(20 * ours), 20) + spread(round(40 * whole - 20 * ours), 20)
            for child, value in zip(children, values, strict=True):
                child.results[subject, "nc-sublevels", point] = value
    return children


def fsm_rows(rows: Sequence[GapRow]) -> dict[tuple[str, int], GapRow]:
    return {(row.subject, row.point.term): row for row in rows if row.group == "fsm"}


def test_the_published_table_comes_out_of_pupils_made_to_fit_it(desk: Desk, gaps: GapBook) -> None:
    school = kept(
        desk,
        by_pupils(
            Reading=((19.9, 22.1), (22.3, 23.4)),
            Writing=((17.5, 20.4), (19.9, 21.2)),
            Numeracy=((17.0, 19.0), (18.9, 21.6)),
        ),
    )
    rows = fsm_rows(gaps.report(Cohort(school, "Year 5", "5A"), groups=["fsm"]).rows)
    told = {
        key: (round(row.gap_to_whole or 0, 9), round(row.gap_to_rest or 0, 9), row.closing_to_whole)
        for key, row in rows.items()
    }
    assert told == {
        ("Reading", 1): (-2.2, -4.4, Closing.CANNOT_SAY),
        ("Writing", 1): (-2.9, -5.8, Closing.CANNOT_SAY),
        ("Mathematics", 1): (-2.0, -4.0, Closing.CANNOT_SAY),
        ("Reading", 2): (-1.1, -2.2, Closing.YES),
        ("Writing", 2): (-1.3, -2.6, Closing.YES),
        ("Mathematics", 2): (-2.7, -5.4, Closing.NO),
    }


# --- the oracle, through the store


def agrees(desk: Desk, gaps: GapBook, children: list[Child], form: str, small: int) -> None:
    """The groups a school's pupils are in by code and band as well, so only ours are compared."""
    school = kept(desk, children)
    report = gaps.report(Cohort(school, form=form), groups=oracle.GROUPS, small=small)
    rows = {(tuple_of(row), row.group): row for row in report.rows}
    reckoned = oracle.gaps([c for c in children if form in ("", c.form)], small)
    assert rows.keys() == reckoned.keys()
    for key, row in rows.items():
        same(row, reckoned[key])


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(schools, st.sampled_from(("", "7A")), st.integers(0, 4))
def test_the_store_gives_what_counting_pupil_by_pupil_gives(
    desk: Desk, gaps: GapBook, children: list[Child], form: str, small: int
) -> None:
    agrees(desk, gaps, children, form, small)


@pytest.mark.soak
@settings(max_examples=3000)
@given(schools, st.sampled_from(("", "7A")), st.integers(0, 4))
def test_the_store_gives_it_for_thousands_of_schools(
    desk: Desk, gaps: GapBook, children: list[Child], form: str, small: int
) -> None:
    agrees(desk, gaps, children, form, small)


# --- what is asked


def a_year(term: int = 2, **fields: str) -> list[Child]:
    """Year 5: 8 of 20 on free meals, everybody low and near each other."""
    where = ("Reading", "nc-sublevels", DataPoint(2009, term))
    return [
        Child(
            "5A",
            "Year 5",
            frozenset({"fsm"}) if n < 8 else frozenset(),
            {where: "2a" if n % 2 else "2b"} | fields,
        )
        for n in range(20)
    ]


def test_a_narrow_gap_of_a_low_class_is_warned_of(desk: Desk, gaps: GapBook) -> None:
    school = kept(desk, a_year())
    (row,) = gaps.report(Cohort(school, "Year 5"), groups=["fsm"]).rows
    assert Note.NARROW_BUT_LOW in row.notes


def test_no_such_warning_where_years_are_mixed(desk: Desk, gaps: GapBook) -> None:
    children = a_year()
    school = kept(desk, [*children[:-1], replace(children[-1], year="Year 2")])
    report = gaps.report(Cohort(school), groups=["fsm"])
    assert report.mixed_years
    assert Note.NARROW_BUT_LOW not in report.rows[0].notes


def test_percent_at_or_above_is_judged_by_each_pupils_own_year(desk: Desk, gaps: GapBook) -> None:
    where = ("Reading", "nc-sublevels", DataPoint(2009, 3))
    fsm = frozenset({"fsm"})
    school = kept(
        desk,
        [
            Child("2A", "Year 2", fsm, {where: "2c"}),  # expected at the end of Year 2
            Child("6A", "Year 6", fsm, {where: "3a"}),  # below 4c
            Child("6A", "Year 6", frozenset(), {where: "4c"}),
            Child("1A", "Year 1", fsm, {where: "2c"}),  # nothing is agreed for Year 1
        ],
    )
    (row,) = gaps.report(Cohort(school), groups=["fsm"], measure=Measure.AT_OR_ABOVE).rows
    assert (row.average, row.pupils, row.without_value) == (50.0, 2, 1)
    assert row.whole_average == pytest.approx(200 / 3)


def test_percent_who_made_the_levels_looks_back_to_the_start(desk: Desk, gaps: GapBook) -> None:
    start = ("English", "nc-sublevels", DataPoint(2007, 0, PointKind.BASELINE))
    now = ("English", "nc-sublevels", DataPoint(2009, 3))
    fsm = frozenset({"fsm"})
    school = kept(
        desk,
        [
            Child("9A", "Year 9", fsm, {start: "3c", now: "5c"}),
            Child("9A", "Year 9", fsm, {start: "3c", now: "4a"}),
            Child("9A", "Year 9", frozenset(), {start: "2a", now: "4b"}),
            Child("9A", "Year 9", frozenset(), {now: "5a"}),  # nothing to look back to
        ],
    )
    (row,) = gaps.report(Cohort(school), groups=["fsm"], measure=Measure.LEVELS_MADE).rows
    assert (row.average, row.pupils, row.rest_average, row.rest_pupils) == (50.0, 2, 100.0, 1)
    assert row.whole_without_value == 1


def test_a_pupil_who_goes_to_the_bin_counts_no_more(desk: Desk, gaps: GapBook) -> None:
    school = kept(desk, a_year())
    gone = desk.pupils.of_school(school)[0]
    desk.pupils.bin(gone.id)
    (row,) = gaps.report(Cohort(school), groups=["fsm"]).rows
    assert row.whole_pupils == 19


def test_a_year_is_a_year_however_it_is_written(desk: Desk, gaps: GapBook) -> None:
    school = kept(desk, a_year())
    assert gaps.report(Cohort(school, "5", "5 a")).roll == 20


def test_a_class_that_nobody_is_in_has_no_gaps(desk: Desk, gaps: GapBook) -> None:
    report = gaps.report(Cohort(kept(desk, a_year()), form="9Z"))
    assert (report.rows, report.roll, report.overlap) == ((), 0, None)


# --- who has left


def leaving(desk: Desk, school: str, number: int, on: date) -> None:
    """The first so many pupils of a school leave."""
    for pupil in desk.pupils.of_school(school)[:number]:
        desk.store.put(replace(pupil, left_on=on))


def test_who_has_left_is_not_on_the_roll_and_counts_at_the_points_before(
    desk: Desk, gaps: GapBook
) -> None:
    where = [("Reading", "nc-sublevels", DataPoint(year, 2)) for year in (2008, 2009)]
    children = [Child("5A", "Year 5", frozenset({"fsm"}), dict.fromkeys(where, "3b"))] * 8
    school = kept(desk, children)
    with desk.step("Leave"):
        leaving(desk, school, 3, date(2009, 7, 20))
    for form in ("", "5A"):
        report = gaps.report(Cohort(school, form=form), groups=["fsm"])
        assert [row.pupils for row in report.rows] == [8, 5]
        assert report.roll == 5
    assert len({p.pupil_id for p in desk.progress.report(Cohort(school)).pupils}) == 5


def test_a_class_that_all_have_left_still_has_its_gaps_of_before(desk: Desk, gaps: GapBook) -> None:
    school = kept(desk, a_year())
    with desk.step("Leave"):
        leaving(desk, school, 20, desk.clock.now().date())
    report = gaps.report(Cohort(school, form="5A"), groups=["fsm"])
    assert (report.roll, [row.pupils for row in report.rows]) == (0, [8])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.dates(date(2010, 3, 10), date(2010, 3, 14)), max_size=6))
def test_the_store_finds_those_still_here_whom_the_rule_finds(
    desk: Desk, gaps: GapBook, days: list[date | None]
) -> None:
    school = kept(desk, a_year()[: len(days)])
    with desk.step("Leave"):
        for pupil, day in zip(desk.pupils.of_school(school), days, strict=True):
            desk.store.put(replace(pupil, left_on=day))
    here = [p for p in desk.pupils.of_school(school) if not p.has_left(desk.clock.now().date())]
    assert gaps.report(Cohort(school)).roll == len(here)
    judged = {one.pupil_id for one in desk.progress.report(Cohort(school)).pupils}
    assert judged == {pupil.id for pupil in here}


# --- what is worked out once


def test_a_school_is_judged_by_its_own_years_alone(desk: Desk) -> None:
    children = a_year()
    school = kept(desk, children)
    kept(desk, [replace(child, year="Year 13") for child in children])
    desk.assessments.freshen()
    years: set[str] = set()
    load_judged(desk.store, school, lambda year, _, __: not years.add(year))
    assert years == {"Year 5"}


def test_pupils_who_came_the_same_way_are_worked_out_once(
    desk: Desk, gaps: GapBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = ("English", "nc-sublevels", DataPoint(2007, 0, PointKind.BASELINE))
    now = ("English", "nc-sublevels", DataPoint(2009, 1))
    ways = [{start: "3c", now: "5c"}, {start: "3c", now: "4a"}]
    children = [Child("9A", "Year 9", frozenset({"fsm"}), ways[n % 2]) for n in range(40)]
    school = kept(desk, children)
    asked: list[int] = []
    real = levels.levels_made
    monkeypatch.setattr(levels, "levels_made", lambda *a: (asked.append(1), real(*a))[1])
    (row,) = gaps.report(Cohort(school), groups=["fsm"], measure=Measure.LEVELS_MADE).rows
    assert (row.average, row.pupils, len(asked)) == (50.0, 40, 2)


# --- outside the school


def test_outside_the_school_a_few_pupils_are_not_shown(desk: Desk, gaps: GapBook) -> None:
    school = kept(desk, by_pupils(Reading=((19.9, 22.1), (22.3, 23.4)))[17:])  # 3 on free meals
    (autumn, _) = gaps.outside(gaps.report(Cohort(school), groups=["fsm"])).rows
    assert (autumn.pupils, autumn.average, autumn.gap_to_rest) == (None, None, None)
    assert autumn.whole_pupils == 23
    assert {"pupils", "average", "rest_pupils"} <= autumn.hidden


def test_outside_the_school_enough_pupils_are_shown_but_not_who_has_no_value(
    desk: Desk, gaps: GapBook
) -> None:
    school = kept(desk, by_pupils(Reading=((19.9, 22.1), (22.3, 23.4))))
    inside = gaps.report(Cohort(school), groups=["fsm"])
    outside = gaps.outside(inside, 10)
    assert [row.average for row in outside.rows] == [row.average for row in inside.rows]
    assert [row.without_value for row in outside.rows] == [None, None]
    assert (outside.roll, outside.overlap, outside.threshold) == (None, None, 10)


@pytest.mark.parametrize("threshold", [0, 4, 11])
def test_the_threshold_has_bounds(desk: Desk, gaps: GapBook, threshold: int) -> None:
    report = gaps.report(Cohort(kept(desk, a_year())))
    with pytest.raises(BadValue):
        gaps.outside(report, threshold)
