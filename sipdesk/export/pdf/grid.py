"""Tables on paper: few lines, heads that repeat, long rows that go on overleaf."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, FrameBreak, Paragraph
from reportlab.platypus import Table as Grid

from sipdesk.export import ink
from sipdesk.export.document import Cell, Facts, Table, Tone
from sipdesk.export.pdf.faces import markup
from sipdesk.export.pdf.page import LINE, ROOM
from sipdesk.export.pdf.styles import colour, styles

_PAD = 8.0
_SLIVER = 70.0  # less room than this is not begun with a row that must be broken
_TOGETHER = 3  # rows that stay with the head of a table
_HOLE = 170.0  # more room than this is not left empty before a long row


class LongTable(Grid):  # type: ignore[misc]
    """A table that breaks between rows, and inside a row where it would leave a hole."""

    def split(self, width: float, height: float) -> list[Flowable]:
        if height < _kept_together(self._rowHeights, self.repeatRows) < _HOLE:
            return []
        whole = self._split_at(width, height, between=True)
        if not whole:
            return self._split_at(width, height, between=False) if height > _SLIVER else []
        left = height - sum(self._rowHeights[: len(whole[0]._cellvalues)])
        broken = (
            self._split_at(width, height, between=False) if len(whole) > 1 and left > _HOLE else []
        )
        return broken or [whole[0], *(part for rest in whole[1:] for part in (FrameBreak, rest))]

    def beginning(self) -> float:
        """How much room is wanted for it to begin; a row that may be broken counts in part."""
        rows = self._cellvalues[: int(self.repeatRows) + _TOGETHER]
        tall = [
            9 + max(c.wrap(w - _PAD, ROOM)[1] for c, w in zip(row, self._colWidths, strict=True))
            for row in rows
        ]
        return _kept_together(tall, self.repeatRows)

    def _split_at(self, width: float, height: float, *, between: bool) -> list[Flowable]:
        self.splitByRow, self.splitInRow = int(between), int(not between)
        parts: list[Flowable] = super().split(width, height)
        return parts


def _kept_together(heights: Sequence[float], head: int) -> float:
    """How high the head and the first rows are: three, or as many as leave no hole."""
    need = sum(heights[: head + 1])
    for tall in heights[head + 1 : head + _TOGETHER]:
        if need + tall >= _HOLE:
            break
        need += tall
    return float(min(need, _HOLE))


class Standing(Paragraph):  # type: ignore[misc]
    """How something stands: a shape and a word, so that colour is never alone."""

    tone = Tone.NONE

    def draw(self) -> None:
        super().draw()
        canvas = self.canv
        canvas.saveState()
        canvas.setFillColor(colour(ink.TONES[self.tone]))
        middle = self.height - 7.2
        if self.tone is Tone.GOOD:
            canvas.circle(3.5, middle, 3.1, stroke=0, fill=1)
        elif self.tone is Tone.BAD:
            canvas.rect(0.7, middle - 2.8, 5.6, 5.6, stroke=0, fill=1)
        else:
            path = canvas.beginPath()
            path.moveTo(0, middle - 2.8)
            path.lineTo(7, middle - 2.8)
            path.lineTo(3.5, middle + 3.4)
            path.close()
            canvas.drawPath(path, stroke=0, fill=1)
        canvas.restoreState()


class Good(Standing):
    tone = Tone.GOOD


class Nearly(Standing):
    tone = Tone.NEARLY


class Bad(Standing):
    tone = Tone.BAD


_CELLS: dict[Tone, type[Paragraph]] = {
    Tone.NONE: Paragraph,
    Tone.GOOD: Good,
    Tone.NEARLY: Nearly,
    Tone.BAD: Bad,
}


def table(piece: Table) -> list[Flowable]:
    """A table with its head; cells that are missing are empty."""
    columns = len(piece.head)
    if not columns:
        return []
    head = [
        Paragraph(markup(text), styles().figure_head if n in piece.figures else styles().head)
        for n, text in enumerate(piece.head)
    ]
    rows = [
        [
            _cell(c, n in piece.figures)
            for n, c in enumerate((*row, *[Cell("")] * columns)[:columns])
        ]
        for row in piece.rows
    ]
    rules: list[tuple[Any, ...]] = [
        ("LINEBELOW", (0, 1), (-1, -1), 0.4, colour(ink.LINE)),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, colour(ink.ACCENT)),  # last, so that it is on top
        ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
    ]
    widths = _widths(piece)
    tall = max(p.wrap(w - _PAD, ROOM)[1] for p, w in zip(head, widths, strict=True)) > ROOM / 3
    return [_grid([head, *rows], widths, rules, repeat=0 if tall else 1)]


def facts(piece: Facts) -> list[Flowable]:
    """Labels with their values."""
    if not piece.rows:
        return []
    rows = [
        [Paragraph(markup(label), styles().label), Paragraph(markup(value), styles().value)]
        for label, value in piece.rows
    ]
    return [_grid(rows, [LINE * 0.3, LINE * 0.7], [], repeat=0)]


def _cell(cell: Cell, figure: bool) -> Paragraph:
    if figure and cell.tone is Tone.NONE:
        return Paragraph(markup(cell.text), styles().figure)
    text = cell.text if cell.text.strip() else ink.WORDS[cell.tone]
    return _CELLS[cell.tone](markup(text), styles().tones[cell.tone])


def _widths(piece: Table) -> list[float]:
    """The line shared out; a share too small to read is made readable."""
    shares = piece.widths if len(piece.widths) == len(piece.head) else (1.0,) * len(piece.head)
    held = [max(share, sum(shares) * 0.35 / len(shares), 0.001) for share in shares]
    return [LINE * share / sum(held) for share in held]


def _grid(
    rows: list[list[Paragraph]], widths: list[float], rules: list[tuple[Any, ...]], *, repeat: int
) -> LongTable:
    tight = not rules
    return LongTable(
        rows,
        colWidths=widths,
        repeatRows=repeat,
        hAlign="LEFT",
        spaceBefore=0 if tight else 4,
        spaceAfter=4 if tight else 10,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-2, -1), _PAD),
            ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ("TOPPADDING", (0, 0), (-1, -1), 1.5 if tight else 4),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 1.5 if tight else 5),
            *rules,
        ],
    )
