"""Workbooks of every kind, read as a person sees them, and refused before they do harm."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from sipdesk.models.intake.files import read_file, read_source
from sipdesk.models.intake.limits import FileRefused, Limits, check_zip
from tests.intake.builders import a_workbook, preview, results, saved, take, upn

FILES = Path(__file__).with_name("files")
HEADS = ["UPN", "Name", "Date of birth", "Year Group", "Maths Aut 2009"]


def _packed(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("name", ["year9.xls", "year9.ods"])
def test_old_and_open_workbooks_with_several_sheets(desk, school, name):
    source = read_file(FILES / name)
    assert [table.name for table in source.tables] == ["Read me", "Year 9"]
    seen = desk.intake.pupils(source, school.id)
    assert (seen.table, [one.name for one in seen.accepted]) == (
        1,
        ["Devonte Clarkmoyes", "Łukasz Zielny"],
    )
    assert seen.accepted[0].fields["born"] == date(1996, 3, 4)
    assert [r.value for r in seen.accepted[0].results] == ["4b", "4a"]
    assert seen.stops == ()


def test_dates_numbers_and_numbers_as_text(desk, school):
    book = a_workbook(
        HEADS,
        [upn(1), "Aneesa Khan", date(1996, 4, 3), 9, "4b"],
        [upn(2), "Omar Bell", "05/06/1996", "9", " 4a "],
    )
    take(desk, school, book)
    pupils = desk.pupils.of_school(school.id)
    assert [(p.name, p.born, p.year) for p in pupils] == [
        ("Omar Bell", date(1996, 6, 5), "Year 9"),
        ("Aneesa Khan", date(1996, 4, 3), "Year 9"),
    ]
    assert set(results(desk, school).values()) == {"4b", "4a"}


def test_merged_cells_above_two_rows_of_headings(desk, school):
    book = a_workbook(
        ["UPN", "Name", "Maths", None, "English", None],
        [None, None, "Aut", "Spr", "Aut", "Spr"],
        [upn(1), "Aneesa Khan", "4b", "4a", "5c", "5b"],
        merged=("A1:A2", "B1:B2", "C1:D1", "E1:F1"),
    )
    seen = preview(desk, school, book)
    assert [(r.subject, r.term, r.value) for r in seen.accepted[0].results] == [
        ("Mathematics", 1, "4b"),
        ("Mathematics", 2, "4a"),
        ("English", 1, "5c"),
        ("English", 2, "5b"),
    ]


def test_formulas_without_a_kept_result_are_told(desk, school):
    book = a_workbook(HEADS, [upn(1), "Aneesa Khan", None, 9, '="4"&"b"'])
    seen = preview(desk, school, book)
    assert seen.results == 0
    assert any("1 formulas have no result" in warning for warning in seen.warnings)


def test_a_hidden_sheet_is_not_taken_unless_it_is_chosen(desk, school):
    book = Workbook()
    hidden = book.active
    assert hidden is not None
    hidden.append(HEADS)
    hidden.append([upn(1), "Old Name", None, 9, "2c"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("Now")
    shown.append(HEADS)
    shown.append([upn(1), "Aneesa Khan", None, 9, "4b"])
    assert preview(desk, school, saved(book)).accepted[0].name == "Aneesa Khan"
    assert preview(desk, school, saved(book), table=0).accepted[0].name == "Old Name"


def test_a_workbook_that_calls_itself_csv(desk, school):
    book = a_workbook(HEADS, [upn(1), "Aneesa Khan", None, 9, "4b"])
    assert preview(desk, school, book, "year9.csv").accepted[0].name == "Aneesa Khan"


# --- hostile


def test_a_bomb_is_seen_before_it_is_opened():
    with pytest.raises(FileRefused, match="200 times smaller"):
        check_zip(_packed({"xl/worksheets/sheet1.xml": b"0" * 60_000_000}))


def test_many_parts_that_are_too_large_together():
    small = Limits(unpacked=1_000_000)
    with pytest.raises(FileRefused, match="unpacked it would be larger"):
        check_zip(_packed({f"part{n}": bytes(200_000) for n in range(6)}), small)


def test_too_many_parts():
    with pytest.raises(FileRefused, match="too many parts"):
        check_zip(_packed({f"p{n}": b"" for n in range(2001)}))


def test_a_directory_that_lies_about_its_size():
    whole = bytearray(_packed({"xl/workbook.xml": b"<workbook/>"}))
    at = whole.rindex(b"PK\x05\x06")
    whole[at + 12 : at + 16] = struct.pack("<I", 2**31)
    with pytest.raises(FileRefused, match="too many parts"):
        check_zip(bytes(whole))


def test_a_sheet_that_understates_what_it_unpacks_to_does_not_eat_the_memory():
    """The directory says 100 bytes; what reads it has a limit of its own."""
    book = a_workbook(HEADS)
    parts = {
        i.filename: zipfile.ZipFile(io.BytesIO(book)).read(i)
        for i in zipfile.ZipFile(io.BytesIO(book)).infolist()
    }
    cell = (
        b'<row r="2"><c r="A2" t="inlineStr"><is><t>' + b"x" * 50_000_000 + b"</t></is></c></row>"
    )
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b"</sheetData>", cell + b"</sheetData>")
    data = bytearray(_packed(parts))
    at = data.rindex(sheet.encode()) - 46  # its entry in the directory
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = struct.pack("<I", 100)
    with pytest.raises(FileRefused):
        read_source("bomb.xlsx", bytes(data))


def test_two_cells_at_the_ends_of_a_sheet_do_not_eat_the_memory():
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["XFD1048576"] = "UPN", "end"
    with pytest.raises(FileRefused):
        read_source("wide.xlsx", saved(book))


def test_a_cell_that_is_too_long_names_its_place():
    book = a_workbook(HEADS, [upn(1), "x" * 30_000])
    with pytest.raises(FileRefused, match="row 2, column 2"):
        read_source("long.xlsx", book, Limits(cell=20_000))


def test_reading_that_takes_too_long_is_stopped():
    book = a_workbook(HEADS, [upn(1)])
    with pytest.raises(FileRefused, match=r"longer than 0\.01 seconds"):
        read_source("slow.xlsx", book, Limits(seconds=0.01))


@pytest.mark.parametrize("cut", [30, 500, 2000])
def test_a_workbook_that_is_cut_off(cut):
    with pytest.raises(FileRefused):
        read_source("cut.xlsx", a_workbook(HEADS)[:cut])


def test_a_zip_that_is_no_workbook():
    with pytest.raises(FileRefused, match="damaged, or is not one"):
        read_source("photos.xlsx", _packed({"photo.jpg": b"\xff\xd8"}))


def test_no_secret_is_told_to_what_reads_a_strangers_file(monkeypatch):
    told = {}
    import subprocess

    real = subprocess.Popen

    def popen(*args, **kwargs):
        told.update(kwargs["env"])
        return real(*args, **kwargs)

    monkeypatch.setenv("SIPDESK_PASSPHRASE", "a secret")
    monkeypatch.setattr("sipdesk.models.intake.workbooks.subprocess.Popen", popen)
    read_source("a.xlsx", a_workbook(HEADS, [upn(1)]))
    assert told
    assert "a secret" not in told.values()
