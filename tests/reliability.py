"""What a test has gone through, counted for the table of ``make soak``. One line adds to a row:

    reliability.count("importer fuzz: pupils csv", cases=1_000_000, bad=0)

Outside ``make soak`` it counts for nobody. A row of the same name is added up over tests.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

FILE, SCALE = "SIPDESK_RELIABILITY", "SIPDESK_SOAK_SCALE"


@dataclass(frozen=True, slots=True)
class Counted:
    """So many cases of one row, and how many were bad. With `why` it did not run.

    `seconds` and `megabytes` are those of the worst case, where that is asked.
    """

    row: str
    cases: int = 0
    bad: int = 0
    note: str = ""
    why: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


@dataclass(slots=True)
class Seen:
    """What is filled in while cases are gone through."""

    cases: int
    note: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0


def count(row: str, *, cases: int, bad: int = 0, note: str = "") -> None:
    """Add to a row. Called before the assertion, so that what was bad is in the table too."""
    _add(Counted(row, cases, bad, note))


@contextmanager
def counted(row: str, cases: int = 0) -> Iterator[Seen]:
    """Go through cases of a row, of which one is bad when it fails."""
    seen, bad = Seen(cases), 1
    try:
        yield seen
        bad = 0
    finally:
        cases = max(seen.cases, bad)
        _add(Counted(row, cases, bad, seen.note, "", seen.seconds, seen.megabytes))


def did_not_run(row: str, why: str) -> None:
    """Say in the table why a row was not measured."""
    _add(Counted(row, why=why))


def share(full: int) -> int:
    """How many of a soak's cases to go through: all of them, unless a quick try was asked for."""
    return max(1, round(full * float(os.environ.get(SCALE, "1"))))


def read(file: Path) -> list[Counted]:
    """All that was counted, in the order of counting."""
    return [Counted(**json.loads(line)) for line in file.read_text("utf-8").splitlines()]


def _add(counted: Counted) -> None:
    if FILE not in os.environ:
        return
    line = f"{json.dumps(asdict(counted))}\n".encode()
    handle = os.open(os.environ[FILE], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(handle, line)  # one call, so that two processes do not mix
    os.close(handle)
