"""The one geometry of a chart, whoever paints it."""

from __future__ import annotations

from dataclasses import replace

from sipdesk.export.charts.gaps import lay_out_gaps
from sipdesk.export.charts.legend import baseline
from sipdesk.export.charts.lights import lay_out_lights
from sipdesk.export.charts.marks import Marks
from sipdesk.export.charts.plots import Gaps, Lights, Plot, Traces
from sipdesk.export.charts.text import Measure, Pen
from sipdesk.export.charts.traces import lay_out_traces

NOTHING = "There are no figures to show."


def lay_out(
    plot: Plot, width: float, height: float, measure_text: Measure, size: float = 13.0
) -> Marks:
    """Where everything of a chart goes, in the units of `width`, with text of `size`.

    Everything grows with `size`, so that a chart twice as large is the same chart. A chart that
    needs more room than `height` takes it: see the height of the marks.
    """
    pen = Pen(measure_text, size)
    width = max(width, pen.em(6))
    match plot:
        case Gaps():
            laid = lay_out_gaps(plot, pen, width) if plot.bars else _nothing(pen, width)
        case Lights():
            laid = lay_out_lights(plot, pen, width) if plot.bars else _nothing(pen, width)
        case Traces():
            some = any(d.value is not None or d.instead for s in plot.series for d in s.dots)
            laid = lay_out_traces(plot, pen, width, height) if some else _nothing(pen, width)
    return replace(laid, height=max(laid.height, height))


def _nothing(pen: Pen, width: float) -> Marks:
    text = pen.cut(NOTHING, width)
    return Marks(width, pen.line, (pen.label(text, 0, baseline(pen, pen.line / 2), role="muted"),))
