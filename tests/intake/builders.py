"""Files as schools write them, in a line or two."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from openpyxl import Workbook

from sipdesk.models.desk import Desk
from sipdesk.models.intake import Import
from sipdesk.models.intake.files import read_source
from sipdesk.models.intake.previews import Choices, PupilPreview
from sipdesk.models.pupils.upn import check_letter
from sipdesk.models.schools import School

HEADS = "UPN,Surname,Forename,DOB,Gender,Year Group,Reg"
ANEESA = "{upn1},Khan,Aneesa,03/04/1996,F,9,9K"
LUKASZ = "{upn2},Zielny,Łukasz,24/12/1995,M,9,9K"


def upn(number: int) -> str:
    """A number that passes its check."""
    figures = f"80120000{number:04}"
    return check_letter("A" + figures) + figures


def a_list(*columns: str, aneesa: str = "", lukasz: str = "") -> str:
    """Two pupils of Year 9; `columns` are put behind what is always there."""
    heads = ",".join((HEADS, *columns))
    rows = (ANEESA.format(upn1=upn(1)) + aneesa, LUKASZ.format(upn2=upn(2)) + lukasz)
    return "\n".join((heads, *rows)) + "\n"


GROUPED = a_list(
    *("FSM", "Pupil Premium", "SEN Status", "LAC", "First Language", "Ethnicity", "G&T"),
    aneesa=",Y,Yes,A - School Action,,Urdu,Asian or Asian British - Pakistani,1",
    lukasz=",N,,No Special Educational Need,T,English,WOTH,",
)


def preview(
    desk: Desk, school: School, file: str | bytes, name: str = "year9.csv", **choices: Any
) -> PupilPreview:
    """What the file would do."""
    data = file.encode() if isinstance(file, str) else file
    return desk.intake.pupils(read_source(name, data), school.id, Choices(**choices))


def take(desk: Desk, school: School, file: str | bytes, **choices: Any) -> Import:
    """Preview and accept."""
    [done] = desk.intake.accept(preview(desk, school, file, **choices))
    return done


def a_workbook(*rows: list[Any], merged: tuple[str, ...] = (), title: str = "Sheet") -> bytes:
    """One sheet as .xlsx."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    for cells in merged:
        sheet.merge_cells(cells)
    return saved(book)


def saved(book: Workbook) -> bytes:
    """A workbook's bytes."""
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def results(desk: Desk, school: School) -> dict[tuple[str, str, int, int, str], str]:
    """Every result of the school by pupil's name, subject, year, term and kind."""
    names = {pupil.id: pupil.name for pupil in desk.pupils.of_school(school.id)}
    return {
        (names[a.pupil_id], a.subject, a.year, a.term, a.kind.value): a.value or a.absent
        for a in desk.assessments.of_school(school.id)
    }
