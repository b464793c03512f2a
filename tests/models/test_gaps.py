"""Gaps: how a group stands to the whole and to the rest, and whether that gets better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.gaps import Closing, GapReport, GapRow, Measure, Note, Slice, rules
from sipdesk.models.gaps.expectation import expected_points
from sipdesk.models.gaps.records import Cells, Overlap, Tally
from sipdesk.models.gaps.rules import closing, tenths
from sipdesk.models.gaps.words import FIGURES, NOTES, cautions, overlap_in_words, row_in_words
from sipdesk.models.scales import load_scales
from tests.models import oracle
from tests.models.oracle import Child, schools

AUTUMN, SPRING, SUMMER = DataPoint(2011, 1), DataPoint(2011, 2), DataPoint(2011, 3)
SUBLEVELS = load_scales().get("nc-sublevels")
FSM, NONE = frozenset({"fsm"}), frozenset[str]()


Tallies = dict[Slice, dict[frozenset[str], Tally]]


def gap_rows(tallies: Tallies, **asked: Any) -> tuple[GapRow, ...]:
    return rules.gap_rows({at: Cells.of(cells) for at, cells in tallies.items()}, **asked)


def overlap(tallies: Tallies) -> Overlap | None:
    return rules.overlap({at: Cells.of(cells) for at, cells in tallies.items()})


def tallied(children: Sequence[Child]) -> Tallies:
    """As the store counts them, without one."""
    found: Tallies = {}
    for child in children:
        for (subject, scale, point), value in child.results.items():
            held = found.setdefault(Slice(subject, scale, point), {})
            was = held.get(child.groups, Tally(0, 0, 0.0))
            held[child.groups] = Tally(
                was.pupils + 1,
                was.valued + bool(value),
                was.total + (oracle.worth(value) if value else 0),
            )
    return found


def rows_of(
    *points: tuple[DataPoint, float, float], few: int = 10, many: int = 20, small: int = 5
) -> list[GapRow]:
    """At each data point the average of `few` on free meals and that of the `many` others."""
    found = {
        Slice("Reading", "nc-sublevels", point): {
            FSM: Tally(few, few, few * ours),
            NONE: Tally(many, many, many * theirs),
        }
        for point, ours, theirs in points
    }
    return list(gap_rows(found, small=small))


# --- the published table

TABLE_2 = {  # subject: FSM and whole class, autumn and spring, as printed
    "Reading": ((19.9, 22.1), (22.3, 23.4)),
    "Writing": ((17.5, 20.4), (19.9, 21.2)),
    "Numeracy": ((17.0, 19.0), (18.9, 21.6)),
}


@pytest.fixture(scope="module")
def table_2() -> dict[tuple[str, DataPoint], GapRow]:
    """A class of 30, 10 of them on free meals, with those averages."""
    found = {
        Slice(subject, "nc-sublevels", point): {
            FSM: Tally(10, 10, 10 * ours),
            NONE: Tally(20, 20, 30 * whole - 10 * ours),
        }
        for subject, terms in TABLE_2.items()
        for point, (ours, whole) in zip((AUTUMN, SPRING), terms, strict=True)
    }
    return {(row.subject, row.point): row for row in gap_rows(found)}


@pytest.mark.parametrize(
    ("subject", "autumn", "spring", "closes"),
    [
        ("Reading", -2.2, -1.1, Closing.YES),
        ("Writing", -2.9, -1.3, Closing.YES),
        ("Numeracy", -2.0, -2.7, Closing.NO),
    ],
)
def test_the_gaps_to_the_whole_class_are_those_of_the_published_table(
    table_2: dict[tuple[str, DataPoint], GapRow],
    subject: str,
    autumn: float,
    spring: float,
    closes: Closing,
) -> None:
    first, second = table_2[subject, AUTUMN], table_2[subject, SPRING]
    assert first.gap_to_whole == pytest.approx(autumn)
    assert second.gap_to_whole == pytest.approx(spring)
    assert first.closing_to_whole is Closing.CANNOT_SAY
    assert first.notes == (Note.NO_PREVIOUS,)
    assert (second.closing_to_whole, second.closing_to_rest) == (closes, closes)


def test_beside_them_stand_the_gaps_to_the_rest_which_are_wider(
    table_2: dict[tuple[str, DataPoint], GapRow],
) -> None:
    to_rest = {
        f"{subject} {'autumn' if point == AUTUMN else 'spring'}": round(row.gap_to_rest or 0, 2)
        for (subject, point), row in table_2.items()
    }
    assert to_rest == {
        "Reading autumn": -3.3,
        "Writing autumn": -4.35,
        "Numeracy autumn": -3.0,
        "Reading spring": -1.65,
        "Writing spring": -1.95,
        "Numeracy spring": -4.05,
    }


# --- closing


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        (-2.2, -1.1, Closing.YES),
        (-2.0, -2.7, Closing.NO),
        (-2.24, -2.16, Closing.SAME),  # both are shown as 2.2
        (-1.0, 0.5, Closing.YES),  # caught up and gone past
        (0.5, -1.0, Closing.NO),  # was ahead, is behind now
        (0.5, 1.5, None),
        (0.0, -0.04, None),  # shown as 0.0
    ],
)
def test_what_closes_is_how_far_a_group_is_behind(
    before: float, now: float, said: Closing | None
) -> None:
    assert closing(before, now) is said


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_turning_time_round_turns_closing_round(before: float, now: float) -> None:
    turned = {Closing.YES: Closing.NO, Closing.NO: Closing.YES}
    there, back = closing(before, now), closing(now, before)
    assert back is (there and turned.get(there, there))


def test_halves_are_shown_away_from_nothing() -> None:
    assert [tenths(x) for x in (2.25, -2.25, 0.05, -0.05, 0.04)] == [23, -23, 1, -1, 0]


def test_a_group_that_was_never_behind_has_no_gap_to_close() -> None:
    row = rows_of((AUTUMN, 25, 23), (SPRING, 27, 24))[-1]
    assert row.closing_to_whole is row.closing_to_rest is Closing.CANNOT_SAY
    assert row.notes == (Note.NOT_BEHIND,)


def test_a_few_pupils_close_no_gap() -> None:
    row = rows_of((AUTUMN, 19, 23), (SPRING, 21, 23), few=5)[-1]
    assert row.closing_to_whole is Closing.CANNOT_SAY
    assert row.notes == (Note.FEW,)
    assert row.small
    assert rows_of((AUTUMN, 19, 23), (SPRING, 21, 23), few=5, small=4)[-1].closing_to_whole == "yes"


def test_where_the_rest_are_few_the_gap_to_the_whole_is_still_said() -> None:
    row = rows_of((AUTUMN, 19, 23), (SPRING, 21, 23), few=20, many=5)[-1]
    assert (row.closing_to_whole, row.closing_to_rest) == (Closing.YES, Closing.CANNOT_SAY)
    assert row.notes == (Note.FEW_IN_REST,)


def test_where_all_are_in_the_group_there_is_no_rest() -> None:
    row = rows_of((AUTUMN, 19, 0), (SPRING, 21, 0), many=0)[-1]
    assert (row.rest_pupils, row.rest_average, row.gap_to_rest) == (0, None, None)
    assert Note.NO_REST in row.notes
    assert row.closing_to_rest is Closing.CANNOT_SAY


def test_another_scale_is_no_previous_point() -> None:
    cells = {FSM: Tally(9, 9, 180.0), NONE: Tally(9, 9, 200.0)}
    rows = gap_rows(
        {Slice("Reading", "nc-levels", AUTUMN): cells, Slice("Reading", "percent", SPRING): cells}
    )
    assert [row.notes for row in rows] == [(Note.NO_PREVIOUS,), (Note.ANOTHER_SCALE,)]


def test_a_prediction_is_not_compared_with_what_was_reached() -> None:
    predicted = DataPoint(2011, 2, PointKind.PREDICTED)
    rows = rows_of((AUTUMN, 19, 23), (predicted, 23, 24))
    assert rows[-1].notes == (Note.NO_PREVIOUS,)


def test_a_result_is_compared_with_the_term_before_and_not_with_the_same_term() -> None:
    result = DataPoint(2011, 3, PointKind.RESULT)
    rows = rows_of((SPRING, 19, 23), (SUMMER, 20, 23), (result, 21, 23))
    assert rows[-1].since == SPRING


def test_what_was_not_asked_for_is_still_looked_back_to() -> None:
    found = {
        Slice("Reading", "nc-sublevels", point): {
            FSM: Tally(10, 10, 10 * ours),
            NONE: Tally(20, 20, 460.0),
        }
        for point, ours in ((AUTUMN, 19.0), (SPRING, 21.0))
    }
    (row,) = gap_rows(found, points=[SPRING])
    assert (row.since, row.closing_to_whole) == (AUTUMN, Closing.YES)


# --- who counts


def test_only_pupils_with_a_value_count_and_the_others_are_told() -> None:
    found = {
        Slice("Reading", "nc-sublevels", AUTUMN): {
            FSM: Tally(8, 6, 120.0),
            NONE: Tally(20, 19, 399.0),
        }
    }
    (row,) = gap_rows(found)
    assert (row.pupils, row.without_value, row.average) == (6, 2, 20.0)
    assert (row.whole_pupils, row.whole_without_value) == (25, 3)


def test_a_group_in_which_nobody_has_a_value_has_no_average() -> None:
    found = {Slice("Reading", "nc-sublevels", AUTUMN): {FSM: Tally(4, 0, 0.0)}}
    (row,) = gap_rows(found)
    assert (row.average, row.gap_to_whole, row.notes) == (None, None, (Note.NO_VALUES,))


def test_a_group_that_nobody_is_in_has_no_row() -> None:
    assert (
        gap_rows({Slice("Reading", "percent", AUTUMN): {FSM: Tally(3, 3, 9.0)}}, groups=["sen"])
        == ()
    )


def test_overlap_counts_the_pupils_of_the_latest_point() -> None:
    both = frozenset({"fsm", "sen"})
    found = {
        Slice("Reading", "percent", AUTUMN): {both: Tally(9, 9, 9.0)},
        Slice("Reading", "percent", SPRING): {both: Tally(4, 4, 4.0), FSM: Tally(8, 7, 7.0)},
        Slice("Writing", "percent", SPRING): {both: Tally(1, 1, 1.0)},
    }
    found_overlap = overlap(found)
    assert found_overlap is not None
    assert (found_overlap.subject, found_overlap.point) == ("Reading", SPRING)
    assert dict(found_overlap.pupils) == {"fsm": 12, "sen": 4}
    assert found_overlap.shared("fsm", "sen") == found_overlap.shared("sen", "fsm") == 4
    assert (
        overlap_in_words(found_overlap, "fsm", "sen", str.upper)
        == "4 of the 12 in “FSM” are in “SEN” too."
    )


def test_a_target_for_next_summer_is_no_point_at_which_groups_overlap() -> None:
    target = DataPoint(2030, 3, PointKind.TARGET)
    tally = {frozenset({"fsm", "sen"}): Tally(4, 4, 80.0)}
    found = overlap(
        {Slice("Reading", "nc-sublevels", at): tally for at in (DataPoint(2011, 2), target)}
    )
    assert found is not None
    assert found.point == DataPoint(2011, 2)
    assert overlap({Slice("Reading", "nc-sublevels", target): tally}) is None


# --- the oracle


def agrees(school: list[Child], small: int) -> None:
    """Row by row, figure by figure, the same as reckoned pupil by pupil."""
    rows = {(tuple_of(row), row.group): row for row in gap_rows(tallied(school), small=small)}
    reckoned = oracle.gaps(school, small)
    assert rows.keys() == reckoned.keys()
    for key, row in rows.items():
        same(row, reckoned[key])


def tuple_of(row: GapRow) -> oracle.Where:
    return row.subject, row.scale, row.point


def same(row: GapRow, wanted: oracle.Reckoned) -> None:
    assert (row.pupils, row.whole_pupils, row.rest_pupils, row.without_value) == (
        wanted.pupils,
        wanted.whole_pupils,
        wanted.rest_pupils,
        wanted.without,
    )
    for figure, exact in (
        (row.average, wanted.average),
        (row.whole_average, wanted.whole_average),
        (row.rest_average, wanted.rest_average),
    ):
        assert figure == (None if exact is None else pytest.approx(float(exact), abs=1e-9))
    assert (row.closing_to_whole, row.closing_to_rest) == (wanted.to_whole, wanted.to_rest)


@settings(max_examples=150)
@given(schools, st.integers(0, 4))
def test_gaps_are_what_counting_pupil_by_pupil_gives(school: list[Child], small: int) -> None:
    agrees(school, small)


@pytest.mark.soak
@settings(max_examples=20_000)
@given(schools, st.integers(0, 6))
def test_gaps_of_thousands_of_schools(school: list[Child], small: int) -> None:
    agrees(school, small)


# --- expectation


@pytest.mark.parametrize(
    ("age", "points"),
    [(2, 13), (6, 25), (4, 19), (9, 31), (7.5, 28), (1.9, None), (9.1, None)],
)
def test_between_the_ends_of_key_stages_the_expectation_is_a_straight_line(
    age: float, points: float | None
) -> None:
    assert expected_points(SUBLEVELS, age) == points


def test_a_scale_with_one_expectation_says_nothing_of_other_key_stages() -> None:
    scaled = load_scales().get("ks2-scaled")
    assert [expected_points(scaled, age) for age in (2.0, 5.3, 6.0, 6.1)] == [None, 100, 100, None]


# --- in words


def test_a_row_reads_as_a_sentence() -> None:
    row = rows_of((AUTUMN, 20, 23.3), (SPRING, 22, 23.65))[-1]
    assert row_in_words(row, Measure.AVERAGE, SUBLEVELS) == (
        "In Reading, spring 2012, the 10 pupils entitled to free school meals were on average"
        " 1.1 points (about half a sub-level) behind the class, and 1.7 points behind the rest."
        " The gap is closing."
    )


def test_a_group_that_has_gone_past_has_closed_its_gap() -> None:
    row = rows_of((AUTUMN, 20, 23.3), (SPRING, 24, 23.7))[-1]
    assert row.closing_to_whole is Closing.YES
    assert row_in_words(row, Measure.AVERAGE, SUBLEVELS).endswith("rest. The gap has closed.")


def test_percentages_are_said_in_percentage_points() -> None:
    row = rows_of((AUTUMN, 40, 70))[0]
    assert row_in_words(row, Measure.AT_OR_ABOVE, None, whole="the year") == (
        "In Reading, autumn 2011, of the 10 pupils entitled to free school meals 40.0% were at or"
        " above expectation, 20.0 percentage points behind the year, and 30.0 percentage points"
        " behind the rest."
    )


def test_what_holds_for_a_whole_report_is_said_once() -> None:
    rows = tuple(rows_of((AUTUMN, 20, 23), few=3))
    years = ("Year 7", "Year 8")
    report = GapReport("s", "", "", Measure.AVERAGE, rows, (), 23, years)
    mixed, few = cautions(report)
    assert "Several year groups" in mixed
    assert few.startswith("Groups of 5 pupils or fewer are marked")


def test_every_note_and_every_figure_has_its_sentence() -> None:
    assert NOTES.keys() == set(Note)
    told = {field.name for field in fields(GapRow)}
    assert FIGURES.keys() <= told
    assert all(sentence.endswith(".") for sentence in (*NOTES.values(), *FIGURES.values()))
