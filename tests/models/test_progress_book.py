"""Progress out of the store: a cohort, a pupil, and the reach of amber."""

from __future__ import annotations

import pytest

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue, NotFound
from sipdesk.models.progress import Light, Why
from sipdesk.models.pupils import Cohort, Pupil
from tests.builders import a_pupil, a_school, go_to

ENTRY = DataPoint(2009, 0, PointKind.BASELINE)
SUMMER = DataPoint(2009, 3)


def pupil(
    desk: Desk, school: str, name: str, *values: tuple[DataPoint, str], form: str = "7K"
) -> Pupil:
    """A Year 7 pupil with results in English."""
    made = desk.pupils.add(school, name, year="Year 7", form=form)
    for point, value in values:
        desk.assessments.put(made, "English", value, scale="nc-sublevels", point=point)
    return made


@pytest.fixture
def school(desk: Desk) -> str:
    """In the summer of 2010: green, amber, red, and one who came without a start."""
    go_to(desk, "2010-07-01 09:00")
    made = a_school(desk).id
    pupil(desk, made, "Amina", (ENTRY, "3b"), (SUMMER, "4c"))
    pupil(desk, made, "Ben", (ENTRY, "3b"), (SUMMER, "3a"))
    pupil(desk, made, "Chloe", (ENTRY, "3b"), (SUMMER, "3b"), form="7L")
    pupil(desk, made, "Dan", (SUMMER, "3b"), form="7L")
    return made


def lights(desk: Desk, cohort: Cohort) -> dict[str, Light]:
    return {one.name: one.light for one in desk.progress.report(cohort).pupils}


def test_a_year_has_its_lights(desk: Desk, school: str) -> None:
    assert lights(desk, Cohort(school, "7")) == {
        "Amina": Light.GREEN,
        "Ben": Light.AMBER,
        "Chloe": Light.RED,
        "Dan": Light.CANNOT_SAY,
    }


def test_a_class_has_its_own(desk: Desk, school: str) -> None:
    assert lights(desk, Cohort(school, form="7L")) == {
        "Chloe": Light.RED,
        "Dan": Light.CANNOT_SAY,
    }


def test_the_rule_is_the_one_that_fits_most_pupils(desk: Desk, school: str) -> None:
    assert desk.progress.report(Cohort(school)).rule.key == "ks3-traffic-light"
    other = desk.progress.report(Cohort(school), rule="scaled-scores")
    assert {one.light for one in other.pupils} == {Light.CANNOT_SAY}


def test_the_reach_of_amber_is_a_setting_that_undo_takes_back(desk: Desk, school: str) -> None:
    desk.progress.amber = 2
    assert lights(desk, Cohort(school))["Chloe"] is Light.AMBER
    desk.undo()
    assert desk.progress.amber is None
    assert lights(desk, Cohort(school))["Chloe"] is Light.RED


@pytest.mark.parametrize("steps", [-1, 21])
def test_amber_does_not_reach_anywhere(desk: Desk, steps: float) -> None:
    with pytest.raises(BadValue):
        desk.progress.amber = steps


def test_a_pupils_way_is_found_with_its_target(desk: Desk, school: str) -> None:
    target = DataPoint(2011, 3, PointKind.TARGET)
    made = pupil(desk, school, "Eve", (ENTRY, "4c"), (SUMMER, "4a"), (target, "6c"))
    (way,) = desk.progress.of_pupil(made.id)
    assert [mark.value for mark in way.marks] == ["4c", "4a"]
    assert [mark.value for mark in way.target_line] == ["4c", "6c"]
    assert way.progress is not None
    assert way.progress.light is Light.GREEN


def test_a_pupil_without_results_has_no_way_and_one_who_is_gone_is_not_found(desk: Desk) -> None:
    made = a_pupil(desk, a_school(desk))
    assert desk.progress.of_pupil(made.id) == ()
    desk.pupils.bin(made.id)
    with pytest.raises(NotFound):
        desk.progress.of_pupil(made.id)


def test_a_rule_that_there_is_not_is_said(desk: Desk, school: str) -> None:
    with pytest.raises(NotFound, match="ks3-traffic-light"):
        desk.progress.report(Cohort(school), rule="ks9")


def with_whole_starts(desk: Desk) -> str:
    """Tests at the end of Key Stage 2 gave whole levels; teachers track sub-levels since."""
    go_to(desk, "2010-07-01 09:00")
    made = a_school(desk).id
    for name, start, now in (
        ("Amina", "4", "5b"),
        ("Ben", "4", "4a"),
        ("Chloe", "4", "3a"),
        ("Dan", "5", "7c"),
    ):
        one = desk.pupils.add(made, name, year="Year 7", form="7K")
        desk.assessments.put(one, "English", start, scale="nc-levels", point=ENTRY)
        desk.assessments.put(one, "English", now, scale="nc-sublevels", point=SUMMER)
    return made


def test_sub_levels_are_counted_from_a_start_in_whole_levels(desk: Desk) -> None:
    """A sub-level lies within one whole level; a whole level is no sub-level."""
    report = desk.progress.report(Cohort(with_whole_starts(desk)))
    assert report.rule.key == "ks3-levels"
    assert {one.name: (one.light, one.levels_made) for one in report.pupils} == {
        "Amina": (Light.GREEN, 1),
        "Ben": (Light.GREEN, 0),
        "Chloe": (Light.AMBER, -1),
        "Dan": (Light.GREEN, 2),
    }
    assert {one.counted_on for one in report.pupils} == {"nc-levels"}


def test_a_start_that_the_rule_does_not_count_from_is_not_called_missing(desk: Desk) -> None:
    report = desk.progress.report(Cohort(with_whole_starts(desk)), rule="ks3-traffic-light")
    assert {one.why for one in report.pupils} == {Why.OTHER_START}


def test_the_way_of_sub_levels_from_a_whole_level(desk: Desk) -> None:
    school = with_whole_starts(desk)
    dan = next(one for one in desk.pupils.of_school(school) if one.name == "Dan")
    whole, tracked = desk.progress.of_pupil(dan.id)
    assert (whole.scale, whole.progress) == ("nc-levels", None)
    assert tracked.progress is not None
    assert tracked.progress.light is Light.GREEN
    assert tracked.expected == ()
