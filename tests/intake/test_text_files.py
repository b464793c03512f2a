"""Text files: any alphabet and separator that a school's programs write."""

from __future__ import annotations

import codecs
import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.intake.files import read_source
from sipdesk.models.intake.limits import FileRefused, Limits
from tests.intake.builders import a_list, preview, upn

ROWS = [["UPN", "Name", "Maths Aut"], ["A1", "Zoë Müller", "4b"], ["A2", "Noël “Nye” Öst", "5c"]]


def _written(separator: str) -> str:
    return "".join(separator.join(row) + "\r\n" for row in ROWS)


def _rows(data: bytes, **limits: int) -> list[list[str]]:
    return read_source("pupils.csv", data, Limits(**limits)).tables[0].rows


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_every_alphabet_with_every_separator(separator, encoding, mark):
    assert _rows(mark + _written(separator).encode(encoding)) == ROWS


def test_a_separator_that_the_first_line_names():
    assert _rows(b"sep=;\r\nUPN;Name\r\nA1;Khan, Aneesa\r\n")[1:] == [
        ["UPN", "Name"],
        ["A1", "Khan, Aneesa"],
    ]


def test_lines_of_two_alphabets_are_each_read_as_what_they_are():
    data = "UPN,Name\nA1,Zoë\n".encode() + "A2,Noël\n".encode("cp1252")
    table = read_source("pupils.csv", data).tables[0]
    assert [row[1] for row in table.rows] == ["Name", "Zoë", "Noël"]
    assert "Windows-1252" in " ".join(table.notes)


def test_nuls_are_left_out_and_said():
    table = read_source("pupils.csv", b"UPN,Name\nA\x001,An\x00eesa\n").tables[0]
    assert table.rows[1] == ["A1", "Aneesa"]
    assert "NUL" in " ".join(table.notes)


def test_a_line_break_within_quotation_marks_is_part_of_its_cell():
    rows = _rows(b'UPN,Name,Note\nA1,Aneesa,"first\nsecond"\nA2,Omar,\n')
    assert rows[1][2] == "first\nsecond"
    assert len(rows) == 3


def test_line_breaks_of_old_macs():
    assert _rows(b"UPN,Name\rA1,Aneesa\r") == [["UPN", "Name"], ["A1", "Aneesa"]]


def test_a_quotation_mark_that_is_never_closed_is_refused_with_its_row():
    data = b'UPN,Name\nA1,"Aneesa\n' + b"A2,Omar\n" * 40_000
    with pytest.raises(FileRefused, match="row 2 never ends"):
        _rows(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_a_line_that_is_too_long_is_refused_with_its_number(encoding):
    with pytest.raises(FileRefused, match="Line 2 is longer"):
        _rows(f"UPN,Name\nA1,{'x' * 5000}\n".encode(encoding), line=2000)


def test_too_many_rows_are_refused():
    with pytest.raises(FileRefused, match=r"more than 1,000 rows.*Split it"):
        _rows(b"UPN,Name\n" + b"A1,Aneesa\n" * 1001, rows=1000)


def test_what_is_no_table_is_named_for_what_it_is():
    for data, what in ((b"%PDF-1.7", "a PDF"), (b"\x89PNG\r\n", "a picture"), (b"MZ", "a program")):
        with pytest.raises(FileRefused, match=what):
            read_source("pupils.csv", data)


# --- where the table is in the file


def test_titles_above_blank_rows_between_and_totals_below(desk, school):
    file = (
        "Kingsmead School,,,\nYear 9 at 12/11/2009,,,\n\nUPN,Name,Maths Aut 2009,\n"
        f"{upn(1)},Aneesa Khan,4b,\n,,,\n{upn(2)},Omar Bell,4a,\nTotal,2,,\nAverage,,4b,\n"
        "Report generated on 12/11/2009,,,\n"
    )
    seen = preview(desk, school, file)
    assert [(one.row, one.name) for one in seen.accepted] == [(5, "Aneesa Khan"), (7, "Omar Bell")]
    assert seen.problems == ()
    assert seen.rows_read == 2


@pytest.mark.parametrize("names_in_second_row", [True, False])
def test_two_rows_of_headings_subject_above_point(desk, school, names_in_second_row):
    who = "UPN,Name"
    upper, lower = (",", who) if names_in_second_row else (who, ",")
    file = (
        f"{upper},Maths,,English,\n{lower},Aut,Target,Aut,Target\n{upn(1)},Aneesa Khan,4b,5c,4a,5b"
    )
    seen = preview(desk, school, file)
    assert [c.meaning.text() for c in seen.columns[2:]] == [
        "result: Mathematics | autumn | current | nc-sublevels",
        "result: Mathematics | summer | target | nc-sublevels",
        "result: English | autumn | current | nc-sublevels",
        "result: English | summer | target | nc-sublevels",
    ]
    assert [r.value for r in seen.accepted[0].results] == ["4b", "5c", "4a", "5b"]


def test_trailing_commas_are_no_columns(desk, school):
    seen = preview(desk, school, "UPN,Name,,,\n" + f"{upn(1)},Aneesa Khan,,,\n")
    assert seen.headings == ("UPN", "Name")


def test_a_comma_too_many_is_a_problem_of_its_row(desk, school):
    seen = preview(desk, school, f"UPN,Name,FSM\n{upn(1)},Khan, Aneesa,Y\n{upn(2)},Omar Bell,N\n")
    assert [(p.row, p.whole) for p in seen.problems] == [(2, True)]
    assert "more cells" in seen.problems[0].reason
    assert [one.name for one in seen.accepted] == ["Omar Bell"]


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=12)


@given(st.lists(st.tuples(_CELL, _CELL, _CELL), max_size=6))
def test_whatever_a_program_writes_is_read_as_it_was(rows):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["UPN", "Name", "Form"], *rows])
    wanted = [[cell.strip() for cell in row] for row in rows]
    while wanted and not any(wanted[-1]):
        wanted.pop()
    assert _rows(out.getvalue().encode())[1:] == wanted


_PIECES = st.sampled_from(["a", " b ", "é", ",", '"', '""', "\r", "\n", "\r\n", "\u2028", "\x0b"])


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_with_or_without_quotation_marks_rows_are_those_of_a_reader_of_csv(text):
    text = f"UPN,Name\n{text}"
    try:
        wanted = [list(map(str.strip, row)) for row in csv.reader(io.StringIO(text, newline="\n"))]
    except csv.Error:
        with pytest.raises(FileRefused, match=r"cannot be read as a row"):
            _rows(text.encode())
        return
    while wanted and not any(wanted[-1]):
        wanted.pop()
    assert _rows(text.encode()) == wanted


def test_a_list_as_it_is_written_in_most_schools(desk, school):
    seen = preview(desk, school, a_list("FSM", aneesa=",Y", lukasz=",N"))
    assert seen.problems == seen.stops == seen.warnings == ()
    assert [one.name for one in seen.joiners] == ["Aneesa Khan", "Łukasz Zielny"]
