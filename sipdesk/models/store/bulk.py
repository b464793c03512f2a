"""Many records at one stroke: which of them are new, which changed, and in what."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress
from typing import Any

from sqlite_utils import Database

from sipdesk.models.store.changes import Batch, apply
from sipdesk.models.store.columns import Columns, as_rows
from sipdesk.models.store.journal import Journal

MOST = 20_000  # records in one line of the journal, so that none grows without bounds
_LARGE = 2_000  # records
_ROOM = 32 * 1024  # KiB


def write(
    db: Database,
    journal: Journal,
    source: str,
    table: Columns,
    also: Mapping[str, Sequence[object]],
    fresh: Collection[str] = (),
) -> None:
    """Write `table`'s rows, new or changed, inside the open step. The journal knows no `also`.

    Nobody needs to look whether those in `fresh` are there already.
    """
    if len(table["id"]) > _LARGE:  # else pages would be written, and read, again and again
        db.conn.execute(f"PRAGMA cache_size = -{_ROOM}")
    for start in range(0, len(table["id"]), MOST):
        part = slice(start, start + MOST)
        chunk = {name: values[part] for name, values in table.items()}
        more = {name: list(values[part]) for name, values in also.items()}
        for batch, unrecorded in _batches(db, source, chunk, more, fresh):
            apply(db, Batch(source, batch.ids, batch.before, {**(batch.after or {}), **unrecorded}))
            if batch.after:
                journal.record_batch(batch)


def _batches(
    db: Database, source: str, table: Columns, also: Columns, fresh: Collection[str]
) -> Iterator[tuple[Batch, Columns]]:
    """First what changes, then what comes, each with its unrecorded columns."""
    ids = table["id"]
    if len(set(ids)) < len(ids):
        raise ValueError("a record can be given only once")
    asked = [ref for ref in ids if ref not in fresh]
    there = _rows(db, source, table, asked) if asked else {}
    if not there:
        yield Batch(source, ids, None, table), also
        return
    old = [ref in there for ref in ids]
    yield from _changed(source, _chosen(table, old), there, _chosen(also, old))
    new = [ref not in there for ref in ids]
    if any(new):
        came = _chosen(table, new)
        yield Batch(source, came["id"], None, came), _chosen(also, new)


def _changed(
    source: str, now: Columns, there: dict[str, tuple[Any, ...]], also: Columns
) -> Iterator[tuple[Batch, Columns]]:
    """Those of the records that differ from what is there, in every column in which any does."""
    ids = now["id"]
    columns = zip(*(there[ref] for ref in ids), strict=True)
    was = dict(zip(now, map(list, columns), strict=True))
    pairs = zip(as_rows(now), as_rows(was), strict=True)
    differ = [new != old for new, old in pairs]
    names = [name for name in now if now[name] != was[name]]
    if names:
        before = _chosen({name: was[name] for name in names}, differ)
        after = _chosen({name: now[name] for name in names}, differ)
        yield Batch(source, list(compress(ids, differ)), before, after), {}
    if also:
        yield Batch(source, ids, {}, {}), also


def _rows(db: Database, source: str, table: Columns, ids: list[str]) -> dict[str, tuple[Any, ...]]:
    """Which of those records are there already, with the same columns, by id."""
    names = ", ".join(f't."{name}"' for name in table)
    place = list(table).index("id")
    rows = db.execute(
        f'SELECT {names} FROM json_each(?) AS asked CROSS JOIN "{source}" AS t'
        " ON t.id = asked.value",  # CROSS: asked id by id, without putting them in order first
        [json.dumps(ids)],
    )
    return {row[place]: row for row in rows}


def _chosen(table: Columns, which: list[bool]) -> Columns:
    return {name: list(compress(values, which)) for name, values in table.items()}
