"""Workbooks (.xlsx, .xlsm, .xls, .ods), read in a program of their own that may be stopped.

A hostile workbook can hang or exhaust the library that reads it. It then takes down that program,
and not the desk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from sipdesk.models.intake.limits import LIMITS, FileRefused, Limits, check_zip
from sipdesk.models.intake.tables import Table

_PROGRAM = Path(__file__).with_name("sheet_program.py")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def is_workbook(data: bytes) -> bool:
    """By what is inside: a .csv that is a workbook is one."""
    return data.startswith((_OLD_WORKBOOK, _ZIP))


def read_workbook(data: bytes, limits: Limits = LIMITS) -> tuple[Table, ...]:
    """Every worksheet: formulas as their kept values, macros never run. Raises FileRefused."""
    if data.startswith(_ZIP):
        check_zip(data, limits)
    return _tables(_read_apart(data, limits))


def _read_apart(data: bytes, limits: Limits) -> bytes:
    asked = (
        *(limits.memory, limits.rows, limits.cells, limits.columns, limits.cell, limits.output),
        int(limits.seconds),
    )
    # no secret of the desk is in the environment of what reads a stranger's file
    calm = {k: v for k, v in os.environ.items() if not k.startswith("SIPDESK")}
    program = subprocess.Popen(
        [sys.executable, "-P", "-B", str(_PROGRAM), *map(str, asked)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=calm,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        out, _ = program.communicate(data, timeout=limits.seconds)
    except subprocess.TimeoutExpired as error:
        raise FileRefused(
            f"Reading the workbook took longer than {limits.seconds:g} seconds.",
            "Save the sheet you need as a new workbook or as CSV.",
        ) from error
    finally:
        program.kill()
        program.wait()
    if program.returncode:
        raise FileRefused(
            "The workbook cannot be read: it is damaged, or asks for more memory than any should.",
            "Save the sheet you need as a new workbook or as CSV.",
        )
    return out


def _tables(out: bytes) -> tuple[Table, ...]:
    tables: list[Table] = []
    notes: tuple[str, ...] = ()
    trouble = ""
    rows: list[list[str]] = []
    known: dict[str, str] = {}
    for line in out.splitlines():
        said = json.loads(line)
        if isinstance(said, list):
            # the same words stand in many cells
            rows.append([known.setdefault(cell, cell) for cell in said])
        elif "refused" in said:
            raise _refused(said["refused"])
        elif said.get("unkept"):
            notes = (
                f"{said['unkept']:,} formulas have no result kept with them and were read as blank."
                " Open the workbook in a spreadsheet program, save it, and choose it again.",
            )
        elif "sheet" in said:
            rows = []
            tables.append(Table(said["sheet"], rows, notes, said["hidden"]))
        elif "cut" in said:
            trouble = f"The sheet “{tables[-1].name}” is not read: {said['cut']}."
            tables.pop()
    if not tables:
        raise FileRefused(
            trouble or "The workbook has no sheet with a table.",
            "Save the sheet you need as a new workbook or as CSV.",
        )
    if trouble:
        tables = [Table(t.name, t.rows, (*t.notes, trouble), t.hidden) for t in tables]
    for table in tables:
        while table.rows and not any(table.rows[-1]):
            table.rows.pop()
    return tuple(tables)


def _refused(why: str) -> FileRefused:
    if why == "password":
        return FileRefused(
            "The workbook is protected by a password.", "Ask for it without, or save it without."
        )
    return FileRefused(
        "The workbook is damaged, or is not one.", "Ask for it again, or save it as CSV."
    )
