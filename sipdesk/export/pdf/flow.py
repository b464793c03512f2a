"""The pieces of a Document as reportlab's flowables, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from reportlab.lib.units import mm
from reportlab.platypus import CondPageBreak, Flowable, HRFlowable, Image, Paragraph, Spacer

from sipdesk.export import ink
from sipdesk.export.document import (
    Chart,
    Document,
    Facts,
    Gap,
    Heading,
    Para,
    Piece,
    Points,
    Table,
    piece_leads,
)
from sipdesk.export.logo import LARGEST, size
from sipdesk.export.pdf.chart import chart
from sipdesk.export.pdf.faces import markup, shown
from sipdesk.export.pdf.grid import LongTable, facts, table
from sipdesk.export.pdf.page import LINE, ROOM, Mark, Pages
from sipdesk.export.pdf.styles import colour, styles


class Marked(Paragraph):  # type: ignore[misc]
    """A heading that is also a bookmark."""

    bookmark = ""
    level = 0

    def draw(self) -> None:
        super().draw()
        if self.bookmark and isinstance(self.canv, Pages):
            top = self.canv.absolutePosition(0, self.height)[1]
            self.canv.mark(Mark(self.bookmark, self.level, top + 6))


def flow(document: Document) -> list[Flowable]:
    """Everything on paper, from the logo to the last piece."""
    flowables = list(_opening(document))
    waiting: list[Flowable] = []  # what must not stand at the foot of a page alone
    for piece in document.pieces:
        made = _piece(piece)
        if piece_leads(piece):
            waiting += made
        elif made:
            if waiting:
                flowables += CondPageBreak(_least(waiting, made[0])), *waiting
                waiting = []
            flowables += made
    return flowables + waiting


def _opening(document: Document) -> Iterator[Flowable]:
    if document.logo:
        yield _logo(document.logo)
        yield Spacer(0, 10)
    yield _heading(document.title, 0, title=True)
    if document.subtitle:
        yield Paragraph(markup(document.subtitle), styles().subtitle)
    yield HRFlowable(LINE, 1.2, color=colour(ink.ACCENT), spaceBefore=9, spaceAfter=11)


def _piece(piece: Piece) -> list[Flowable]:
    match piece:
        case Heading():
            return [_heading(piece.text, piece.level)]
        case Para():
            return [Paragraph(markup(piece.text), styles().muted if piece.muted else styles().body)]
        case Points():
            made: list[Flowable] = [
                Paragraph(markup(item), styles().point, bulletText="•") for item in piece.items
            ]
            return [*made, Spacer(0, 3)]
        case Facts():
            return facts(piece)
        case Table():
            return table(piece)
        case Chart():
            return chart(piece)
        case Gap():
            return [Spacer(0, min(max(piece.lines, 0), 20) * 15)]


def _heading(text: str, level: int, *, title: bool = False) -> Marked:
    style = styles().title if title else styles().headings[min(max(level, 1), 3) - 1]
    made = Marked(markup(text), style)
    if level <= 2:
        made.bookmark, made.level = shown(text).replace("\n", " ")[:200], level
    return made


def _least(headings: list[Flowable], first: Flowable) -> float:
    """The room that headings need together with the beginning of what follows them."""
    need = sum(h.wrap(LINE, ROOM)[1] + h.getSpaceBefore() + h.getSpaceAfter() for h in headings)
    if isinstance(first, CondPageBreak):  # a chart says itself what it needs
        return float(min(need + first.height, ROOM * 0.95))
    if isinstance(first, LongTable):
        beginning = first.beginning() + first.getSpaceBefore()
    else:
        beginning = min(first.wrap(LINE, ROOM)[1], 34.0)
    return float(min(need + beginning, ROOM / 2))


def _logo(data: bytes) -> Image:
    """A picture held within its bounds. Raises UserError when it is no picture."""
    wide, high = size(data)
    scale = min(LARGEST[0] * mm / wide, LARGEST[1] * mm / high, 1.0)
    return Image(BytesIO(data), wide * scale, high * scale, hAlign="LEFT")
