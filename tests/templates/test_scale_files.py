"""Scales as files: the built-in ones, a user's own, and files with a mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from sipdesk import paths
from sipdesk.models.scales import Scales, convert, load_scales, user_scales

BUILT_IN = paths.resources() / "assessment"

GOOD = """title = "Effort"
step_name = "grade"
[values]
poor = 1
fair = 2
good = 4
[also]
good = ["gd", "4.5"]
[steps]
good = 2
"""
SPAN = """title = "Marks"
[range]
lowest = 0
highest = 40
"""


def loaded(folder: Path, text: str, name: str = "own") -> Scales:
    """The built-in scales and one of a user's."""
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_scales(BUILT_IN, folder)


def test_every_built_in_file_is_a_scale_of_its_own_name() -> None:
    files = {file.stem for file in BUILT_IN.glob("*.toml")}
    assert {scale.key for scale in load_scales(BUILT_IN)} == files
    assert load_scales(BUILT_IN).problems == ()


def test_the_pupils_learning_scale_is_no_assessment_scale() -> None:
    assert not any(scale.key == "learning" for scale in load_scales())


def test_a_users_own_scale_is_read_from_their_folder() -> None:
    user_scales().mkdir(parents=True)
    (user_scales() / "effort.toml").write_text(GOOD)
    scales = load_scales()
    assert scales.problems == ()
    effort = scales.named("effort")
    assert [effort.read(raw).value for raw in ("POOR", "Gd", 4.5)] == ["poor", "good", "good"]
    assert effort.steps_between("poor", "good") == 3
    assert scales.all[-1] is effort


def test_a_file_that_changes_is_read_again_and_one_that_does_not_is_not() -> None:
    user_scales().mkdir(parents=True)
    mine = user_scales() / "effort.toml"
    mine.write_text(GOOD)
    before = load_scales()
    assert load_scales() is before
    mine.write_text(GOOD.replace("[values]", "# mine\n[values]", 1) + "\n")
    assert load_scales() is not before
    mine.unlink()
    assert {scale.key for scale in load_scales()} == {s.key for s in before} - {"effort"}


def test_a_users_own_range_is_read(tmp_path: Path) -> None:
    marks = loaded(tmp_path, SPAN + 'decimals = 1\nunit = " marks"\n').get("own")
    assert marks.read(17.5).value == "17.5 marks"
    assert marks.read("17.5 marks").points == 17.5
    assert "nothing is finer than 0.1 marks here" in marks.read("17.25").problem


def test_a_users_scale_may_convert_to_a_built_in_one(tmp_path: Path) -> None:
    way = (
        '[[conversions]]\nto = "below-at-above"\n[conversions.from]\npoor = "below"\ngood = "at"\n'
    )
    scales = loaded(tmp_path, GOOD + way)
    assert scales.problems == ()
    own, target = scales.get("own"), scales.get("below-at-above")
    assert [convert(text, own, target) for text in ("poor", "fair", "good")] == [
        *("below", "below", "at")
    ]


def test_a_users_scale_stands_in_for_the_built_in_one_of_its_file_name(tmp_path: Path) -> None:
    scales = loaded(tmp_path, GOOD, "percent")
    assert scales.problems == ()
    assert scales.get("percent").title == "Effort"
    assert len(scales) == len(load_scales(BUILT_IN))


def test_a_broken_file_of_the_users_leaves_the_built_in_scale(tmp_path: Path) -> None:
    scales = loaded(tmp_path, 'title = "Mine"\nstep = "two"\n[values]\na = 1\nb = 2\n', "percent")
    assert scales.get("percent").title == "Percentages"
    assert [str(p) for p in scales.problems] == ["percent.toml, line 2: “step” must be a number."]


def test_a_way_to_nowhere_is_left_out_and_the_scale_stays(tmp_path: Path) -> None:
    way = '[[conversions]]\nto = "{}"\n[conversions.from]\npoor = "{}"\ngood = "{}"\n'
    for to, low, high, line, said in [
        ("nowhere", "1", "2", 12, "There is no scale “nowhere” to convert to."),
        ("nc-levels", "1", "9", 15, "“9” is not on “National Curriculum levels”."),
        ("nc-levels", "1", "Level 2", 15, "“Level 2” is not on"),
        ("nc-levels", "3", "2", 15, "“2” goes down from the one before it."),
        ("ks2-scaled", "80", "121", 15, "“121” is not on"),
    ]:
        scales = loaded(tmp_path, GOOD + way.format(to, low, high))
        assert scales.get("own").conversions == ()
        (problem,) = scales.problems
        assert (problem.line, said in problem.reason) == (line, True), problem


