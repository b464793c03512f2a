"""The gaps as an Excel workbook: figures to reckon with, charts, and how to read them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.pagebreak import Break

from sipdesk.export.audience import Gate
from sipdesk.export.content.gap_report import TITLE, how_to_read
from sipdesk.export.content.gap_slices import Subject, by_subject, subject_title
from sipdesk.export.content.prose import gate_for
from sipdesk.export.files import Progress, placed, report
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.wording import clean
from sipdesk.export.workbook.cells import Cells, as_bytes, height, rows_of
from sipdesk.export.workbook.frame import HEAD_ROW, print_on_a4
from sipdesk.export.workbook.gap_charts import bars, lines
from sipdesk.export.workbook.gap_sheets import (
    COLUMNS,
    GapColumn,
    Stretch,
    Value,
    meanings,
    rows_and_stretches,
    time_rows,
)
from sipdesk.models.clock import date_in_words

_CENTIMETRE = 28.35  # points
_LINE = 15.0  # points of a row
_PAGE = 37.0  # centimetres of charts, as they are shrunk to the page's width
_NAME = 22.0  # characters of the first column over time


def write_gaps(
    material: GapMaterial, dest: Path, progress: Progress | None = None, *, force: bool = False
) -> None:
    """Put the gaps at `dest` as a workbook, whole or not at all."""
    with placed(dest, force=force) as stream:
        stream.write(as_gap_workbook(material, progress))


def as_gap_workbook(material: GapMaterial, progress: Progress | None = None) -> bytes:
    """The workbook's bytes."""
    gate = gate_for(material.about, material.audience)
    subjects = by_subject(material)
    rows, stretches = rows_and_stretches(subjects, gate, HEAD_ROW)
    total = len(rows) + 1
    book = Workbook(write_only=True)
    _properties(book, material, gate)
    charts: Any = book.create_sheet("Charts")
    figures = _figures(book, material, gate, rows, progress)
    over_time = _over_time(book, material, gate, subjects)
    _charts(charts, figures, stretches, over_time, _top(material, gate))
    _read_me(book, material, gate)
    data = as_bytes(book)
    report(progress, total, total)
    return data


def _top(material: GapMaterial, gate: Gate) -> tuple[str, str]:
    school, cohort = clean(material.about.school.name), gate.text(material.cohort.title)
    shown = (
        f"Groups of {material.report.threshold} pupils or fewer, and what would give them away,"
        " are not shown."
        if material.report.threshold
        else "For the school itself: small groups are shown."
    )
    said = f"{cohort}, as it stood on {date_in_words(material.on)}. {shown}"
    return f"{TITLE}, {school}" if school else TITLE, said


def _figures(
    book: Workbook,
    material: GapMaterial,
    gate: Gate,
    rows: Sequence[Sequence[Value]],
    progress: Progress | None,
) -> Any:
    """Every row of the report, to be sorted and filtered."""
    sheet: Any = book.create_sheet("Figures")
    _frame(sheet, material, [column.width for column in COLUMNS], freeze="E")
    last = HEAD_ROW + max(len(rows), 1)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(COLUMNS))}{last}"
    cells = Cells(sheet)
    title, said = _top(material, gate)
    with rows_of(sheet):
        sheet.append([cells.text(title, "title")])
        sheet.append([cells.text(said, "note")])
        sheet.append([])
        heads = [cells.text(c.head, "figure head" if c.name else "head") for c in COLUMNS]
        sheet.append(heads)
        for number, row in enumerate(rows, HEAD_ROW + 1):
            pairs = list(zip(COLUMNS, row, strict=True))
            texts = [(value, column.width) for column, value in pairs if isinstance(value, str)]
            sheet.row_dimensions[number] = {"ht": f"{height(texts):g}"}
            sheet.append([_cell(cells, column, value) for column, value in pairs])
            report(progress, number - HEAD_ROW, len(rows) + 1)
    return sheet


def _cell(cells: Cells, column: GapColumn, value: Value) -> Any:
    if isinstance(value, str):
        return cells.text(value, "words" if column.name else "remark" if column.remark else "text")
    style = "gap" if column.signed else "average" if column.decimals else "whole"
    return cells.number(value, style)


_TimeChart = tuple[str, Any, list[int], int, int]  # title, sheet, columns, head row, rows


