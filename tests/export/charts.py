"""Charts for tests: some as they stand in a report, and any that could be."""

from __future__ import annotations

from hypothesis import strategies as st

from sipdesk.export.charts import (
    Axis,
    Dot,
    GapBar,
    Gaps,
    Lights,
    LightsBar,
    Plot,
    Series,
    Trace,
    Traces,
)

LEVELS = tuple((19.0 + 2 * n, name) for n, name in enumerate("3c 3b 3a 4c 4b 4a 5c".split()))


def even(text: str, size: float, strong: bool) -> float:
    """A face in which every character is half as wide as the text is high."""
    return len(text) * size * (0.52 if strong else 0.5)


def some_gaps(**fields: object) -> Gaps:
    """Three groups, one of them too small to be shown."""
    bars = (
        GapBar("Free school meals", "24", 22.3, 23.4, 24.1, "−1.1", words="24 pupils, 22.3"),
        GapBar("English as an additional language", "12", 23.9, 23.4, 23.2, "+0.5"),
        GapBar("Travellers", "", instead="5 pupils or fewer"),
    )
    return Gaps(Axis("Points, with levels", LEVELS), bars, **fields)  # type: ignore[arg-type]


def some_lights() -> Lights:
    """Three classes: one of all colours, one too small, one of one pupil."""
    return Lights(
        (
            LightsBar("9A", "30", 18, 7, 5),
            LightsBar("9B", "", instead="5 pupils or fewer"),
            LightsBar("9C", "1", 0, 1, 0),
        )
    )


def some_traces() -> Traces:
    """A pupil on the way from 3b to 5c, absent once."""
    stood = (Dot(21, "3b"), Dot(None, instead="absent"), Dot(25, "4c"), Dot(27, "4b"))
    expected = (Dot(21), Dot(23), Dot(25), Dot(27))
    target = (Dot(), Dot(), Dot(), Dot(31, "5c"))
    return Traces(
        Axis("", LEVELS),
        ("Autumn 2008", "Spring 2009", "Summer 2009", "Autumn 2009"),
        (
            Series("Where the pupil stood", Trace.VALUE, stood),
            Series("Two sub-levels a year", Trace.EXPECTED, expected),
            Series("Target", Trace.TARGET, target),
        ),
    )


_names = st.text("abcdefgh é王&<=\n", max_size=60) | st.sampled_from(["Free school meals", "Girls"])
_short = st.text("0123456789−+., small", max_size=10)
_numbers = st.floats(-1e6, 1e6) | st.floats(0, 120) | st.floats(20, 20.001)
_values = st.none() | _numbers
_counts = st.integers(0, 400)


@st.composite
def _axes(draw: st.DrawFn) -> Axis:
    points = sorted(draw(st.sets(st.integers(0, 130), max_size=12)))
    names = tuple((float(p), draw(st.text("345abc*", min_size=1, max_size=6))) for p in points)
    return Axis(draw(_names), names, draw(st.sampled_from(["", "%"])))


_bars = st.builds(GapBar, _names, _short, _values, _values, _values, _short, _names)
_gaps = st.builds(
    Gaps,
    _axes(),
    st.lists(_bars, max_size=14).map(tuple),
    st.tuples(_names, _names, _names),
    st.tuples(_short, _short),
)
_light_bars = st.builds(
    LightsBar, _names, _short, _counts, _counts, _counts, st.integers(0, 3), _names
)
_lights = st.builds(
    Lights, st.lists(_light_bars, max_size=14).map(tuple), st.tuples(_names, _names, _names, _names)
)


@st.composite
def _traces(draw: st.DrawFn) -> Traces:
    points = tuple(draw(st.lists(_names, max_size=12)))
    dots = st.lists(
        st.builds(Dot, _values, _short, _names), min_size=len(points), max_size=len(points)
    )
    series = st.builds(Series, _names, st.sampled_from(Trace), dots.map(tuple))
    return Traces(draw(_axes()), points, tuple(draw(st.lists(series, max_size=4))))


def plots() -> st.SearchStrategy[Plot]:
    """Any chart: long names, no names, huge and equal values, nothing at all."""
    return _gaps | _lights | _traces()
