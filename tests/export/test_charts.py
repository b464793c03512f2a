"""The geometry of charts: everything within the picture, nothing over anything else."""

from __future__ import annotations

import subprocess
import sys
from itertools import combinations
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sipdesk.export.charts import (
    Axis,
    Box,
    Dot,
    GapBar,
    Gaps,
    Lights,
    LightsBar,
    Line,
    Marks,
    Plot,
    Series,
    Shape,
    Trace,
    Traces,
    as_text,
    lay_out,
    parted,
)
from sipdesk.export.charts.axis import ruler
from sipdesk.export.charts.text import Pen, overlap
from tests.export.charts import LEVELS, even, plots, some_gaps, some_lights, some_traces

_A_HAIR = 1e-6
_settings = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.data_too_large]
)
_sizes = st.sampled_from([9.0, 13.0, 29.25])
_widths = st.floats(8, 90)  # in ems, from a strip to two pages


def laid(plot: Plot, width: float = 500, height: float = 0, size: float = 10) -> Marks:
    return lay_out(plot, width, height, even, size)


def words(marks: Marks) -> list[str]:
    return [label.text for label in marks.labels]


def shapes(marks: Marks, role: str) -> list[Shape]:
    return [m for m in marks.marks if isinstance(m, Shape) and m.role == role]


