"""A workbook read in a program of its own, which may be stopped. Imports nothing of this package.

The workbook comes in on stdin. What goes out are lines of JSON: a dictionary opens each sheet, and
the lists after it are its rows. `sys.argv` holds, in bytes and counts: memory, rows, cells,
columns, characters in a cell, output, seconds.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

_UNKEPT = re.compile(rb"</f><v></v>|</f><v ?/>|</f></c>")
_MOST_LOOKED_AT = 64 * 1024 * 1024


class _TooMuch(Exception):
    """The rest of the sheet is not read."""


def _hold_back(memory: int, seconds: int) -> None:
    """So much and no more, where the system knows of such limits."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds + 1, seconds + 2))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def text_of(cell: Any) -> str:
    """A cell as text: whole numbers without a point, dates as year-month-day."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float):
        return (
            str(int(cell))
            if cell == cell and abs(cell) < 1e15 and cell == int(cell)
            else (repr(round(cell, 9)))
        )
    if isinstance(cell, datetime):
        bare = cell.time() == time(0)
        return cell.date().isoformat() if bare else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def _unkept(data: bytes) -> int:
    """Formulas whose results were not kept, as where no spreadsheet program saved them."""
    count, left = 0, _MOST_LOOKED_AT
    unreadable = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError)
    with suppress(*unreadable), zipfile.ZipFile(BytesIO(data)) as packed:
        for part in packed.infolist():
            if part.filename.startswith("xl/worksheets/") and part.file_size <= left:
                left -= part.file_size
                count += len(_UNKEPT.findall(packed.read(part)))
    return count


def main() -> None:
    memory, most_rows, most_cells, most_columns, most_text, most_out, seconds = map(
        int, sys.argv[1:8]
    )
    data = sys.stdin.buffer.read()
    _hold_back(memory, seconds)
    import python_calamine as calamine

    written = 0

    def say(what: object) -> None:
        nonlocal written
        line = json.dumps(what, ensure_ascii=True, separators=(",", ":")).encode()
        written += len(line) + 1
        if written > most_out:
            raise _TooMuch("it holds too much text")
        sys.stdout.buffer.write(line + b"\n")

    try:
        book = calamine.CalamineWorkbook.from_filelike(BytesIO(data))
    except calamine.PasswordError:
        say({"refused": "password"})
        return
    except (calamine.CalamineError, ValueError, OSError):
        say({"refused": "damaged"})
        return
    say({"unkept": _unkept(data)})
    for number, about in enumerate(book.sheets_metadata):
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        hidden = about.visible != calamine.SheetVisibleEnum.Visible
        say({"sheet": about.name, "hidden": hidden})
        try:
            sheet = book.get_sheet_by_index(number)
            if sheet.height > most_rows:
                raise _TooMuch(f"it has {sheet.height:,} rows, more than {most_rows:,}")
            if sheet.width > most_columns or sheet.height * sheet.width > most_cells:
                raise _TooMuch("it has too many columns and rows")
            if sheet.start is None:
                continue
            rows = sheet.iter_rows()
            for at, row in enumerate(rows):
                texts = [text_of(cell) for cell in row]
                for column, text in enumerate(texts):
                    if len(text) > most_text:
                        where = f"row {at + 1}, column {column + 1}"
                        raise _TooMuch(f"a cell of it is too long ({where})")
                say(texts)
        except _TooMuch as much:
            say({"cut": str(much)})
            if written > most_out:
                break
        except (calamine.CalamineError, ValueError, OSError):
            say({"cut": "it is damaged"})
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
