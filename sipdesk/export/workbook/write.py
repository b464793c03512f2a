"""The action plan as an Excel workbook."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any

from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName

from sipdesk.export.audience import Audience
from sipdesk.export.content.prose import gate_for
from sipdesk.export.files import Progress, placed, report
from sipdesk.export.material import PlanMaterial
from sipdesk.export.wording import clean
from sipdesk.export.workbook.cells import Cells, as_bytes, height, rows_of
from sipdesk.export.workbook.frame import HEAD_ROW, lay_out, print_on_a4
from sipdesk.export.workbook.sheets import (
    MILESTONES,
    PLAN,
    Column,
    Value,
    explanation,
    leads,
    milestone_rows,
    plan_rows,
)
from sipdesk.models.clock import date_in_words
from sipdesk.models.priorities.records import Status

STAMP = "SIPDeskVersion"  # the hidden name and the property that say which sending this is


def write_plan(
    material: PlanMaterial, dest: Path, progress: Progress | None = None, *, force: bool = False
) -> None:
    """Put the plan at `dest` as a workbook that a head fills in, whole or not at all."""
    with placed(dest, force=force) as stream:
        stream.write(as_workbook(material, progress))


def as_workbook(material: PlanMaterial, progress: Progress | None = None) -> bytes:
    """The workbook's bytes."""
    gate = gate_for(material.about, Audience.HEAD)
    book = Workbook(write_only=True)
    _properties(book, material)
    plan, steps = list(plan_rows(material, gate)), list(milestone_rows(material, gate))
    school = clean(material.about.school.name)
    total = len(plan) + len(steps) + 1
    said = f"As it stood on {date_in_words(material.on)}. How to fill it in: see “Read me”."
    if not material.actions:
        said = f"There were no actions yet on {date_in_words(material.on)}. Write the first below."
    _sheet(book, "Action plan", PLAN, plan, (school, said), _Part(progress, 0, total))
    said = "The steps on the way, with their dates." if steps else "There are no milestones yet."
    _sheet(book, "Milestones", MILESTONES, steps, (school, said), _Part(progress, len(plan), total))
    _read_me(book, material, school)
    _lists(book, leads(material, gate))
    data = as_bytes(book)
    report(progress, total, total)
    return data


class _Part:
    """A stretch of the whole work's progress."""

    def __init__(self, progress: Progress | None, before: int, total: int) -> None:
        self._progress, self._done, self._total = progress, before, total

    def tell(self) -> None:
        """One row more. Raises Cancelled when the person has stopped the work."""
        self._done += 1
        report(self._progress, self._done, self._total)


def _sheet(
    book: Workbook,
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    top: tuple[str, str],
    part: _Part,
) -> None:
    """A sheet of columns; its title stands in the first column that is seen."""
    sheet: Any = book.create_sheet(name)
    lay_out(sheet, columns, len(rows), top[0])
    cells = Cells(sheet)
    days = [column.day for column in columns]
    widths = [1e9 if column.hidden else column.width for column in columns]
    title = f"{name}, {top[0]}" if top[0] else name
    with rows_of(sheet):
        sheet.append([None, None, cells.text(title, "title")])
        sheet.append([None, None, cells.text(top[1], "note")])
        sheet.append([])
        sheet.append([cells.text(column.head, "head") for column in columns])
        for number, row in enumerate(rows, HEAD_ROW + 1):
            texts = [(v, width) for v, width in zip(row, widths, strict=True) if isinstance(v, str)]
            sheet.row_dimensions[number] = {"ht": f"{height(texts):g}"}  # Excel may fit it anew
            sheet.append([_cell(cells, v, is_day) for v, is_day in zip(row, days, strict=True)])
            part.tell()


def _cell(cells: Cells, value: Value, is_day: bool) -> Any:
    if is_day and not isinstance(value, str):
        return cells.day(value)
    return cells.text(str(value or ""))


def _read_me(book: Workbook, material: PlanMaterial, school: str) -> None:
    sheet: Any = book.create_sheet("Read me")
    sheet.sheet_view.showGridLines = False
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 84
    print_on_a4(sheet, school, landscape=False)
    cells = Cells(sheet)
    with rows_of(sheet):
        sheet.append([cells.text("How to fill in this plan", "title")])
        sheet.append([])
        for number, (label, words) in enumerate(explanation(material), 3):
            sheet.row_dimensions[number] = {"ht": f"{height([(words, 84)]) + 4:g}"}
            sheet.append([cells.text(label, "label"), cells.text(words, "prose")])


def _lists(book: Workbook, names: list[str]) -> None:
    """What the lists offer, on a sheet that is not shown."""
    sheet: Any = book.create_sheet("Lists")
    sheet.sheet_state = "hidden"
    cells = Cells(sheet)
    with rows_of(sheet):
        for status, name in zip_longest(Status, names[:500], fillvalue=""):
            sheet.append([cells.text(str(status), "prose"), cells.text(name, "prose")])


def _properties(book: Workbook, material: PlanMaterial) -> None:
    """A title, a language and the version stamp; nobody's name."""
    said = book.properties
    said.creator, said.lastModifiedBy = "", None
    said.title = f"Action plan, {clean(material.about.school.name)}".rstrip(", ")
    said.language = "en-GB"
    stamp = clean(material.version)
    book.custom_doc_props.append(StringProperty(name=STAMP, value=stamp))
    quoted = stamp.replace('"', '""')[:250]
    book.defined_names[STAMP] = DefinedName(STAMP, attr_text=f'"{quoted}"', hidden=True)