def ends(mark: Any) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a mark covers."""
    if isinstance(mark, Line):
        (left, right), (top, bottom) = sorted((mark.x1, mark.x2)), sorted((mark.y1, mark.y2))
        return left, top, right, bottom
    if isinstance(mark, Shape):
        half = mark.size / 2
        return mark.x - half, mark.y - half, mark.x + half, mark.y + half
    if isinstance(mark, Box):
        return mark.x, mark.y, mark.x + mark.width, mark.y + mark.height
    return mark.x, mark.top, mark.x + mark.width, mark.bottom


@_settings
@given(plots(), _widths, _sizes)
def test_everything_lies_inside_the_picture(plot: Plot, ems: float, size: float) -> None:
    marks = laid(plot, ems * size, 0, size)
    for mark in marks.marks:
        left, top, right, bottom = ends(mark)
        assert left >= -_A_HAIR * size
        assert top >= -_A_HAIR * size
        assert right <= marks.width + 0.01 * size
        assert bottom <= marks.height + 0.2 * size  # a descender may hang below the last line


@_settings
@given(plots(), _widths, _sizes)
def test_no_words_lie_over_others(plot: Plot, ems: float, size: float) -> None:
    for one, other in combinations(laid(plot, ems * size, 0, size).labels, 2):
        assert not overlap(one, other, -0.05 * size), (one, other)


@_settings
@given(plots(), _widths)
def test_what_the_keyboard_stops_at_is_inside_and_in_order(plot: Plot, ems: float) -> None:
    marks = laid(plot, ems * 10)
    for stop in marks.stops:
        assert stop.x + stop.width >= 0
        assert stop.x <= marks.width
        assert stop.y + stop.height <= marks.height + 10
    if not isinstance(plot, Traces):
        assert len(marks.stops) == len(plot.bars)
        assert [s.y for s in marks.stops] == sorted(s.y for s in marks.stops)


@_settings
@given(plots(), _widths, st.floats(0, 600), st.sampled_from([1.25, 1.5, 2.0, 2.25]))
def test_a_chart_at_225_per_cent_is_the_same_chart(
    plot: Plot, ems: float, high: float, scale: float
) -> None:
    small = laid(plot, ems * 16, high, 16)
    large = laid(plot, ems * 16 * scale, high * scale, 16 * scale)
    assert words(small) == words(large)
    assert large.height == pytest.approx(small.height * scale)
    for one, other in zip(small.marks, large.marks, strict=True):
        assert [v * scale for v in ends(one)] == pytest.approx(list(ends(other)), abs=1e-3)


@_settings
@given(st.lists(st.floats(-1e5, 1e5), min_size=2, max_size=8), st.booleans())
def test_a_greater_value_never_lies_further_left(values: list[float], named: bool) -> None:
    bars = tuple(GapBar(str(n), value=v, whole=0.0) for n, v in enumerate(values))
    marks = laid(Gaps(Axis(names=LEVELS if named else ()), bars))
    places = [s.x for s in shapes(marks, "accent")[1:]]  # the first is the legend's
    if not named or (min(values) >= LEVELS[0][0] and max(values) <= LEVELS[-1][0]):
        for (one, x), (other, y) in combinations(zip(values, places, strict=True), 2):
            assert (one <= other and x <= y + _A_HAIR) or (one >= other and x >= y - _A_HAIR)


@_settings
@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.sampled_from(["", "%"]))
def test_an_axis_holds_its_values_and_its_steps_are_even(
    low: float, reach: float, unit: str
) -> None:
    scale = ruler(Axis(unit=unit), [low, low + reach], 0, 400, lambda text: len(text) * 5 + 10)
    assert scale.low <= low
    assert scale.high >= low + reach
    steps = [b - a for (a, _), (b, _) in zip(scale.ticks, scale.ticks[1:], strict=False)]
    assert steps
    assert max(steps) == pytest.approx(min(steps), rel=1e-6, abs=1e-9 * abs(low))
    assert len({text for _, text in scale.ticks}) == len(scale.ticks)
    for value, text in scale.ticks:
        said = float(text.removesuffix("%").replace("−", "-"))
        assert said == pytest.approx(value, rel=1e-6, abs=steps[0] * 0.01)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (19.9, 22.1, ["3c", "3b", "3a"]),
        (18.0, 20.0, ["3c", "3b"]),
        (23.0, 23.0, ["3b", "3a", "4c"]),
        (30.0, 31.0, ["4a", "5c"]),
        (19.0, 31.0, ["3c", "3b", "3a", "4c", "4b", "4a", "5c"]),
    ],
)
def test_a_scale_shows_its_own_values(low: float, high: float, said: list[str]) -> None:
    scale = ruler(Axis(names=LEVELS), [low, high], 0, 300, lambda _: 20)
    assert [text for _, text in scale.ticks] == said


def test_where_a_scale_has_no_room_it_leaves_values_out() -> None:
    scale = ruler(Axis(names=LEVELS), [19, 31], 0, 100, lambda _: 30)
    assert [text for _, text in scale.ticks] == ["3c", "3a", "4b", "5c"]


def test_percentages_have_round_steps() -> None:
    scale = ruler(Axis(unit="%"), [12, 88], 0, 300, lambda _: 40)
    assert [text for _, text in scale.ticks] == ["0%", "20%", "40%", "60%", "80%", "100%"]


def test_a_group_stands_where_its_average_is_and_everybody_where_theirs() -> None:
    marks = laid(some_gaps())
    ticks = {label.text: label.x + label.width / 2 for label in marks.labels}
    per_point = (ticks["3a"] - ticks["3b"]) / 2
    group = shapes(marks, "accent")[1]
    assert group.x == pytest.approx(ticks["3b"] + (22.3 - 21) * per_point)
    everybody = [m for m in marks.marks if isinstance(m, Line) and m.role == "text"][1]
    assert everybody.x1 == pytest.approx(ticks["3a"] + 0.4 * per_point)
    bar = next(m for m in marks.marks if isinstance(m, Box))
    assert (bar.x, bar.x + bar.width) == pytest.approx((group.x, everybody.x1))


def test_a_suppressed_group_has_words_and_no_shape() -> None:
    marks = laid(some_gaps())
    assert "5 pupils or fewer" in words(marks)
    assert len(shapes(marks, "accent")) == 1 + 2  # the legend's, and the two others'


def test_a_light_is_as_wide_as_its_share_and_says_its_number() -> None:
    marks = laid(some_lights())
    green, amber, red = [m for m in marks.marks if isinstance(m, Box)][:3]
    assert green.width / amber.width == pytest.approx(18 / 7)
    assert amber.width / red.width == pytest.approx(7 / 5)
    assert [green.role, amber.role, red.role] == ["green", "amber", "red"]
    assert words(marks)[-11:] == [
        "9A", "30", "18", "7", "5", "9B", "5 pupils or fewer", "9C", "1", "0", "1", "0",
    ][-11:]  # fmt: skip


def test_each_light_has_a_shape_of_its_own_beside_its_colour() -> None:
    marks = laid(some_lights())
    kinds = {role: {s.kind for s in shapes(marks, role)} for role in ("green", "amber", "red")}
    assert all(len(found) == 1 for found in kinds.values())
    assert len({frozenset(found) for found in kinds.values()}) == 3


def test_pupils_without_a_judgement_are_shown_as_such() -> None:
    marks = laid(Lights((LightsBar("9A", "30", 10, 10, 8, 2),)))
    assert "Cannot be judged" in words(marks)
    assert "Cannot be judged" not in words(laid(some_lights()))


def test_a_line_breaks_where_a_value_is_missing() -> None:
    marks = laid(some_traces())
    strokes = [m for m in marks.marks if isinstance(m, Line) and m.role == "accent"]
    assert len(strokes) == 1 + 1  # the legend's, and from 4c to 4b
    assert "absent" in words(marks)


def test_a_higher_value_lies_higher() -> None:
    marks = laid(some_traces(), 500, 200)
    dots = shapes(marks, "accent")[1:]
    assert [d.x for d in dots] == sorted(d.x for d in dots)
    assert [d.y for d in dots] == sorted((d.y for d in dots), reverse=True)


def test_every_kind_of_line_can_be_told_without_colour() -> None:
    looks = set()
    for trace in Trace:
        plot = Traces(Axis(), ("a", "b"), (Series("", trace, (Dot(1), Dot(2))),))
        marks = laid(plot)
        line = next(m for m in marks.marks if isinstance(m, Line) and m.role != "rule")
        kinds = {m.kind for m in marks.marks if isinstance(m, Shape)}
        looks.add((line.dash, frozenset(kinds)))
    assert len(looks) == len(Trace)


def test_the_keyboard_finds_the_words_of_each_figure() -> None:
    assert [s.words for s in laid(some_gaps()).stops] == [
        "24 pupils, 22.3",
        "English as an additional language",
        "Travellers",
    ]
    told = [s.words for s in laid(some_traces()).stops]
    assert told[0] == "Where the pupil stood, Autumn 2008: 3b"
    assert "Where the pupil stood, Spring 2009: absent" in told


@pytest.mark.parametrize("plot", [Gaps(Axis(), ()), Lights(()), Traces(Axis(), (), ())])
def test_a_chart_without_figures_says_so(plot: Plot) -> None:
    assert words(laid(plot)) == ["There are no figures to show."]


def test_a_chart_is_as_high_as_asked_or_as_it_needs() -> None:
    assert laid(some_traces(), 500, 400).height == pytest.approx(400)
    assert laid(some_gaps(), 500, 1).height > 60


def test_a_long_chart_parted_keeps_its_scale() -> None:
    bars = tuple(GapBar(f"Group {n}", "9", 20.0 + n, 25.0, 26.0) for n in range(10))
    plot = Gaps(Axis("Points"), bars)
    parts = parted(plot, 4)
    assert parts is not None
    whole = laid(plot)
    for part in parts:
        texts = [m for m in laid(part).labels if m.role == "muted"]
        assert [m.text for m in texts] == [m.text for m in whole.labels if m.role == "muted"]
    assert [len(p.bars) for p in parts] == [4, 6]  # type: ignore[union-attr]
    assert parted(some_traces(), 2) is None
    assert parted(plot, 10) is None


@given(st.text(max_size=80), st.floats(0, 300))
def test_what_is_cut_says_so_and_fits(text: str, room: float) -> None:
    pen = Pen(even, 10)
    cut = pen.cut(text, room)
    assert pen.width(cut) <= room + 0.1
    assert cut == text or cut == "" or cut.endswith("…")


SNAPSHOT = """\
260 × 95
circle 7.0,6.5 7.0 green
“On track” 17.0,9.9 muted
triangle 80.0,6.5 7.0 amber
“Nearly” 90.0,9.9 muted
square 143.0,6.5 7.0 red
“Not on track” 153.0,9.9 muted
line 0.0,55.0 – 260.0,55.0 rule 0.5
line 0.0,75.0 – 260.0,75.0 rule 0.5
box 60.0,40.2 74.2,9.5 green
circle 97.1,45.0 5.0 base
box 135.4,40.2 28.8,9.5 amber
triangle 149.8,45.0 5.0 base
box 165.4,40.2 20.6,9.5 red
square 175.7,45.0 5.0 base
box 60.0,80.2 126.0,9.5 amber
triangle 123.0,85.0 5.0 base
“Pupils” 20.0,28.9 muted
“9A” 0.0,48.4 text
“30” 40.0,48.4 text
circle 198.0,45.0 5.5 green
“18” 204.0,48.4 text
triangle 226.0,45.0 5.5 amber
“7” 232.0,48.4 text
square 249.0,45.0 5.5 red
“5” 255.0,48.4 text
“9B” 0.0,68.4 text
“5 pupils or fewer” 64.0,68.4 muted
“9C” 0.0,88.4 text
“1” 45.0,88.4 text
circle 203.0,85.0 5.5 green
“0” 209.0,88.4 text
triangle 226.0,85.0 5.5 amber
“1” 232.0,88.4 text
square 249.0,85.0 5.5 red
“0” 255.0,88.4 text
stop 0.0,35.0 260.0,20.0 9A
stop 0.0,55.0 260.0,20.0 9B
stop 0.0,75.0 260.0,20.0 9C"""


def test_a_chart_as_text() -> None:
    assert as_text(laid(some_lights(), 260)) == SNAPSHOT


def test_the_geometry_imports_no_painter() -> None:
    code = (
        "import sys, sipdesk.export.charts;"
        "heavy = 'reportlab docx openpyxl PIL PySide6 sqlite_utils'.split();"
        " print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
