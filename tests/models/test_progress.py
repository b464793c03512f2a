"""Progress: the traffic light, the levels, who is stuck, and the way to a target."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.models.assessments import DataPoint, PointKind, place_of, when
from sipdesk.models.progress import Learner, Light, Result, Rule, Why, load_rules, user_rules
from sipdesk.models.progress.records import PupilProgress
from sipdesk.models.progress.rules import attained, is_stuck, light_of, progress_of
from sipdesk.models.progress.summing import report_of, trajectories
from sipdesk.models.progress.timing import ATTAINED, previous_of_each
from sipdesk.models.scales import load_scales
from tests.models import oracle

SCALES = load_scales()
RULES = load_rules(SCALES)
KS3 = RULES.get("ks3-traffic-light")
GCSE = RULES.get("ks2-to-ks4")
ENTRY = DataPoint(2009, 0, PointKind.BASELINE)  # September 2009, now in Year 7
ALL_LEVELS = tuple(value.text for value in SCALES.get("nc-sublevels").values[1:-1])  # 1c … 8a
ENGLISH = "English"


def result(value: str, point: DataPoint, scale: str = "nc-sublevels") -> Result:
    return Result(ENGLISH, point, scale, value, SCALES.get(scale).points(value))


def learner(*results: Result, year: str = "Year 7", form: str = "7K", ref: str = "p") -> Learner:
    return Learner(ref, "Aneesa Khan", year, form, results)


def after_a_year(
    start: str, now: str, rule: Rule = KS3, amber: float | None = None
) -> PupilProgress:
    """From entry to the summer of Year 7."""
    return told(learner(result(start, ENTRY), result(now, DataPoint(2009, 3))), rule, amber=amber)


def told(
    who: Learner, rule: Rule = KS3, this_year: int = 2009, amber: float | None = None
) -> PupilProgress:
    line = attained(who.results).get(ENGLISH, [])
    return progress_of(who, ENGLISH, line, rule, SCALES, this_year, amber)


# --- the traffic light


@pytest.mark.parametrize(
    ("start", "now", "light"),
    [
        ("3b", "4c", Light.GREEN),  # two sub-levels
        ("3b", "5a", Light.GREEN),
        ("3b", "3a", Light.AMBER),  # one short
        ("3b", "3b", Light.RED),
        ("3b", "3c", Light.RED),
        ("2c", "2a", Light.GREEN),  # any ability can be green
        ("6c", "6b", Light.AMBER),
    ],
)
def test_two_sub_levels_a_year_is_green_and_just_short_of_it_amber(
    start: str, now: str, light: Light
) -> None:
    assert after_a_year(start, now).light is light


@pytest.mark.parametrize(
    ("term", "expected"),
    [(1, "3b"), (2, "3a"), (3, "4c")],  # 0, 1 and 2 steps: a third of two is not a whole step
)
def test_within_a_year_only_whole_steps_are_asked_for(term: int, expected: str) -> None:
    who = learner(result("3b", ENTRY), result("3b", DataPoint(2009, term)))
    assert told(who).expected == expected


def test_two_levels_are_six_sub_levels_at_the_end_of_year_9() -> None:
    who = learner(result("4b", ENTRY), result("6c", DataPoint(2011, 3)), year="Year 9")
    found = told(who, this_year=2011)
    assert (found.expected, found.light, found.steps_short) == ("6b", Light.AMBER, 1)
    assert found.levels_made == 2


def test_the_light_is_the_same_a_year_later() -> None:
    who = learner(result("3b", ENTRY), result("4c", DataPoint(2009, 3)), year="Year 8")
    assert told(who, this_year=2010).light is Light.GREEN


def test_how_far_amber_reaches_can_be_set() -> None:
    assert after_a_year("3b", "3b", amber=2).light is Light.AMBER
    assert after_a_year("3b", "3a", amber=0).light is Light.RED


def test_nobody_is_expected_above_the_top() -> None:
    assert after_a_year("8a", "EP").light is Light.GREEN
    assert after_a_year("EP", "EP").light is Light.GREEN


def lights_agree(start: str, now: str, third: int, amber: int) -> None:
    """The light, and the levels, after so many thirds of a year."""
    year, term = divmod(third - 1, 3)
    point = DataPoint(2009 + year, term + 1)
    who = learner(result(start, ENTRY), result(now, point), year=f"Year {7 + year}")
    found = told(who, this_year=2009 + year, amber=amber)
    assert found.light == oracle.light(start, now, third, amber)
    assert found.levels_made == oracle.levels_made(start, now)


in_reach = st.sampled_from([level for level in ALL_LEVELS if level < "6"])  # of six steps more
cases = (in_reach, st.sampled_from(ALL_LEVELS), st.integers(1, 9), st.integers(0, 3))


@settings(max_examples=200)
@given(*cases)
def test_lights_are_those_counted_on_fingers(start: str, now: str, third: int, amber: int) -> None:
    lights_agree(start, now, third, amber)


@pytest.mark.soak
@settings(max_examples=10_000)
@given(*cases)
def test_thousands_of_lights(start: str, now: str, third: int, amber: int) -> None:
    lights_agree(start, now, third, amber)


@given(st.floats(0, 20), st.floats(0, 20), st.floats(0, 5))
def test_falling_further_short_never_betters_a_light(
    one: float, other: float, amber: float
) -> None:
    order = (Light.GREEN, Light.AMBER, Light.RED)
    less, more = sorted((one, other))
    assert order.index(light_of(less, amber)) <= order.index(light_of(more, amber))


# --- cannot say


@pytest.mark.parametrize(
    ("results", "year", "why"),
    [
        ((result("4b", DataPoint(2009, 3)),), "Year 7", Why.NO_BASELINE),
        ((result("4b", ENTRY),), "Year 7", Why.NO_CURRENT),
        (
            (result("4b", ENTRY), result("104", DataPoint(2009, 3), "ks2-scaled")),
            "Year 7",
            Why.ANOTHER_SCALE,
        ),
        ((result("4b", ENTRY), result("4a", DataPoint(2009, 3))), "", Why.NO_YEAR),
        ((result("4b", ENTRY), result("4a", DataPoint(2009, 3))), "Year 11", Why.OTHER_YEAR),
    ],
)
def test_where_no_light_can_be_said_the_reason_is(
    results: tuple[Result, ...], year: str, why: Why
) -> None:
    found = told(learner(*results, year=year))
    assert (found.light, found.why) == (Light.CANNOT_SAY, why)


# --- levels


@pytest.mark.parametrize(
    ("start", "grade", "light", "made"),
    [
        ("4", "C", Light.GREEN, 3),
        ("4", "B", Light.GREEN, 4),  # exceeds
        ("4", "D", Light.AMBER, 2),
        ("3", "D", Light.GREEN, 3),
        ("2", "E", Light.GREEN, 3),
        ("5", "C", Light.AMBER, 2),
        ("5", "D", Light.RED, 1),
    ],
)
def test_three_levels_lead_from_each_start_to_its_grade(
    start: str, grade: str, light: Light, made: int
) -> None:
    who = learner(
        result(start, DataPoint(2005, 0, PointKind.BASELINE), "nc-levels"),
        result(grade, DataPoint(2009, 3, PointKind.RESULT), "gcse-letters"),
        year="Year 11",
    )
    found = told(who, GCSE)
    assert (found.light, found.levels_made) == (light, made)


def test_a_start_that_nothing_is_agreed_for_is_not_guessed_at() -> None:
    who = learner(
        result("EP", DataPoint(2005, 0, PointKind.BASELINE), "nc-levels"),
        result("A", DataPoint(2009, 3), "gcse-letters"),
        year="Year 11",
    )
    assert told(who, GCSE).why is Why.NO_EXPECTATION


@pytest.mark.parametrize(
    ("start", "now", "light"),
    [
        ("104", "101", Light.GREEN),
        ("104", "98", Light.AMBER),
        ("104", "96", Light.RED),
        ("92", "93", Light.GREEN),
        ("92", "91", Light.AMBER),
    ],
)
def test_scaled_scores_stay_at_the_standard(start: str, now: str, light: Light) -> None:
    who = learner(result(start, ENTRY, "ks2-scaled"), result(now, DataPoint(2009, 3), "ks2-scaled"))
    assert told(who, RULES.get("scaled-scores")).light is light


def test_pupils_who_made_no_level_or_one_are_counted_with_those_who_fell_back() -> None:
    made = {"none": ("4b", "4a"), "fell": ("4b", "3a"), "one": ("4b", "5c"), "two": ("4b", "6c")}
    learners = [
        learner(result(start, ENTRY), result(now, DataPoint(2011, 3)), ref=ref, year="Year 9")
        for ref, (start, now) in made.items()
    ]
    report = report_of(learners, None, KS3, SCALES, 2011, None)
    assert [(one.pupil_id, one.levels_made) for one in report.pupils] == [
        ("none", 0),
        ("fell", -1),
        ("one", 1),
        ("two", 2),
    ]
    (english,) = report.altogether
    assert (english.no_levels, english.one_level, english.made_levels) == (2, 1, 1)


# --- stuck


@pytest.mark.parametrize(
    ("line", "stuck"),
    [
        ("4b 4b 4b", True),
        ("3a 4b 4a 4b", False),  # went up and came back
        ("4b 4b", False),
        ("4b 4b 4a", False),
        ("4b 4c 4b", True),
        ("3c 4b 4b", False),
    ],
)
def test_whoever_is_no_higher_at_three_points_in_a_row_is_stuck(line: str, stuck: bool) -> None:
    results = [result(v, DataPoint(2009 + n, 3)) for n, v in enumerate(line.split())]
    assert is_stuck(results, 3, SCALES.get("nc-sublevels")) is stuck


def test_nobody_is_stuck_at_the_top() -> None:
    results = [result("EP", DataPoint(2009, term)) for term in (1, 2, 3)]
    assert not is_stuck(results, 3, SCALES.get("nc-sublevels"))


# --- in sum


def test_lights_are_summed_by_class_and_altogether() -> None:
    lines = [("7K", "3b", "4c"), ("7K", "3b", "3a"), ("7K", "3b", "3b"), ("7L", "3b", "4b")]
    learners = [
        learner(result(a, ENTRY), result(b, DataPoint(2009, 3)), form=form, ref=str(n))
        for n, (form, a, b) in enumerate(lines)
    ] + [learner(result("4b", ENTRY), form="7L", ref="new")]
    report = report_of(learners, ENGLISH, KS3, SCALES, 2009, None)
    assert [(s.form, s.pupils, s.judged, s.lights[Light.GREEN]) for s in report.classes] == [
        ("7K", 3, 3, 1),
        ("7L", 2, 1, 1),
    ]
    (english,) = report.altogether
    assert (english.lights[Light.GREEN], english.judged) == (2, 4)
    assert (english.lights[Light.CANNOT_SAY], english.pupils) == (1, 5)


# --- the way to a target


def test_a_trajectory_goes_from_the_start_to_the_target_beside_what_is_expected() -> None:
    target = DataPoint(2011, 3, PointKind.TARGET)
    who = learner(
        result("4c", ENTRY),
        result("4b", DataPoint(2009, 2)),
        result("4a", DataPoint(2009, 3)),
        result("6b", target),
    )
    (way,) = trajectories(who, [KS3], SCALES, 2009, None)
    assert [(round(m.at, 2), m.value) for m in way.marks] == [
        (2009.0, "4c"),
        (2009.67, "4b"),
        (2010.0, "4a"),
    ]
    assert [(m.at, m.value) for m in way.target_line] == [(2009.0, "4c"), (2012.0, "6b")]
    assert [m.value for m in way.expected] == ["4c", "4b", "4a"]
    assert way.progress is not None
    assert way.progress.light is Light.GREEN


def test_without_a_target_there_is_no_line_to_one() -> None:
    (way,) = trajectories(learner(result("4c", ENTRY)), [KS3], SCALES, 2009, None)
    assert (way.target_line, way.expected, way.progress) == ((), (), None)


# --- points in time


def test_entry_comes_before_the_year_and_its_result_at_the_end() -> None:
    year = [ENTRY, *(DataPoint(2009, term) for term in (1, 2, 3))]
    times = [when(point) for point in (*year, DataPoint(2009, 0, PointKind.RESULT))]
    assert times == sorted(times)
    before = previous_of_each(year)
    assert before[DataPoint(2009, 1)] == ENTRY
    assert before[ENTRY] is None


@given(
    st.lists(
        st.builds(
            DataPoint, st.integers(2008, 2010), st.integers(0, 3), st.sampled_from(PointKind)
        ),
        max_size=12,
    )
)
def test_before_each_point_lies_the_latest_earlier_one_of_its_line(points: list[DataPoint]) -> None:
    for point, before in previous_of_each(points).items():
        kinds = ATTAINED if point.kind in ATTAINED else {point.kind}
        line = [p for p in points if p.kind in kinds and when(p) < when(point)]
        assert before == max(line, key=lambda p: (place_of(p), p), default=None)


# --- the tables


def test_every_built_in_table_is_read_and_says_what_it_is_for() -> None:
    assert not RULES.problems
    assert all(rule.help and rule.title for rule in RULES.all)


GOOD = """
title = "Ours"
kind = "pace"
years = [7, 9]
scales = ["nc-sublevels"]
steps_a_year = 3
"""


def test_a_sip_can_put_a_table_in_the_place_of_ours(tmp_path: Path) -> None:
    user_rules().mkdir(parents=True)
    (user_rules() / "ks3-traffic-light.toml").write_text(GOOD, "utf-8")
    ours = load_rules(SCALES).get("ks3-traffic-light")
    assert (ours.title, ours.steps_a_year, ours.amber) == ("Ours", 3, 1)


@pytest.mark.parametrize(
    ("was", "now", "line", "said"),
    [
        ("[7, 9]", "[9, 7]", 4, "two year groups"),
        ("steps_a_year = 3", "steps_a_year = 0", 6, "more than 0"),
        ("nc-sublevels", "nc-sublevel", 5, "nc-sublevel"),
        ('kind = "pace"', 'kind = "hold"', 2, "threshold"),
        ('kind = "pace"', 'kind = "levels"', 2, "levels"),
        ("steps_a_year = 3", "steps_a_yaer = 3", 6, "Did you mean “steps_a_year”?"),
        ("steps_a_year = 3", "steps_a_year = 3\namber = -1", 7, "0 or more"),
    ],
)
def test_a_mistake_in_a_table_is_told_with_its_line(
    tmp_path: Path, was: str, now: str, line: int, said: str
) -> None:
    (tmp_path / "ours.toml").write_text(GOOD.replace(was, now), "utf-8")
    (problem,) = load_rules(SCALES, tmp_path).problems
    assert said in problem.reason
    assert problem.line in (line, 1)


def test_a_broken_table_leaves_the_built_in_one(tmp_path: Path) -> None:
    user_rules().mkdir(parents=True)
    (user_rules() / "ks3-traffic-light.toml").write_text("title =", "utf-8")
    rules = load_rules(SCALES)
    assert rules.get("ks3-traffic-light").title == KS3.title
    assert len(rules.problems) == 1
