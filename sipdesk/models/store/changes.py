"""What a change is: one record before and after, or a batch of them, and how either is applied.

A batch is many records of one table that came, or changed in the same columns, at one stroke: one
line of the journal, whose `ref` is "" and whose `before` and `after` are packed columns. A line
whose records were all erased keeps its number, and has neither.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from sipdesk.models.store.columns import Columns
from sipdesk.models.store.rows import Row

MANY = ""  # the `ref` of a batch


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after: whole rows when it came or went, else what differs."""

    source: str
    ref: str
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class Batch:
    """Many records of one table; without `before` they came, else they changed in those columns."""

    source: str
    ids: list[str]
    before: Columns | None
    after: Columns | None

    def changes(self) -> Iterator[Change]:
        """What happened to each of its records."""
        for place in range(len(self.ids)):
            if (change := self._at(place)) is not None:
                yield change

    def of(self, ref: str) -> Change | None:
        """What happened to one record, if anything did."""
        return self._at(self.ids.index(ref)) if ref in self.ids else None

    def without(self, refs: Collection[str]) -> Batch:
        """The same with some records left out."""
        stay = [place for place, ref in enumerate(self.ids) if ref not in refs]
        return Batch(
            self.source,
            [self.ids[place] for place in stay],
            _only(self.before, stay),
            _only(self.after, stay),
        )

    def _at(self, place: int) -> Change | None:
        before, after = _row_at(self.before, place), _row_at(self.after, place)
        if before is not None and after is not None:
            differ = [name for name in after if before[name] != after[name]]
            before = {name: before[name] for name in differ}
            after = {name: after[name] for name in differ}
            if not differ:
                return None
        return Change(self.source, self.ids[place], before, after)


def joined(first: Change, then: Change) -> Change:
    """Two changes of one record, one after the other, as a single change."""
    before, after = first.before, then.after
    if first.before is not None and then.before is not None:
        before = {**then.before, **first.before}
    if first.after is not None and then.after is not None:
        after = {**first.after, **then.after}
    return Change(first.source, first.ref, before, after)


# --- applying


def apply(db: Database, change: Change | Batch, *, back: bool = False) -> None:
    """Bring the records of `change` to how they are after it, or `back` to how they were before."""
    if isinstance(change, Batch):
        _apply_batch(db, change, back)
    else:
        _apply_one(db, change, back)


def _apply_one(db: Database, change: Change, back: bool) -> None:
    wanted, other = (change.before, change.after) if back else (change.after, change.before)
    if wanted is None:
        db.execute(f'DELETE FROM "{change.source}" WHERE id = ?', [change.ref])
    elif other is None:
        db.execute(insertion(change.source, wanted), list(wanted.values()))
    elif wanted:
        db.execute(_update(change.source, wanted), [*wanted.values(), change.ref])


def _apply_batch(db: Database, batch: Batch, back: bool) -> None:
    """Backwards the last record goes first: no state in between that was not there before."""
    order = slice(None, None, -1 if back else 1)
    ids = batch.ids[order]
    wanted, other = (batch.before, batch.after) if back else (batch.after, batch.before)
    if wanted is None:
        if other is not None:
            many(db, f'DELETE FROM "{batch.source}" WHERE id = ?', [ids])
        return
    columns = {name: values[order] for name, values in wanted.items()}
    if other is None:
        many(db, insertion(batch.source, columns), list(columns.values()))
    else:
        many(db, _update(batch.source, columns), [*columns.values(), ids])


def many(db: Database, sql: str, columns: list[list[Any]]) -> None:
    """One statement for each row of those columns."""
    db.conn.executemany(sql, zip(*columns, strict=True))


def insertion(table: str, names: Collection[str]) -> str:
    """The statement for a new row with those columns."""
    listed = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" for _ in names)
    return f'INSERT INTO "{table}" ({listed}) VALUES ({marks})'


def _update(table: str, names: Collection[str]) -> str:
    sets = ", ".join(f'"{name}" = ?' for name in names)
    return f'UPDATE "{table}" SET {sets} WHERE id = ?'


# --- in the journal and out of it


def written(change: Change | Batch) -> tuple[str, str, str | bytes | None, str | bytes | None]:
    """Source, ref, before and after as the journal keeps them."""
    if isinstance(change, Batch):
        ids = change.ids
        return change.source, MANY, _packed(ids, change.before), _packed(ids, change.after)
    return change.source, change.ref, _text(change.before), _text(change.after)


def read(source: str, ref: str, before: Any, after: Any) -> Change | Batch:
    """The change in a line of the journal."""
    if ref != MANY:
        return Change(source, ref, _row(before), _row(after))
    was, now = _unpacked(before), _unpacked(after)
    ids = (now or was or {"id": []})["id"]
    if was is not None:
        for columns in (was, now or {}):
            columns.pop("id", None)
    return Batch(source, ids, was, now)


def parts(source: str, ref: str, before: Any, after: Any) -> Iterator[Change]:
    """What a line of the journal says of each of its records."""
    change = read(source, ref, before, after)
    if isinstance(change, Batch):
        yield from change.changes()
    else:
        yield change


def mentions(ref: str, packed: Any) -> bool:
    """Whether a packed line may be about that record, without unfolding it."""
    return packed is not None and json.dumps(ref, ensure_ascii=False).encode() in _raw(packed)


def _packed(ids: list[str], columns: Columns | None) -> bytes | None:
    """Columns as text; of one that is the same all the way down, only the first value."""
    if columns is None or not ids:
        return None
    table = {"id": ids, **columns}
    short = {
        name: values[:1] if name != "id" and values.count(values[0]) == len(values) else values
        for name, values in table.items()
    }
    return zlib.compress(json.dumps(short, ensure_ascii=False).encode(), 1)


def _unpacked(packed: Any) -> Columns | None:
    if packed is None:
        return None
    table: Columns = json.loads(_raw(packed))
    size = len(table["id"])
    return {
        name: values * size if len(values) == 1 else values  # the same all the way down
        for name, values in table.items()
    }


def _raw(packed: bytes) -> bytes:
    return zlib.decompress(packed)


def _text(row: Row | None) -> str | None:
    return None if row is None else json.dumps(row, ensure_ascii=False)


def _row(text: str | None) -> Row | None:
    return None if text is None else json.loads(text)


def _row_at(columns: Columns | None, place: int) -> Row | None:
    return None if columns is None else {name: column[place] for name, column in columns.items()}


def _only(columns: Columns | None, places: list[int]) -> Columns | None:
    if columns is None:
        return None
    return {name: [column[place] for place in places] for name, column in columns.items()}
