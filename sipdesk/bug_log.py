"""Bugs, noted by where they happened: no messages, no values, no paths, none of the memory."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sipdesk import __version__


def forbid_core_dumps() -> None:
    """A program that dies leaves no copy of its memory, which holds the key and what was open."""
    with suppress(ImportError, OSError, ValueError):  # Windows knows of no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def note_bug(bug: BaseException, log: Path) -> bool:
    """Append what can be told without personal data; False when the log cannot be written."""
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with open(log, "a", encoding="utf-8") as out:
            out.write("\n".join(_lines(bug)) + "\n")
    except OSError:
        return False
    return True


def _lines(bug: BaseException) -> Iterator[str]:
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    python = platform.python_version()
    yield f"{now} SIP Desk {__version__}, Python {python}, {sys.platform}"
    seen: set[int] = set()
    error: BaseException | None = bug
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        # an error's own text may quote what was typed: only its type is kept, and SQLite's number
        code = getattr(error, "sqlite_errorcode", None)
        said = f" {code}" if isinstance(code, int) else ""
        yield f"  {type(error).__module__}.{type(error).__qualname__}{said}"
        for frame, line in traceback.walk_tb(error.__traceback__):
            yield f"    {frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
        error = error.__cause__ or error.__context__