def _over_time(
    book: Workbook, material: GapMaterial, gate: Gate, subjects: Sequence[Subject]
) -> list[_TimeChart]:
    """The gap to all at each data point, subject below subject."""
    found = [(subject, *time_rows(subject, gate)) for subject in subjects]
    found = [each for each in found if each[1]]
    if not found:
        return []
    sheet: Any = book.create_sheet("Over time")
    most = max(len(names) for _, names, _, _ in found)
    _frame(sheet, material, [_NAME, *[14.0] * most], freeze="B")
    cells, charts, at = Cells(sheet), [], HEAD_ROW
    with rows_of(sheet):
        sheet.append([cells.text("The gap to all over time", "title")])
        note = "Empty: not known or not shown. Below 0 the group is behind."
        sheet.append([cells.text(note, "note")])
        sheet.append([])
        for subject, names, rows, is_behind in found:
            name = subject_title(subject, subjects, gate)
            sheet.row_dimensions[at] = {"ht": f"{height([(n, 14.0) for n in names]):g}"}
            sheet.append([cells.text(name, "head"), *(cells.text(n, "figure head") for n in names)])
            for row in rows:
                first, *gaps = row
                figures = [g if isinstance(g, int | float) else None for g in gaps]
                sheet.append([cells.text(str(first)), *(cells.number(g, "gap") for g in figures)])
            sheet.append([])
            columns = [n + 2 for n in range(len(names)) if is_behind(n)]
            if columns:
                charts.append((f"{name}: gap to all over time", sheet, columns, at, len(rows)))
            at += len(rows) + 2
    return charts


def _charts(
    sheet: Any,
    figures: Any,
    stretches: Sequence[Stretch],
    over_time: Sequence[_TimeChart],
    top: tuple[str, str],
) -> None:
    """All charts below one another, on the sheet that is seen first."""
    sheet.sheet_view.showGridLines = False
    print_on_a4(sheet, top[0], landscape=False)
    cells, row = Cells(sheet), 4
    made = [bars(figures, stretch, HEAD_ROW) for stretch in stretches]
    made += [lines(where, title, columns, at, n) for title, where, columns, at, n in over_time]
    used = 2.0
    for chart in made:
        if used + chart.height > _PAGE and row > 4:  # a chart is not cut in two when printed
            sheet.row_breaks.append(Break(id=row - 1))
            used = 0.0
        used += chart.height + 1.5
        sheet.add_chart(chart, f"A{row}")
        row += int(chart.height * _CENTIMETRE / _LINE) + 3
    with rows_of(sheet):
        sheet.append([cells.text(top[0], "title")])
        sheet.append([cells.text(top[1], "note")])
        if not made:
            sheet.append([cells.text("There are no gaps that could be drawn.", "note")])


def _read_me(book: Workbook, material: GapMaterial, gate: Gate) -> None:
    sheet: Any = book.create_sheet("Read me")
    sheet.sheet_view.showGridLines = False
    for letter, width in (("A", 22), ("B", 84)):
        sheet.column_dimensions[letter].width = width
    print_on_a4(sheet, clean(material.about.school.name), landscape=False)
    cells = Cells(sheet)
    said = [("", gate.text(words)) for words in how_to_read(material)]
    with rows_of(sheet):
        sheet.append([cells.text("How to read this", "title")])
        sheet.append([])
        for number, (label, words) in enumerate([*meanings(material), *said], 3):
            sheet.row_dimensions[number] = {"ht": f"{height([(words, 84)]) + 4:g}"}
            sheet.append([cells.text(label, "label"), cells.text(gate.text(words), "prose")])


def _frame(sheet: Any, material: GapMaterial, widths: Sequence[float], freeze: str) -> None:
    """Widths, frozen heads and print, which stand in the file before the rows."""
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 90
    sheet.freeze_panes = f"{freeze}{HEAD_ROW + 1}" if freeze == "E" else "B1"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    if freeze == "E":
        sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    print_on_a4(sheet, clean(material.about.school.name), landscape=True)


def _properties(book: Workbook, material: GapMaterial, gate: Gate) -> None:
    """A title and a language; nobody's name."""
    said = book.properties
    said.creator, said.lastModifiedBy = "", None
    said.title = clean(f"{TITLE}, {gate.text(material.cohort.title)}")[:255]
    said.language = "en-GB"
