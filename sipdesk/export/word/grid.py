"""Tables in Word: real tables, whose head row Word repeats on each page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import docx.document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.shared import Pt, RGBColor
from docx.table import Table as Grid
from docx.table import _Cell

from sipdesk.export import ink
from sipdesk.export.document import Cell, Facts, Table, Tone
from sipdesk.export.word.styles import LINE
from sipdesk.export.wording import clean

STYLE = "Plain columns"
_STYLE_XML = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="PlainColumns">
  <w:name w:val="{STYLE}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/>
  <w:tblPr>
    <w:tblBorders>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{ink.LINE}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{ink.LINE}"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="150" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:tcPr><w:tcBorders>
    <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{ink.ACCENT}"/>
  </w:tcBorders></w:tcPr></w:tblStylePr>
</w:style>"""

_SHORT = 600  # characters; a row with no longer cell stays on one page
Tell = Callable[[], None]


def table(word: docx.document.Document, piece: Table, tell: Tell) -> None:
    """A table with its head row."""
    columns = len(piece.head)
    if not columns:
        return
    if STYLE not in [style.name for style in word.styles]:
        word.styles.element.append(parse_xml(_STYLE_XML))
    shares = piece.widths if len(piece.widths) == columns else (1.0,) * columns
    grid = _grid(word, len(piece.rows) + 1, shares, word.styles[STYLE])
    rows = _rows(grid)
    for n, (cell, text) in enumerate(zip(next(rows), piece.head, strict=True)):
        _to_the_right(_say(cell, text, "Table head"), n in piece.figures)
    for row, values in zip(grid._tbl.tr_lst[1:], piece.rows, strict=True):
        if max((len(cell.text) for cell in values), default=0) < _SHORT:
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    grid._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cells, values in zip(rows, piece.rows, strict=True):
        for n, (cell, value) in enumerate(
            zip(cells, (*values, *[Cell("")] * columns), strict=False)
        ):
            _standing(cell, value)
            _to_the_right(cell.paragraphs[0], n in piece.figures and value.tone is Tone.NONE)
        tell()
    _after(word)


def facts(word: docx.document.Document, piece: Facts) -> None:
    """Labels with their values."""
    if not piece.rows:
        return
    grid = _grid(word, len(piece.rows), (33, 67), word.styles["Normal Table"])
    for cells, (label, value) in zip(_rows(grid), piece.rows, strict=True):
        _say(cells[0], label, "Quiet text").paragraph_format.space_after = Pt(1)
        _say(cells[1], value, "Normal").paragraph_format.space_after = Pt(1)
    _after(word)


def _grid(word: docx.document.Document, rows: int, shares: tuple[float, ...], style: Any) -> Grid:
    grid: Grid = word.add_table(rows, len(shares), style)
    grid.autofit = False
    total = sum(shares) or 1.0
    widths = [int(LINE * share / total) for share in shares]
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = width
    for cells in _rows(grid):
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
    return grid


def _rows(grid: Grid) -> Iterator[list[Any]]:
    """The cells, row by row; python-docx's own way looks through the whole table each time."""
    for row in grid._tbl.tr_lst:
        yield [_Cell(cell, grid) for cell in row.tc_lst]


def _say(cell: Any, text: str, style: str) -> Any:
    line = cell.paragraphs[0]
    line.style = style
    line.add_run(clean(text))
    return line


def _standing(cell: Any, what: Cell) -> None:
    """A cell; how something stands has a shape, a word and a colour."""
    if what.tone is Tone.NONE:
        _say(cell, what.text, "Table text")
        return
    line = _say(cell, f"{ink.SHAPES[what.tone]} ", "Table text")
    line.add_run(clean(what.text if what.text.strip() else ink.WORDS[what.tone]))
    for run in line.runs:
        run.font.color.rgb = RGBColor.from_string(ink.TONES[what.tone])
        run.font.bold = True


def _to_the_right(line: Any, figure: bool) -> None:
    """Numbers end below one another."""
    if figure:
        line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _after(word: docx.document.Document) -> None:
    """A little room below a table, which Word gives only by a line."""
    line = word.add_paragraph()
    line.paragraph_format.space_after = Pt(0)
    line.paragraph_format.line_spacing = Pt(6)
