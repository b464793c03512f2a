"""Order, points, steps, bands and expectations of the scales, and the ways between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.assessments.bands import band_of
from sipdesk.models.errors import BadValue, NotFound, UserError
from sipdesk.models.scales import ConversionMissing, Scale, convert, load_scales

ALL = load_scales()
SUBLEVELS, LEVELS = ALL.get("nc-sublevels"), ALL.get("nc-levels")
LETTERS, FIGURES = ALL.get("gcse-letters"), ALL.get("gcse-9-1")
SCALED, PERCENT = ALL.get("ks2-scaled"), ALL.get("percent")


def texts(scale: Scale) -> list[str]:
    """Every value of a scale, lowest first."""
    if not scale.span:
        return [value.text for value in scale.values]
    low, high = int(scale.span.lowest), int(scale.span.highest)
    return [f"{number}{scale.span.unit}" for number in range(low, high + 1)]


EVERY = [(scale, text) for scale in ALL for text in texts(scale)]
a_scale = st.sampled_from(ALL.all)
a_value = st.sampled_from(EVERY)


def test_the_built_in_scales_are_all_there_without_a_problem() -> None:
    assert ALL.problems == ()
    assert {scale.key for scale in ALL} == {
        "nc-sublevels",
        "nc-levels",
        "gcse-letters",
        "gcse-9-1",
        "ks2-scaled",
        "ks2-teacher",
        "percent",
        "below-at-above",
    }
    for scale in ALL:
        assert scale.help, scale.key
        assert scale.key_stages, scale.key


def test_two_points_a_sub_level_and_six_a_level() -> None:
    points = {text: SUBLEVELS.points(text) for text in ("W", "1c", "2c", "3c", "3b", "3a", "4c")}
    assert points == {"W": 3, "1c": 7, "2c": 13, "3c": 19, "3b": 21, "3a": 23, "4c": 25}
    assert (SUBLEVELS.points("8a"), SUBLEVELS.points("EP")) == (53, 57)
    assert (SUBLEVELS.step, SUBLEVELS.level_points, SUBLEVELS.step_name) == (2, 6, "sub-level")
    for level in range(1, 9):
        assert LEVELS.points(str(level)) == SUBLEVELS.points(f"{level}b") == 6 * level + 3


def test_six_points_a_gcse_grade_from_58_to_16() -> None:
    assert [LETTERS.points(text) for text in texts(LETTERS)] == [
        *(0, 16, 22, 28, 34, 40, 46, 52, 58)
    ]
    assert texts(LETTERS) == ["U", "G", "F", "E", "D", "C", "B", "A", "A*"]
    assert [FIGURES.points(text) for text in texts(FIGURES)] == list(range(10))


def test_scaled_scores_go_from_80_to_120_with_100_expected() -> None:
    assert SCALED.ends == (80, 120)
    assert SCALED.expected["KS2"] == "100"
    assert (SCALED.at_least("99", "100"), SCALED.at_least("100", "100")) == (False, True)


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("2c", "4b", 7),  # the lowest before and the highest, of a group of ten in Year 6
        ("3b", "5c", 5),
        ("4b", "4b", 0),
        ("4b", "4c", -1),
        ("4a", "5c", 1),
        ("W", "1c", 2),
        ("8a", "EP", 2),
    ],
)
def test_sub_levels_made(before: str, after: str, steps: float) -> None:
    assert SUBLEVELS.steps_between(before, after) == steps


def test_two_sub_levels_a_year_are_two_levels_over_key_stage_3() -> None:
    assert SUBLEVELS.steps_between("4b", "6b") == 3 * 2
    assert SUBLEVELS.points("6b") - SUBLEVELS.points("4b") == 2 * SUBLEVELS.level_points


def test_steps_are_grades_at_gcse_and_points_elsewhere() -> None:
    assert LETTERS.steps_between("D", "B") == 2
    assert LETTERS.steps_between("U", "G") == 1
    assert SCALED.steps_between("98", "103") == 5
    assert PERCENT.steps_between("57.5%", "50%") == -7.5


def test_an_average_is_about_the_nearest_value_and_the_lower_one_halfway() -> None:
    assert SUBLEVELS.from_points(22.1) == "3a"
    assert SUBLEVELS.from_points(22) == "3b"
    assert SUBLEVELS.from_points(21.6) == "3b"
    assert SCALED.from_points(99.5) == "99"
    assert SCALED.from_points(99.6) == "100"
    assert PERCENT.from_points(200 / 3) == "66.67%"


@pytest.mark.parametrize("points", [2.9, 57.1, -1.0, float("nan"), float("inf")])
def test_points_outside_a_scale_are_no_value_of_it(points: float) -> None:
    with pytest.raises(BadValue, match="lie outside “National Curriculum sub-levels”"):
        SUBLEVELS.from_points(points)


@pytest.mark.parametrize(
    ("key", "low", "middle", "high"),
    [
        ("nc-sublevels", ["W", "3a"], ["4c", "4a"], ["5c", "EP"]),
        ("nc-levels", ["W", "3"], ["4"], ["5", "EP"]),
        ("ks2-scaled", ["80", "99"], ["100", "109"], ["110", "120"]),
        ("ks2-teacher", ["PKS", "WTS"], ["EXS"], ["GDS"]),
        ("below-at-above", ["below"], ["at"], ["above"]),
    ],
)
def test_prior_attainment_bands(
    key: str, low: list[str], middle: list[str], high: list[str]
) -> None:
    scale = ALL.get(key)

    def band(value: str) -> str:
        return band_of(scale, scale.points(value))

    assert {band(value) for value in low} == {"low"}
    assert {band(value) for value in middle} == {"middle"}
    assert {band(value) for value in high} == {"high"}


def test_a_scale_of_outcomes_has_no_bands() -> None:
    assert (LETTERS.bands, FIGURES.bands, PERCENT.bands) == ((), (), ())


def test_what_is_expected_at_the_end_of_each_key_stage() -> None:
    assert [LEVELS.expected[stage] for stage in ("KS1", "KS2", "KS3")] == ["2", "4", "5"]
    assert [SUBLEVELS.expected[stage] for stage in ("KS1", "KS2", "KS3")] == ["2c", "4c", "5c"]
    assert (LETTERS.expected["KS4"], FIGURES.expected["KS4"]) == ("C", "4")
    assert PERCENT.expected == {}


@pytest.mark.parametrize("scale", ALL.all, ids=lambda scale: scale.key)
def test_order_of_values_is_order_of_points_and_of_steps(scale: Scale) -> None:
    for lower, higher in pairwise(texts(scale)):
        assert scale.points(lower) < scale.points(higher)
        assert scale.steps_between(lower, higher) >= 1
        assert scale.at_least(higher, lower)
        assert not scale.at_least(lower, higher)


@pytest.mark.parametrize("scale", ALL.all, ids=lambda scale: scale.key)
def test_steps_and_points_agree_but_for_a_u_at_gcse(scale: Scale) -> None:
    unequal = [
        (lower, higher)
        for lower, higher in pairwise(texts(scale))
        if scale.steps_between(lower, higher) * scale.step
        != scale.points(higher) - scale.points(lower)
    ]
    assert unequal == ([("U", "G")] if scale is LETTERS else [])


@given(a_value)
def test_what_is_written_reads_as_itself_and_its_points_lead_back(
    one: tuple[Scale, str],
) -> None:
    scale, text = one
    assert scale.read(text).value == scale.shown(text) == text
    assert scale.from_points(scale.points(text)) == text


@given(a_scale, st.floats(0, 120))
def test_no_value_is_nearer_than_the_one_given(scale: Scale, points: float) -> None:
    low, high = scale.ends
    points = min(max(points, low), high)
    nearest = scale.from_points(points)
    away = abs(scale.points(nearest) - points)
    assert all(away <= abs(scale.points(text) - points) + 1e-9 for text in texts(scale))


def test_a_sub_level_is_of_its_level() -> None:
    for text in texts(SUBLEVELS):
        assert convert(text, SUBLEVELS, LEVELS) == text.rstrip("abc")


def test_a_score_is_below_at_or_above() -> None:
    words = ALL.get("below-at-above")
    scores = ["80", "99", "100", "109", "110", "120"]
    assert [convert(score, SCALED, words) for score in scores] == [
        *("below", "below", "at", "at", "above", "above")
    ]
    judged = [convert(text, ALL.get("ks2-teacher"), words) for text in ("PKS", "WTS", "EXS", "GDS")]
    assert judged == ["below", "below", "at", "above"]


@given(a_value, a_scale)
def test_a_conversion_ends_on_a_value_or_is_refused_by_both_names(
    one: tuple[Scale, str], target: Scale
) -> None:
    source, text = one
    listed = {conversion.to for conversion in source.conversions} | {source.key}
    if target.key in listed:
        there = convert(text, source, target)
        assert target.shown(there) == there
    else:
        with pytest.raises(ConversionMissing) as refused:
            convert(text, source, target)
        assert refused.value.what == (
            f"There is no agreed way from “{source.title}” to “{target.title}”."
        )
        assert isinstance(refused.value, UserError)


def test_the_ways_there_are() -> None:
    ways = {(scale.key, conversion.to) for scale in ALL for conversion in scale.conversions}
    assert ways == {
        ("nc-sublevels", "nc-levels"),
        ("ks2-scaled", "below-at-above"),
        ("ks2-teacher", "below-at-above"),
    }


def test_a_better_result_never_converts_to_a_worse_one() -> None:
    for source in ALL:
        for conversion in source.conversions:
            target = ALL.get(conversion.to)
            points = [target.points(convert(text, source, target)) for text in texts(source)]
            assert points == sorted(points)


def test_a_result_that_is_not_on_the_scale_is_refused_by_both_names() -> None:
    for ask in (SUBLEVELS.points, SUBLEVELS.shown):
        with pytest.raises(
            BadValue, match="“B/C” is not a value of “National Curriculum sub-levels”"
        ):
            ask("B/C")
    with pytest.raises(BadValue):
        convert("A", SCALED, ALL.get("below-at-above"))  # absent is no score


def test_no_result_is_shown_and_converted_as_none() -> None:
    assert (SUBLEVELS.shown(""), convert("", SUBLEVELS, LEVELS)) == ("", "")


@pytest.mark.parametrize(
    "name", ["nc-sublevels", "NC  Sub-Levels", "National curriculum sub-levels"]
)
def test_a_scale_is_found_by_key_title_or_another_name(name: str) -> None:
    assert ALL.named(name) is SUBLEVELS


def test_a_scale_there_is_not_is_named_with_the_nearest() -> None:
    with pytest.raises(
        NotFound, match=r"no assessment scale “nc-sublevel”.*Did you mean “National"
    ):
        ALL.get("nc-sublevel")
    with pytest.raises(NotFound, match=r"“Rainfall”.*one of the scales listed"):
        ALL.named("Rainfall")


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        (["4b", "3a", "", "Level 5c", "A"], "nc-sublevels"),
        (["W", "4", "5", "6"], "nc-levels"),
        (["A*", "B", "C", "U", "ABS"], "gcse-letters"),
        (["A", "B", "C", "D"], "gcse-letters"),
        (["9", "7", "4", "U"], "gcse-9-1"),
        ([101.0, 95.0, "N", None], "ks2-scaled"),
        (["EXS", "GDS", "WTS"], "ks2-teacher"),
        (["57", "81", "34", "100"], "percent"),
        (["at", "below", "above"], "below-at-above"),
    ],
)
def test_the_scale_is_guessed_from_what_the_school_wrote(cells: list[object], first: str) -> None:
    assert ALL.guess(cells)[0].key == first


def test_nothing_is_guessed_from_what_no_scale_reads() -> None:
    assert ALL.guess(["Ash", "Birch", "", None]) == []
