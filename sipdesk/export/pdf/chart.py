"""Charts on paper: the marks of `export/charts`, drawn by reportlab's graphics."""

from __future__ import annotations

from functools import lru_cache

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Circle, Drawing, Polygon, Rect, String
from reportlab.graphics.shapes import Line as Stroke
from reportlab.graphics.shapes import Shape as Drawn
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import CondPageBreak, Flowable, Paragraph

from sipdesk.export import ink
from sipdesk.export.charts import (
    Box,
    Label,
    Line,
    Marks,
    Plot,
    Shape,
    lay_out,
    parted,
)
from sipdesk.export.charts.marks import Mark
from sipdesk.export.document import Chart
from sipdesk.export.pdf.faces import PLAIN, STRONG, embed, markup, shown
from sipdesk.export.pdf.page import LINE, ROOM
from sipdesk.export.pdf.styles import colour, styles

SIZE = 9.0
_WHOLE = ROOM * 0.85  # what is lower stays on one page


def chart(piece: Chart) -> list[Flowable]:
    """The title and, kept with it, the picture; one higher than the page goes on overleaf."""
    picture = Picture(piece.plot, piece.height * SIZE * 1.3)
    need = picture.wrap(LINE, ROOM)[1]
    need = need if need < _WHOLE else _WHOLE / 3
    if not piece.title.strip():
        return [CondPageBreak(need), picture]
    title = Paragraph(markup(piece.title), styles().headings[2])
    return [CondPageBreak(need + title.wrap(LINE, ROOM)[1] + 12), title, picture]


class Picture(Flowable):  # type: ignore[misc]
    """A chart as wide as the line."""

    def __init__(self, plot: Plot, height: float = 0.0) -> None:
        super().__init__()
        self.spaceBefore, self.spaceAfter = 2, 10
        self._plot, self._least = plot, height
        self._marks = Marks(0, 0)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        embed()
        self._marks = lay_out(self._plot, width, min(self._least, ROOM / 2), measure, SIZE)
        return self._marks.width, self._marks.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """As many rows as there is room for, and the others overleaf with the same scale."""
        if not self._marks.stops:
            return []
        wanted = sum(stop.y + stop.height <= height - SIZE * 4 for stop in self._marks.stops)
        parts = parted(self._plot, wanted) if wanted > 1 else None
        return [Picture(part) for part in parts] if parts else []

    def draw(self) -> None:
        renderPDF.draw(drawing(self._marks), self.canv, 0, 0)


def drawing(marks: Marks) -> Drawing:
    """The marks as a drawing; in reportlab heights grow upwards."""
    made = Drawing(marks.width, marks.height)
    for mark in marks.marks:
        made.add(_drawn(mark, marks.height))
    return made


@lru_cache(maxsize=4096)
def measure(text: str, size: float, strong: bool) -> float:
    """How wide a text is in the face it will be drawn in."""
    return float(stringWidth(shown(text), STRONG if strong else PLAIN, size))


def _drawn(mark: Mark, high: float) -> Drawn:
    hue = colour(ink.ROLES[mark.role])
    match mark:
        case Line():
            dash = list(mark.dash) if mark.dash else None
            return Stroke(
                mark.x1,
                high - mark.y1,
                mark.x2,
                high - mark.y2,
                strokeColor=hue,
                strokeWidth=mark.width,
                strokeDashArray=dash,
            )
        case Box():
            return Rect(
                mark.x,
                high - mark.y - mark.height,
                mark.width,
                mark.height,
                fillColor=hue,
                strokeColor=None,
            )
        case Label():
            return String(
                mark.x,
                high - mark.baseline,
                shown(mark.text),
                fontName=STRONG if mark.strong else PLAIN,
                fontSize=mark.size,
                fillColor=hue,
            )
        case Shape():
            return _shape(mark, high - mark.y)


def _shape(mark: Shape, y: float) -> Drawn:
    hue = colour(ink.ROLES[mark.role])
    look = {"fillColor": hue, "strokeColor": None}
    if mark.hollow:
        look = {
            "fillColor": colour(ink.ROLES["base"]),
            "strokeColor": hue,
            "strokeWidth": mark.stroke,
        }
    if not mark.corners:
        return Circle(mark.x, y, mark.size / 2, **look)
    return Polygon([part for x, down in mark.corners for part in (mark.x + x, y - down)], **look)
