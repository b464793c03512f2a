"""Charts as plain data and one geometry; paper and window only paint it."""

from sipdesk.export.charts.layout import lay_out
from sipdesk.export.charts.marks import Box, Label, Line, Marks, Shape, ShapeKind, Stop, as_text
from sipdesk.export.charts.parts import parted
from sipdesk.export.charts.plots import (
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
from sipdesk.export.charts.text import Measure

__all__ = [
    "Axis",
    "Box",
    "Dot",
    "GapBar",
    "Gaps",
    "Label",
    "Lights",
    "LightsBar",
    "Line",
    "Marks",
    "Measure",
    "Plot",
    "Series",
    "Shape",
    "ShapeKind",
    "Stop",
    "Trace",
    "Traces",
    "as_text",
    "lay_out",
    "parted",
]
