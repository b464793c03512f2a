"""What a report hides cannot be worked out: not from it, nor from it and others together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sipdesk.models.assessments import DataPoint
from sipdesk.models.gaps import GapReport, Measure, Note, Slice
from sipdesk.models.gaps.crowd import Crowd, Part, tallies
from sipdesk.models.gaps.records import Tally
from sipdesk.models.gaps.rules import gap_rows, overlap
from sipdesk.models.gaps.suppression import suppress
from sipdesk.models.gaps.words import cautions, row_in_words
from tests.models.attacker import Attacker
from tests.reliability import counted, share

AUTUMN, SPRING = DataPoint(2011, 1), DataPoint(2011, 2)
AT = Slice("Reading", "nc-sublevels", AUTUMN)
ENDS = (3.0, 57.0)
CLASSES = (("year7", "7a"), ("year7", "7b"), ("year8", "8a"), ("year8", "8b"))
THRESHOLD = 5


def part(
    pupils: int, *groups: str, year: str = "year7", form: str = "7a", points: float = 21.0
) -> Part:
    """Pupils of one class with those groups; one of them is two points above the others."""
    total = points * pupils + 2 * bool(pupils)
    return Part(year, form, frozenset(groups), Tally(pupils, pupils, total))


def report(
    crowd: Crowd, *groups: str, year: str = "", form: str = "", measure: Measure = Measure.AVERAGE
) -> GapReport:
    """As it is inside the school."""
    found = tallies(crowd, year, form)
    rows = gap_rows(found, groups=groups or None)
    return GapReport(
        *("school", year, form, measure, rows, groups, 99, (year,), tuple(found), overlap(found)),
    )


def outside(
    crowd: Crowd, *groups: str, year: str = "", form: str = "", threshold: int = THRESHOLD
) -> GapReport:
    """As it leaves the school."""
    asked = groups or tuple(
        sorted({g for parts in crowd.values() for p in parts for g in p.groups})
    )
    inside = report(crowd, *asked, year=year, form=form)
    return suppress(inside, crowd, threshold, lambda _: ENDS)


def shown(found: GapReport) -> dict[str, int | None]:
    return {row.group: row.pupils for row in found.rows}


# --- by example


def test_five_are_hidden_and_six_are_shown() -> None:
    assert shown(outside({AT: [part(5, "eal"), part(20)]})) == {"eal": None}
    assert shown(outside({AT: [part(6, "eal"), part(20)]})) == {"eal": 6}


def test_the_threshold_goes_up_to_ten() -> None:
    assert shown(outside({AT: [part(10, "eal"), part(20)]}, threshold=10)) == {"eal": None}


def test_a_group_is_hidden_when_the_rest_are_a_few() -> None:
    assert shown(outside({AT: [part(20, "eal"), part(3)]})) == {"eal": None}


def test_where_girls_are_few_boys_are_hidden_as_well() -> None:
    crowd = {AT: [part(3, "gender:F"), part(27, "gender:M")]}
    assert shown(outside(crowd)) == {"gender:F": None, "gender:M": None}


def test_one_code_of_special_needs_does_not_give_away_the_other() -> None:
    crowd = {AT: [part(9, "sen", "sen:K"), part(2, "sen", "sen:E"), part(30)]}
    assert shown(outside(crowd)) == {"sen": 11, "sen:E": None, "sen:K": None}


def test_a_child_in_care_is_not_the_difference_of_two_groups() -> None:
    crowd = {AT: [part(12, "fsm", "ever6"), part(1, "ever6"), part(30)]}
    assert shown(outside(crowd)) == {"fsm": 12, "ever6": None}


def test_own_groups_that_make_up_the_class_do_not_give_away_the_smallest() -> None:
    crowd = {AT: [part(12, "own:Set 1"), part(14, "own:Set 2"), part(4, "own:Set 3")]}
    assert shown(outside(crowd)) == {"own:Set 1": 12, "own:Set 2": None, "own:Set 3": None}


def test_a_year_less_its_other_class_does_not_give_a_class_away() -> None:
    crowd = {
        AT: [part(9, "eal"), part(20), part(2, "eal", form="7b"), part(20, form="7b")],
    }
    assert shown(outside(crowd, year="year7")) == {"eal": 11}
    assert shown(outside(crowd, year="year7", form="7a")) == {"eal": None}
    assert shown(outside(crowd, form="7b")) == {"eal": None}


def test_a_class_that_is_itself_a_few_hides_all_classes_of_its_year() -> None:
    crowd = {AT: [part(9, "eal"), part(20), part(4, form="7b")]}
    (row,) = outside(crowd, form="7a").rows
    assert (row.whole_pupils, row.whole_average, row.pupils) == (None, None, None)
    assert outside(crowd, year="year7").rows[0].whole_pupils == 33


def test_pupils_without_a_class_are_a_remainder_too() -> None:
    crowd = {AT: [part(30), part(30, form="7b"), part(2, form="")]}
    assert all(row.whole_pupils is None for row in outside(crowd, "eal", form="7a").rows)


def test_a_class_of_two_years_is_hidden_with_all_others_where_it_is_not_safe() -> None:
    mixed = [part(20, form="m"), part(3, form="m", year="year8"), part(20, form="8b", year="year8")]
    eal = [part(8, "eal", form="m"), part(8, "eal", form="8b", year="year8")]
    assert shown(outside({AT: [*mixed, *eal]}, form="m")) == {"eal": None}


def test_where_nobody_is_in_a_hidden_group_there_is_a_row_all_the_same() -> None:
    crowd = {
        AT: [part(20), part(2, "eal", form="7b"), part(20, form="7b"), part(7, "eal", form="7c")]
    }
    assert shown(outside(crowd, form="7a")) == {"eal": None}


def test_where_all_are_alike_at_an_end_nothing_is_told() -> None:
    every = Part("year7", "7a", frozenset({"eal"}), Tally(12, 12, 1200.0))
    rest = Part("year7", "7a", frozenset(), Tally(12, 12, 700.0))
    inside = report({AT: [every, rest]}, "eal", measure=Measure.AT_OR_ABOVE)
    (row,) = suppress(inside, {AT: [every, rest]}, 5, lambda _: (0.0, 100.0)).rows
    assert (row.pupils, row.average, row.whole_pupils) == (None, None, 24)


def test_closing_is_hidden_where_the_point_before_is() -> None:
    later = Slice("Reading", "nc-sublevels", SPRING)
    crowd = {AT: [part(4, "eal"), part(20)], later: [part(8, "eal", points=19), part(20)]}
    before, after = outside(crowd).rows
    assert before.pupils is None
    assert (after.pupils, after.closing_to_whole, after.since) == (8, None, None)
    assert not set(after.notes) & {Note.FEW, Note.OTHER_NUMBERS}
    assert "closing_to_whole" in after.hidden


def test_hidden_figures_look_alike_whatever_the_reason() -> None:
    crowd = {AT: [part(3, "gender:F"), part(27, "gender:M")]}
    girls, boys = outside(crowd).rows
    assert (girls.hidden, girls.notes, girls.small) == (boys.hidden, boys.notes, boys.small)


def test_what_was_asked_for_changes_nothing_of_what_is_hidden() -> None:
    crowd = {AT: [part(3, "gender:F"), part(27, "gender:M", "eal")]}
    assert shown(outside(crowd, "gender:M")) == {"gender:M": None}


def test_a_hidden_row_says_why_in_words_that_tell_nothing_more() -> None:
    found = outside({AT: [part(3, "gender:F"), part(27, "gender:M")]})
    said = {row_in_words(row, Measure.AVERAGE, None, threshold=5) for row in found.rows}
    assert said == {
        "Not shown: a group of 5 pupils or fewer, or one from which such a group could be worked"
        " out."
    }
    assert cautions(found) == tuple(said)


def test_two_groups_at_once_are_told_of_the_whole_school_only() -> None:
    crowd = {AT: [part(9, "in-care", "in-care-not-fsm"), part(9, "in-care", "fsm"), part(30)]}
    assert shown(outside(crowd, "in-care-not-fsm")) == {"in-care-not-fsm": 9}
    assert shown(outside(crowd, "in-care-not-fsm", year="year7")) == {}


def test_two_groups_at_once_do_not_say_that_a_class_is_wholly_in_care() -> None:
    crowd = {
        AT: [
            part(6, "in-care", "in-care-not-fsm"),
            part(1, "fsm", form="7b"),
            part(6, "fsm", "in-care", form="7b"),
            part(6, "fsm", year="year8", form="8b"),
        ]
    }
    assert shown(outside(crowd, "fsm", "in-care", "in-care-not-fsm")) == {
        "fsm": 13,
        "in-care": 12,
        "in-care-not-fsm": None,  # all without free meals, and they are 7a
    }
    assert shown(outside(crowd, "fsm", "in-care", year="year7", form="7a")) == {"in-care": None}


# --- by attack

FAMILIES: dict[str, tuple[tuple[str, ...], Callable[[frozenset[str]], bool]]] = {
    "gender": (("gender:F", "gender:M"), lambda g: len(g) < 2),
    "sen": (("sen", "sen:K", "sen:E"), lambda g: ("sen" in g or not g) and len(g) < 3),
    "band": (("band:low", "band:middle", "band:high"), lambda g: len(g) < 2),
    "poverty": (
        ("fsm", "in-care", "in-care-not-fsm"),
        lambda g: ("in-care-not-fsm" in g) == ("in-care" in g and "fsm" not in g),
    ),
    "white": (
        ("fsm", "ethnicity:WBRI", "white-working-class", "minority-ethnic"),
        lambda g: (
            ("white-working-class" in g) == ({"fsm", "ethnicity:WBRI"} <= g)
            and not {"ethnicity:WBRI", "minority-ethnic"} <= g
        ),
    ),
    "ethnic": (
        ("minority-ethnic", "ethnicity:BCRB", "ethnicity:APKN", "ethnicity:WBRI"),
        lambda g: (
            ("minority-ethnic" in g) == bool(g & {"ethnicity:BCRB", "ethnicity:APKN"})
            and len(g - {"minority-ethnic"}) < 2
        ),
    ),
    "own": (("own:1", "own:2", "own:3"), lambda g: len(g) < 2),  # known to be sets
}


def corners_of(family: str) -> list[tuple[str, ...]]:
    groups, possible = FAMILIES[family]
    attacker = Attacker(CLASSES, groups, possible)
    return sorted({tuple(sorted(together)) for *_, together in attacker.corners(_nothing())})


def _nothing() -> GapReport:
    return report({})


counts = st.one_of(st.just(0), st.integers(0, 7), st.integers(0, 14), st.integers(6, 20))
at_the_edge = st.sampled_from((0, 0, 0, 1, 6, 7))  # nobody, too few, or just enough


@st.composite
def crowds(draw: st.DrawFn) -> tuple[str, Crowd]:
    """A school of one to four classes whose corners hold nobody, a few, or many."""
    family = draw(st.sampled_from(sorted(FAMILIES)))
    classes = CLASSES[: draw(st.integers(1, 4))]
    held = draw(st.sampled_from((counts, at_the_edge)))
    parts = [
        part(draw(held), *together, year=year, form=form, points=draw(st.integers(15, 27)))
        for (year, form), together in product(classes, corners_of(family))
    ]
    return family, {AT: [each for each in parts if each.tally.valued]}


def attacked(
    family: str, crowd: Crowd, cohorts: Sequence[tuple[str, str]], figure: str
) -> list[tuple[str, str]]:
    """Hidden groups that come out of the reports on those cohorts put together."""
    attacker = having_read(family, crowd, cohorts, figure)
    return [(row.group, row.subject) for row in attacker.worked_out()]


def having_read(
    family: str, crowd: Crowd, cohorts: Sequence[tuple[str, str]], figure: str
) -> Attacker:
    """Somebody who was given the reports on all those cohorts."""
    groups, possible = FAMILIES[family]
    attacker = Attacker(CLASSES, groups, possible)
    for year, form in cohorts:
        found = outside(crowd, *groups, year=year, form=form)
        attacker.read(found, AT, figure)
    return attacker


COHORTS = [("", ""), *((year, "") for year in ("year7", "year8")), *CLASSES]


@settings(max_examples=120)
@given(crowds(), st.sampled_from(("pupils", "total")))
def test_nothing_hidden_comes_out_of_all_reports_together(
    made: tuple[str, Crowd], figure: str
) -> None:
    family, crowd = made
    assume(crowd[AT])
    assert attacked(family, crowd, COHORTS, figure) == []


@settings(max_examples=60)
@given(crowds(), st.lists(st.sampled_from(COHORTS), min_size=2, max_size=2, unique=True))
def test_nothing_hidden_comes_out_of_two_reports(
    made: tuple[str, Crowd], cohorts: list[tuple[str, str]]
) -> None:
    family, crowd = made
    assume(crowd[AT])
    assert attacked(family, crowd, cohorts, "pupils") == []


@pytest.mark.soak
def test_nothing_hidden_comes_out_of_thousands_of_schools() -> None:
    schools = share(6000)
    with counted("suppressed cells that a solver can work out") as seen:
        seen.note = f"in all reports on {schools:,} schools put together"

        @settings(max_examples=schools)
        @given(crowds(), st.sampled_from(("pupils", "total")))
        def attack(made: tuple[str, Crowd], figure: str) -> None:
            family, crowd = made
            assume(crowd[AT])
            attacker = having_read(family, crowd, COHORTS, figure)
            seen.cases += len(attacker.hidden)
            assert not list(attacker.worked_out())

        attack()


def test_knowing_the_rules_by_heart_does_not_help() -> None:
    """All schools of two classes and up to 14 pupils, sorted by what their reports look like.

    Whoever knows the rules can try out every school. What is hidden differs among those that look
    alike, so it cannot be told.
    """
    alike: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for cells in product(range(15), repeat=4):
        if sum(cells) <= 14:
            alike.setdefault(_looks(cells), []).append(cells)
    hidden = 0
    for looks, schools in alike.items():
        for at, form in enumerate(("7a", "7b")):
            if (form, None) in looks:
                hidden += 1
                assert len({cells[2 * at] for cells in schools}) > 1
    assert hidden > 100


def _looks(cells: tuple[int, ...]) -> tuple[object, ...]:
    """Pupils with and without the group in 7a, then in 7b, as the three reports show them."""
    a, b, c, d = cells
    parts = [part(a, "eal"), part(b), part(c, "eal", form="7b"), part(d, form="7b")]
    crowd = {AT: [each for each in parts if each.tally.valued]}
    seen: list[object] = []
    for form in ("", "7a", "7b"):
        for row in outside(crowd, "eal", form=form).rows:
            seen += [(form, row.pupils), (form, row.pupils, row.whole_pupils)]
    return tuple(seen)


def test_the_attacker_does_find_what_is_not_hidden_well() -> None:
    """The control: girls hidden, boys left, as a careless report would have it."""
    crowd = {AT: [part(3, "gender:F"), part(27, "gender:M")]}
    careless = outside(crowd)
    boys = report(crowd, "gender:M").rows
    girls = tuple(row for row in careless.rows if row.group == "gender:F")
    attacker = Attacker(CLASSES[:1], ("gender:F", "gender:M"), lambda g: len(g) == 1)
    careless = GapReport(
        *("s", "", "", Measure.AVERAGE, (*girls, *boys), ("gender:F", "gender:M"), None, (), (AT,))
    )
    attacker.read(careless, AT)
    assert [row.group for row in attacker.worked_out()] == ["gender:F", "gender:F"]