def test_a_built_in_way_to_a_scale_that_a_user_replaced_is_left_out(tmp_path: Path) -> None:
    scales = loaded(tmp_path, GOOD, "nc-levels")
    assert scales.get("nc-sublevels").conversions == ()
    assert [problem.file.name for problem in scales.problems] == ["nc-sublevels.toml"]


def test_a_folder_that_is_not_there_holds_no_scales(tmp_path: Path) -> None:
    assert load_scales(tmp_path / "none") == Scales(())


BROKEN: dict[str, tuple[str, int, str]] = {
    "not toml": ('title = "x"\nhelp = \n', 2, "This is not TOML"),
    "no title": (GOOD.split("\n", 1)[1], 1, "“title” is missing."),
    "unknown key": (GOOD.replace("step_name", "stepname"), 2, "Did you mean “step_name”?"),
    "key stage there is none": ("key_stages = [2, 6]\n" + GOOD, 1, "numbers from 1 to 5"),
    "neither values nor range": ('title = "x"\n', 1, "either [values] or a [range]"),
    "values and a range": (GOOD + "[range]\nlowest = 1\nhighest = 3\n", 11, "either [values]"),
    "one value only": ('title = "x"\n[values]\na = 1\n', 2, "two values at least"),
    "values not a table": ('title = "x"\nvalues = ["a", "b"]\n', 2, "headed [values]"),
    "points not a number": (GOOD.replace("= 2\ngood", '= "2"\ngood'), 5, "must be a number"),
    "points without bounds": (GOOD.replace("good = 4", "good = inf"), 6, "must be a number"),
    "points out of order": (GOOD.replace("good = 4", "good = 2"), 6, "more points than “fair”"),
    "spelling of no value": (GOOD.replace('good = ["gd"', 'god = ["gd"'), 8, "mean “good”?"),
    "spelling taken": (GOOD.replace('"gd"', '"Fair "'), 8, "another spelling of “fair” already"),
    "no step at all": ("step = 0\n" + GOOD, 1, "must be more than 0"),
    "a step of the lowest": (GOOD + "poor = 2\n", 11, "nothing to step up from"),
    "absence taken": (GOOD + '[absent]\nill = ["Poor"]\n', 12, "“Poor” means “poor” already"),
    "absence twice": (GOOD + '[absent]\nill = ["i"]\nin = ["I"]\n', 13, "“I” means “ill” already"),
    "refusal taken": (
        GOOD + '[[refused]]\nwritten = ["fair"]\nreason = "No."\n',
        12,
        "“fair” means “fair” already",
    ),
    "expected when": (GOOD + '[expected]\nKS9 = "good"\n', 12, "a key stage (KS2) or a year (Y5)"),
    "expected what": (GOOD + '[expected]\nKS2 = "gd"\n', 12, "“gd” is not a value of this scale"),
    "band from nothing": (GOOD + '[bands]\nlow = "fair"\n', 12, "at the scale's lowest value"),
    "bands out of order": (
        GOOD + '[bands]\nlow = "poor"\nmiddle = "good"\nhigh = "fair"\n',
        14,
        "“fair” must lie above the one before it",
    ),
    "way to itself": (
        GOOD + '[[conversions]]\nto = "bad"\n[conversions.from]\npoor = "x"\n',
        12,
        "none to itself",
    ),
    "way without a table": (GOOD + '[[conversions]]\nto = "percent"\n', 11, "[conversions.from]"),
    "way from a value there is none": (
        GOOD + '[[conversions]]\nto = "percent"\n[conversions.from]\npoor = "2%"\n"4.5" = "9%"\n',
        15,
        "“4.5” is not a value of this scale",
    ),
    "range upside down": (SPAN.replace("40", "0"), 4, "“highest” above it"),
    "range of too many decimals": (SPAN + "decimals = 9\n", 5, "4 at most"),
    "range that ends between": (SPAN.replace("40", "39.5"), 4, "more than its 0 “decimals”"),
    "doubt without a unit": (SPAN + "doubtful_to = 1\n", 5, "needs a “unit”"),
    "figures in the unit": (SPAN + 'unit = "/40"\n', 5, "cannot have figures"),
    "named as another": (GOOD.replace("Effort", "NC levels"), 1, "is called that already"),
}
BROKEN["two values alike"] = (
    GOOD.replace("good = 4", '"FAIR " = 4')
    .replace('good = ["gd", "4.5"]', "")
    .replace("good = 2", "fair = 2"),
    6,
    "“FAIR ” is another spelling of “fair” already",
)


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_is_named_with_line_and_reason(tmp_path: Path, name: str) -> None:
    text, line, reason = BROKEN[name]
    scales = loaded(tmp_path, text, "bad")
    assert not any(scale.key == "bad" for scale in scales)
    (problem,) = scales.problems
    assert problem.file.name == "bad.toml"
    assert (problem.line, reason in problem.reason) == (line, True), problem
