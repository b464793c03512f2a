"""What a store holds, table by table, in a form that can be compared: counts and digests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import Any

Contents = dict[str, tuple[int, str]]  # table -> number of rows, digest of them all
_SLICE = 100  # rows read at a time, so that whoever types in between need not wait


def contents(conn: Any, breathe: Callable[[], None] = lambda: None) -> Contents:
    """Every table's number of rows and their digest. `breathe` is called between slices."""
    return {table: _of_table(conn, table, breathe) for table in tables(conn)}


def tables(conn: Any) -> list[str]:
    """The tables that hold something of their own; the search index is made from these."""
    rows = conn.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE"
        " '!' AND name NOT LIKE 'search!_index%' ESCAPE '!' ORDER BY name"
    ).fetchall()
    return [str(row[0]) for row in rows]


def _of_table(conn: Any, table: str, breathe: Callable[[], None]) -> tuple[int, str]:
    count, digest = 0, hashlib.sha256()
    for rows in _slices(conn, table):
        breathe()
        count += len(rows)
        digest.update(repr(rows).encode("utf-8", "surrogatepass"))
    return count, digest.hexdigest()


def _slices(conn: Any, table: str) -> Iterator[list[tuple[Any, ...]]]:
    last = -(2**63)
    while True:
        rows = conn.execute(
            f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT {_SLICE}', [last]
        ).fetchall()
        if not rows:
            return
        yield rows
        last = rows[-1][0]
