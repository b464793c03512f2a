"""Cells whose text stays text, and a writer that leaves no temporary files behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from sipdesk.export import ink
from sipdesk.export.wording import clean

MOST = 32_767  # characters that a cell of Excel holds
# What Excel would take for a formula, a number, a date or an error if somebody edits the cell.
_RISKY = re.compile(r"\s*[=+\-@#'\t]|\s*[\d.,:/%£$€]+\s*$|\s*(?:true|false)\s*$", re.IGNORECASE)
_BY_LINE = Side(style="thin", color=f"FF{ink.LINE}")
_BY_ACCENT = Side(style="medium", color=f"FF{ink.ACCENT}")
DATE = "dd/mm/yyyy"
GAP = "+0.0;\u22120.0;0.0"  # with a true minus


class Cells:
    """The cells of one sheet. A style is made once, and shared by all its cells."""

    def __init__(self, sheet: Any) -> None:
        top = Alignment(vertical="top", wrap_text=True)
        figures = Alignment(horizontal="right", vertical="top")
        text = Font(name="Calibri", size=11, color=f"FF{ink.TEXT}")
        muted = Font(name="Calibri", size=11, color=f"FF{ink.MUTED}")
        self._sheet = sheet
        rule = Border(bottom=_BY_LINE)
        self._styles = {
            "text": self._style(text, top, rule),
            "risky": self._style(text, top, rule, quoted=True),
            "date": self._style(
                text, Alignment(horizontal="left", vertical="top"), rule, shown=DATE
            ),
            "whole": self._style(text, figures, rule, shown="0"),
            "average": self._style(text, figures, rule, shown="0.0"),
            "gap": self._style(text, figures, rule, shown=GAP),
            "words": self._style(muted, figures, rule),
            "remark": self._style(
                text, Alignment(vertical="top", wrap_text=True, indent=2), rule, quoted=True
            ),
            "figure head": self._style(
                Font(name="Calibri", size=11, bold=True, color=f"FF{ink.ACCENT}"),
                Alignment(horizontal="right", vertical="bottom", wrap_text=True),
                Border(bottom=_BY_ACCENT),
            ),
            "head": self._style(
                Font(name="Calibri", size=11, bold=True, color=f"FF{ink.ACCENT}"),
                Alignment(vertical="bottom", wrap_text=True),
                Border(bottom=_BY_ACCENT),
            ),
            "title": self._style(
                Font(name="Calibri", size=18, bold=True, color=f"FF{ink.TEXT}"), None, None
            ),
            "note": self._style(muted, None, None),
            "prose": self._style(text, top, None),
            "label": self._style(
                Font(name="Calibri", size=11, bold=True, color=f"FF{ink.TEXT}"), top, None
            ),
        }

    def _style(
        self,
        font: Font,
        at: Alignment | None,
        border: Border | None,
        *,
        quoted: bool = False,
        shown: str = "",
    ) -> Any:
        pattern = WriteOnlyCell(self._sheet)
        pattern.font = font
        if at is not None:
            pattern.alignment = at
        if border is not None:
            pattern.border = border
        if shown:
            pattern.number_format = shown
        style = pattern._style
        style.quotePrefix = int(quoted)
        return style

    def text(self, text: str, style: str = "text") -> Any:
        """A cell that shows what was typed, whatever it begins with."""
        text = cut(clean(text))
        cell = WriteOnlyCell(self._sheet)
        cell._value, cell.data_type = text, "s"
        cell._style = self._styles["risky" if style == "text" and _RISKY.match(text) else style]
        return cell

    def number(self, value: float | None, style: str) -> Any:
        """A number as a number, in the style "whole", "average" or "gap"; None is an empty cell."""
        cell = WriteOnlyCell(self._sheet)
        if value is not None:
            cell._value, cell.data_type = value, "n"
        cell._style = self._styles[style]
        return cell

    def day(self, on: date | None) -> Any:
        """A real date, or an empty cell that takes one. Excel knows no day before 1900."""
        if on is not None and on.year < 1901:
            return self.text(on.strftime("%d/%m/%Y"))
        cell = WriteOnlyCell(self._sheet)
        if on is not None:
            cell._value, cell.data_type = datetime(on.year, on.month, on.day), "d"
        cell._style = self._styles["date"]
        return cell


def cut(text: str) -> str:
    """What Excel can hold of a text, counted as Excel counts; the cell says how much is missing."""
    if len(text) * 2 <= MOST or len(text.encode("utf-16-le")) // 2 <= MOST:
        return text
    units = text.encode("utf-16-le")
    kept = units[: (MOST - 60) * 2].decode("utf-16-le", "ignore")
    return f"{kept} … cut: {len(text) - len(kept):,} more characters in SIP Desk"


def height(texts: Iterable[tuple[str, float]]) -> float:
    """How high a row must be, in points, for its longest text: (text, width in characters)."""
    lines = 1
    for text, width in texts:
        if len(text) > width or "\n" in text:
            here = sum(1 + int(len(part) / width) for part in text.split("\n"))
            lines = max(lines, here)
    return min(lines * 15.0 + 3, 409.0)


class _InMemory(ExcelWriter):  # type: ignore[misc]
    """openpyxl's writer, but for the temporary files in which it would leave the text of sheets."""

    def write_worksheet(self, ws: Any) -> None:
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, []
        ws._rels = ws._writer._rels
        self._archive.writestr(ws.path[1:], ws._writer.out.getvalue())
        self.manifest.append(ws)


def _placed(cells: Iterable[Any], row: int) -> Iterator[Any]:
    """The cells of a row, each told where it stands; None leaves a place empty."""
    for column, cell in enumerate(cells, 1):
        if cell is not None:
            cell.row, cell.column = row, column
            yield cell


@contextmanager
def rows_of(sheet: Any) -> Iterator[None]:
    """A sheet's rows, written in memory. What stands above rows in the file must be set before."""
    sheet._writer = WorksheetWriter(sheet, out=BytesIO())
    sheet._writer.write_top()
    sheet._values_to_row = _placed  # all our values are cells already
    try:
        yield
    finally:
        sheet.close()


def as_bytes(book: Workbook) -> bytes:
    """The finished workbook."""
    from zipfile import ZIP_DEFLATED, ZipFile

    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        book.properties.modified = datetime.now()
        _InMemory(book, archive).save()
    return out.getvalue()
