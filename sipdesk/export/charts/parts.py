"""A long chart parted for pages: the same scale on each."""

from __future__ import annotations

from dataclasses import replace

from sipdesk.export.charts.axis import span
from sipdesk.export.charts.plots import Gaps, Lights, Plot


def parted(plot: Plot, rows: int) -> tuple[Plot, Plot] | None:
    """The first rows of a chart, and the others; None where it has no rows to part."""
    if isinstance(plot, Gaps) and 0 < rows < len(plot.bars):
        values = [v for b in plot.bars for v in (b.value, b.whole, b.rest) if v is not None]
        axis = replace(plot.axis, ends=plot.axis.ends or (span(values) if values else None))
        return (
            replace(plot, axis=axis, bars=plot.bars[:rows]),
            replace(plot, axis=axis, bars=plot.bars[rows:]),
        )
    if isinstance(plot, Lights) and 0 < rows < len(plot.bars):
        return replace(plot, bars=plot.bars[:rows]), replace(plot, bars=plot.bars[rows:])
    return None
