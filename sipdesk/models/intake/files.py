"""A file from outside, read by what is inside it and not by its name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sipdesk.models.intake.delimited import read_table
from sipdesk.models.intake.limits import LIMITS, FileRefused, Limits, digest_of, read_bounded
from sipdesk.models.intake.tables import Source
from sipdesk.models.intake.workbooks import is_workbook, read_workbook

_OF_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
_FOREIGN = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "a text document",
    b"\x1f\x8b": "a packed file",
    b"7z\xbc\xaf": "a packed file",
    b"Rar!": "a packed file",
    b"SQLite format 3": "a database",
    b"MZ": "a program",
    b"\x7fELF": "a program",
}


def read_file(path: Path, limits: Limits = LIMITS) -> Source:
    """Read a file as far as it says nothing about schools yet. Raises FileRefused.

    Takes a while for a large one, and touches no store: for a thread of its own.
    """
    return read_source(path.name, read_bounded(path, limits.text), limits)


def read_source(name: str, data: bytes, limits: Limits = LIMITS) -> Source:
    """The same from bytes that are here already."""
    digest = digest_of(data)
    for start, what in _FOREIGN.items():
        if data.startswith(start):
            raise FileRefused(
                f"“{name}” is {what}, not a table.", "Ask for the table as CSV or as a workbook."
            )
    if is_workbook(data):
        _must_be_at_most(name, data, limits.workbook)
        return Source(name, digest, "workbook", read_workbook(data, limits))
    if is_xml(data):
        _must_be_at_most(name, data, limits.xml)
        return Source(name, digest, "ctf", data=data)
    table = read_table(data, limits)
    if Path(name).suffix.lower() in _OF_WORKBOOKS:
        note = f"“{name}” is no workbook, whatever its name says. It was read as text."
        table = replace(table, notes=(note, *table.notes))
    return Source(name, digest, "text", (table,))


def is_xml(data: bytes) -> bool:
    """Whether the file begins as XML does, in any of the alphabets it may be in."""
    start = data[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith((b"<?xml", b"<!DOCTYPE", b"<CTF", b"<CTf", b"<!--"))


def _must_be_at_most(name: str, data: bytes, most: int) -> None:
    if len(data) > most:
        raise FileRefused(
            f"“{name}” is larger than {most // (1024 * 1024)} MB, which no file of its kind is.",
            "Check that it is the right one.",
        )
