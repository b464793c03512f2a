"""What schools write in their files, and what each scale makes of it."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sipdesk.models.scales import BLANK, Reading, Scale, load_scales

SCALES = {scale.key: scale for scale in load_scales()}

READ: dict[str, dict[str, list[object]]] = {
    "nc-sublevels": {
        "4b": [
            "4b",
            "4B",
            " 4 B",
            "Level 4b",
            "LEVEL 4B",
            "L4B",
            "lev 4b",
            "４ｂ",
            "4\xa0b",
            "'4b",
        ],
        "3a": ["3a", "3 A\n", "NC level 3a", "\u200b3a"],
        "W": ["W", "w", "WT", "Working Towards"],
        "EP": ["EP", "ep", "Exceptional performance"],
    },
    "nc-levels": {
        "4": ["4", 4, 4.0, "4.0", "4.00", "Level 4", "L4", "level 4.0", "４"],
        "8": [8, "8 "],
        "W": ["w"],
    },
    "gcse-letters": {
        "A*": ["A*", "a*", "A *", "Ａ＊", "A∗", "A star", "A-star", "Grade A*"],
        "A": ["A", "a", "Grade A"],
        "B": ["B", " b "],
        "D": ["D", "GCSE D"],
        "U": ["U", "u", "ungraded"],
    },
    "gcse-9-1": {
        "9": ["9", 9, 9.0, "9.0", "Grade 9"],
        "4": [4.0, "gcse 4"],
        "U": ["U", "0", 0, 0.0, "Ungraded"],
    },
    "ks2-scaled": {
        "100": ["100", 100, 100.0, "100.0", "SS 100", " 100 ", 99.9999999999999],
        "80": [80, "80"],
        "120": [120, "120"],
    },
    "ks2-teacher": {
        "EXS": ["EXS", "exs", "EXP", "Expected", "Expected Standard"],
        "GDS": ["GDS", "gd", "Greater Depth"],
        "WTS": ["WTS", "wt", "working towards"],
        "PKS": ["PKS", "PKF", "pkg", "PK6", "Pre-key stage", "Pre‑Key Stage"],
    },
    "percent": {
        "57%": ["57", 57, 57.0, "57%", "57 %", "57.0", "57.0%", "57.004"],
        "57.5%": ["57.5", 57.5, "57.50%"],
        "66.67%": [200 / 3],
        "0.5%": ["0.5%", ".5 %"],
        "1%": ["1%"],
        "0%": [0, 0.0, "0"],
        "100%": [100, "100 %", 100.0],
    },
    "below-at-above": {
        "below": ["below", "Below", "B", "below expected", "Below ARE"],
        "at": ["at", "AT", "At Expected", "expected"],
        "above": ["above", "ABOVE expectations"],
    },
}

ABSENT: dict[str, dict[str, list[object]]] = {
    "nc-sublevels": {
        "absent": ["A", "abs", "ABS", "Absent"],
        "working below the test": ["B"],
        "not assessed": ["N"],
        "on the P scales": ["P6", "p1ii"],
        "disapplied": ["D"],
        "unable to take the test": ["T"],
    },
    "nc-levels": {"no level awarded": ["N"], "absent": ["A"], "no result": ["X", "n/a"]},
    "gcse-letters": {"not assessed": ["N"], "absent": ["ABS"], "no result": ["X", "N/A", "none"]},
    "gcse-9-1": {"absent": ["A"], "no result": ["X"]},
    "ks2-scaled": {
        "absent": ["A"],
        "working below the test": ["B"],
        "too few marks for a score": ["N"],
        "annulled": ["Q", "H"],
    },
    "ks2-teacher": {"below the pre-key stage standards": ["BLW"], "left": ["L"]},
    "percent": {"absent": ["A", "abs"], "not assessed": ["N"]},
    "below-at-above": {"not assessed": ["N"]},
}

PROBLEMS: list[tuple[str, object, str]] = [
    ("nc-sublevels", "4B+", "“4B+” is not on “National Curriculum sub-levels”. Is it 4b?"),
    ("nc-sublevels", "4", "Is it 4c, 4b or 4a? Only the school can say."),
    ("nc-sublevels", 4.0, "“4” is not on"),
    ("nc-sublevels", "4.5", "“4.5” is not on"),
    ("nc-sublevels", "5.5", "It goes from W to EP."),
    ("nc-sublevels", "4b/4a", "Is it 4b?"),
    ("nc-sublevels", "4b¹", "“4b¹” is not on"),
    ("nc-sublevels", "9c", "is not on"),
    ("nc-sublevels", "EXS", "is not on"),
    ("nc-levels", "3=", "“3=” is not on"),
    ("nc-levels", 4.5, "“4.5” is not on"),
    ("nc-levels", "4b", "is not on"),
    ("nc-levels", 9, "is not on"),
    ("nc-levels", -4, "“-4” is not on"),
    ("gcse-letters", "C/D", "Is it C?"),
    ("gcse-letters", "CC", "double award with two grades"),
    ("gcse-letters", "A**", "Is it A*?"),
    ("gcse-letters", "H", "It goes from U to A*."),
    ("gcse-letters", 5, "is not on"),
    ("gcse-9-1", "5-4", "combined science award with two grades"),
    ("gcse-9-1", "5–4", "combined science award with two grades"),
    ("gcse-9-1", "5/4", "combined science award with two grades"),
    ("gcse-9-1", datetime(2019, 4, 5), "made a date or time of this"),
    ("gcse-9-1", date(2019, 4, 5), "made a date or time of this"),
    ("gcse-9-1", "10", "is not on"),
    ("gcse-9-1", "C", "is not on"),
    ("ks2-scaled", 79, "“79” is outside 80 to 120."),
    ("ks2-scaled", 121, "“121” is outside 80 to 120."),
    ("ks2-scaled", "100.5", "nothing is finer than 1 here"),
    ("ks2-scaled", "10²", "It has numbers from 80 to 120."),
    ("ks2-scaled", "98¹", "is not on"),
    ("ks2-scaled", "1OO", "is not on"),
    ("ks2-scaled", "100,0", "is not on"),
    ("ks2-scaled", "AS", "only whether the standard was reached"),
    ("ks2-scaled", "#N/A", "“#N/A” is a fault of the spreadsheet."),
    ("ks2-scaled", "#DIV/0!", "is a fault of the spreadsheet."),
    ("ks2-teacher", "HNM", "not how far off it was"),
    ("ks2-teacher", "4b", "is not on"),
    ("percent", 0.57, "“0.57” may be 0.57%, or 57% of a whole."),
    ("percent", "0.57", "may be 0.57%"),
    ("percent", 1.0, "“1” may be 1%, or 100% of a whole."),
    ("percent", 100.4, "“100.4” is outside 0% to 100%."),
    ("percent", "101%", "is outside 0% to 100%."),
    ("percent", -3, "is not on"),
    ("percent", float("nan"), "none that a result could be"),
    ("percent", float("inf"), "none that a result could be"),
    ("percent", 10**400, "none that a result could be"),
    ("below-at-above", "A", "may be at, above or absent"),
    ("below-at-above", True, "says yes or no"),
    ("below-at-above", ["at"], "neither words nor a number"),
    ("below-at-above", "at " * 100, "is too long to be a result"),
]


@pytest.mark.parametrize(
    ("key", "value", "raw"),
    [(key, v, raw) for key, rows in READ.items() for v, raws in rows.items() for raw in raws],
)
def test_a_value_is_read_as_schools_write_it(key: str, value: str, raw: object) -> None:
    reading = SCALES[key].read(raw)
    assert (reading.value, reading.absent, reading.problem) == (value, "", "")
    assert reading.points == SCALES[key].points(value)


@pytest.mark.parametrize(
    ("key", "reason", "raw"),
    [(key, r, raw) for key, rows in ABSENT.items() for r, raws in rows.items() for raw in raws],
)
def test_a_reason_for_no_value_is_read(key: str, reason: str, raw: object) -> None:
    assert SCALES[key].read(raw) == Reading("", None, absent=reason)


@pytest.mark.parametrize(("key", "raw", "said"), PROBLEMS, ids=lambda part: str(part)[:20])
def test_what_cannot_be_read_is_a_named_problem(key: str, raw: object, said: str) -> None:
    reading = SCALES[key].read(raw)
    assert said in reading.problem
    assert (reading.value, reading.points, reading.absent) == ("", None, "")


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
@pytest.mark.parametrize("raw", [None, "", "  ", "-", "–", "—", "\xa0"])
def test_a_blank_is_blank_on_every_scale(scale: Scale, raw: object) -> None:
    assert scale.read(raw) == Reading("", None, absent=BLANK)


def test_every_scale_has_its_table_of_spellings() -> None:
    assert set(READ) == set(ABSENT) == {key for key, _, _ in PROBLEMS} == set(SCALES)


def test_letters_that_mean_absence_elsewhere_are_grades_at_gcse() -> None:
    grades = [SCALES["gcse-letters"].read(letter).value for letter in "ABDFG"]
    assert grades == list("ABDFG")
    assert not any(SCALES["ks2-scaled"].read(letter).value for letter in "ABDFG")


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.text(max_size=120),
    st.from_regex(r"\s*(level|grade|l)?\s*[0-9a-gA-GU]{1,3}[.]?[0-9*%+]{0,3}\s*", fullmatch=True),
)


SCALE = st.sampled_from(list(SCALES.values()))


@given(SCALE, CELLS)
@example(SCALES["percent"], 0.0)
def test_a_cell_says_exactly_one_thing(scale: Scale, raw: object) -> None:
    """A value with points, or a reason for none, or a problem; and a value reads as itself."""
    reading = scale.read(raw)
    said = [reading.points is not None, bool(reading.absent), bool(reading.problem)]
    assert said.count(True) == 1
    assert bool(reading.value) == (reading.points is not None)
    if reading.value:
        assert scale.read(reading.value) == reading


@pytest.mark.soak
@settings(max_examples=20_000)
@given(SCALE, CELLS)
def test_no_cell_of_very_many_says_two_things(scale: Scale, raw: object) -> None:
    test_a_cell_says_exactly_one_thing.hypothesis.inner_test(scale, raw)


@given(st.text(min_size=30, max_size=90))
def test_a_problem_repeats_little_of_a_cell(raw: str) -> None:
    problem = SCALES["nc-levels"].read(raw).problem
    line = " ".join(raw.split())
    if len(line) > 24:
        assert line not in problem
