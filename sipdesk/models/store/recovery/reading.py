"""Reading what can still be read in a damaged store: table by table, row by row.

SQLCipher seals every page; one that fails its seal is refused, and a row that has a part on one is
found by reading a second copy beside the first, so that whatever is read here is right. After a
refusal a connection gives nothing more, and a new one goes on behind the damage.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sipdesk.models.store.backups.comparing import tables
from sipdesk.models.store.connection import SqlError
from sipdesk.models.store.keys import DataKey
from sipdesk.models.store.recovery.filling import both
from sipdesk.models.store.recovery.pages import connected, copied, lend

BEYOND = 200  # row numbers tried past the last that is known
FEW_PROBES = 12
MOST_PROBES = 300  # refusals in one table until the rest is given up
_LAST = 2**62


@dataclass
class Rows:
    """The rows of one table by row number; `complete` when none was refused."""

    columns: tuple[str, ...] = ()
    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    complete: bool = True

    def by(self, column: str) -> dict[Any, dict[str, Any]]:
        """Rows as mappings, by one of their columns."""
        made = (dict(zip(self.columns, row, strict=True)) for row in self.rows.values())
        return {row[column]: row for row in made}


Readable = dict[str, Rows]
Copies = tuple[Path, ...]


def read(store: Path, key: DataKey, like: Path | None, last: Mapping[str, int]) -> Readable:
    """All that can be read, by table.

    `like` is a backup under the same key; `last` the highest row number known of each table.
    """
    with copied(store, ".reading") as copy:
        names = _tables(copy, key)
        if not names and like is not None:
            lend(copy, like, key)
            names = _tables(copy, key)
        with both(copy, key) as copies:
            found = {name: _rows(copies, key, name, last.get(name, 0)) for name in names}
            counters = Rows()
            if _take(copies, key, "sqlite_sequence", counters, 0, _LAST):
                found["sqlite_sequence"] = counters
        return found


def _tables(path: Path, key: DataKey) -> list[str]:
    with suppress(SqlError), connected(path, key) as conn:
        return tables(conn)
    return []


def _rows(copies: Copies, key: DataKey, table: str, last: int) -> Rows:
    found = Rows()
    if _take(copies, key, table, found, 0, _LAST):
        return found
    found.complete = False
    low = max(found.rows, default=0) + 1
    before = len(found.rows)
    _take(copies, key, table, found, low - 1, _LAST, back=True)
    above = [number for number in found.rows if number >= low]
    high = min(above) - 1 if len(found.rows) > before else max(last, low) + BEYOND
    _search(copies, key, table, found, low, high)
    return found


def _search(copies: Copies, key: DataKey, table: str, found: Rows, low: int, high: int) -> None:
    """Look for islands between refused pages, halving what lies between."""
    spans, refused = [(low, high)], 0
    most = MOST_PROBES if found.rows else FEW_PROBES  # none at all: its first page is refused
    while spans and refused < most:
        low, high = spans.pop()
        if low > high:
            continue
        middle, run = (low + high) // 2, Rows()
        whole = _take(copies, key, table, run, middle - 1, high)
        below = _take(copies, key, table, run, low - 1, middle, back=True)
        found.rows.update(run.rows)
        refused += not run.rows
        if not whole:
            spans.append((max([middle, *run.rows]) + 1, high))
        if not below:
            spans.append((low, min([middle, *run.rows]) - 1))


def _take(
    copies: Copies,
    key: DataKey,
    table: str,
    found: Rows,
    after: int,
    until: int,
    back: bool = False,
) -> bool:
    """Read the rows after one number and up to another; False when a page ended the reading.

    A row that has only a part on a refused page is left out, and the reading goes on.
    """
    way = "DESC" if back else "ASC"
    sql = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? AND rowid <= ? ORDER BY rowid {way}'
    try:
        with ExitStack() as held:
            conns = [held.enter_context(connected(copy, key)) for copy in copies]
            cursors = [conn.execute(sql, [after, until]) for conn in conns]
            found.columns = tuple(str(column[0]) for column in cursors[0].description[1:])
            for row, *again in zip(*cursors, strict=True):
                if all(each == row for each in again):
                    found.rows[row[0]] = tuple(row[1:])
                else:
                    found.complete = False
    except (SqlError, ValueError):  # the one ended before the other
        return False
    return True
