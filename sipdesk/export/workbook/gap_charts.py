"""Excel's own charts of gaps, drawn from the cells so that they follow them."""

from __future__ import annotations

from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from sipdesk.export import ink
from sipdesk.export.wording import clean
from sipdesk.export.workbook.cells import GAP
from sipdesk.export.workbook.gap_sheets import GAP_TO_ALL, GAP_TO_REST, GROUP, Stretch

WIDE = 24.0  # centimetres
_ROW = 0.85  # centimetres of height for each group
_LINES = (ink.ACCENT, "A4262C", "7A4B00", "57606A", "1B6B3A", "4B3A8C")
_SIGNS = ("circle", "diamond", "square", "triangle", "x", "plus")
MOST_LINES = len(_LINES)


def bars(sheet: Any, stretch: Stretch, head_row: int) -> Any:
    """Gap to all and gap to the rest of each group, from 0 to either side."""
    chart = BarChart()
    chart.type, chart.grouping, chart.gapWidth = "bar", "clustered", 60
    chart.y_axis.number_format = GAP
    _furnish(chart, stretch.title, max(6.0, 3.0 + _ROW * (stretch.last - stretch.first + 1)))
    chart.x_axis.scaling.orientation = "maxMin"  # the first group on top, as in the sheet
    chart.y_axis.crosses = "max"
    chart.x_axis.tickLblPos = "low"
    for column, hue in ((GAP_TO_ALL, ink.ACCENT), (GAP_TO_REST, "9FC3C7")):
        made = _series(sheet, column, stretch.first, stretch.last, head_row)
        made.graphicalProperties = GraphicalProperties(solidFill=hue)
        made.invertIfNegative = False
        chart.append(made)
    chart.set_categories(
        Reference(sheet, min_col=GROUP, min_row=stretch.first, max_row=stretch.last)
    )
    return chart


def lines(sheet: Any, title: str, columns: list[int], head_row: int, rows: int) -> Any:
    """The gap to all over the data points, a line for each of these columns."""
    chart = LineChart()
    _furnish(chart, title, 9.0)
    chart.y_axis.number_format = GAP
    chart.x_axis.tickLblPos = "low"
    for n, column in enumerate(columns[:MOST_LINES]):
        made = _series(sheet, column, head_row + 1, head_row + rows, head_row)
        made.graphicalProperties = GraphicalProperties(
            ln=LineProperties(solidFill=_LINES[n], w=24_000)
        )
        made.marker.symbol, made.marker.size = _SIGNS[n], 6
        made.marker.graphicalProperties = GraphicalProperties(solidFill=_LINES[n])
        made.marker.graphicalProperties.line.solidFill = _LINES[n]
        made.smooth = False
        chart.append(made)
    chart.set_categories(Reference(sheet, min_col=1, min_row=head_row + 1, max_row=head_row + rows))
    return chart


def _series(sheet: Any, column: int, first: int, last: int, head_row: int) -> Any:
    made = Series(Reference(sheet, min_col=column, min_row=first, max_row=last))
    head = Reference(sheet, min_col=column, min_row=head_row)
    made.tx = SeriesLabel(strRef=StrRef(str(head)))
    return made


def _furnish(chart: Any, title: str, high: float) -> None:
    """Title, size, axes and legend as the rest of the workbook looks."""
    chart.title = " ".join(clean(title).split())[:200] or "Gaps"
    chart.title.tx.rich.p[0].pPr = ParagraphProperties(
        defRPr=CharacterProperties(sz=1300, b=True, solidFill=ink.TEXT)
    )
    for run in chart.title.tx.rich.p[0].r:
        run.rPr = CharacterProperties(sz=1300, b=True, solidFill=ink.TEXT)
    chart.title.overlay = False
    chart.width, chart.height = WIDE, high
    chart.legend.position = "b"
    chart.x_axis.delete = chart.y_axis.delete = False
    for axis in (chart.x_axis, chart.y_axis):
        axis.txPr = _small()
        axis.graphicalProperties = GraphicalProperties(ln=LineProperties(solidFill=ink.LINE))
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill="E3E7EA"))
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))


def _small() -> RichText:
    look = ParagraphProperties(defRPr=CharacterProperties(sz=900, solidFill=ink.MUTED))
    return RichText(p=[Paragraph(pPr=look, endParaRPr=CharacterProperties(sz=900))])
