"""Records in and out of the one file, always through the journal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from sipdesk.models.clock import Clock
from sipdesk.models.errors import NotFound
from sipdesk.models.events import Events
from sipdesk.models.ids import Ids, resolve
from sipdesk.models.store import opening
from sipdesk.models.store.connection import SqlError, check, translate
from sipdesk.models.store.journal import Change, Journal, apply
from sipdesk.models.store.rows import Row, columns, from_row, to_row

R = TypeVar("R")


class Store:
    """One open store. `tables` says in which table each kind of record lives."""

    def __init__(
        self, db: Database, path: Path, tables: Mapping[type, str], clock: Clock, ids: Ids
    ) -> None:
        self._db = db
        self._tables = tables
        self.path = path
        self.clock = clock
        self.new_id = ids
        self.events = Events()
        self.journal = Journal(db, clock, self.events)

    # --- reading

    def get(self, kind: type[R], ref: str) -> R:
        """The record of that id, binned or not. Raises NotFound."""
        found = next(self._select(kind, "id = ?", [ref]), None)
        if found is None:
            raise NotFound(f"That {kind.__name__.lower()} is no longer there.")
        return found

    def find(self, kind: type[R], *, binned: bool = False, **equal: object) -> list[R]:
        """Records whose columns equal what is asked, in the order they were made."""
        wheres = [f'"{name}" = ?' for name in equal] + [f"binned {'<>' if binned else '='} ''"]
        return list(self._select(kind, " AND ".join(wheres), list(equal.values())))

    def select(self, kind: type[R], where: str, args: list[Any]) -> list[R]:
        """Records by an SQL condition; for books, never for pages."""
        return list(self._select(kind, where, args))

    def query(self, sql: str, args: list[Any]) -> Iterator[Row]:
        """Plain rows; for books, never for pages."""
        return self._db.query(sql, args)

    def named(self, kind: type[R], start: str, what: str) -> R:
        """The record whose id begins with `start`. Raises NotFound."""
        rows = self._db.execute(f"SELECT id FROM {self._tables[kind]} WHERE binned = ''").fetchall()
        return self.get(kind, resolve(start, (row[0] for row in rows), what))

    # --- writing

    @contextmanager
    def step(self, label: str, merge: str = "", *, fresh: bool = False) -> Iterator[None]:
        """A step in a person's words around every change; all of it happens or none.

        Raises StoreNotWritable and its kin when the disk will not have it.
        """
        try:
            with self.journal.step(label, merge, fresh=fresh):
                yield
        except SqlError as error:
            raise translate(error, self.path) from error

    def put(self, record: R) -> R:
        """Keep `record`, new or changed. Needs a step around it."""
        kind = type(record)
        row = to_row(record)
        was = self._row(kind, row["id"])
        if was is None:
            self._write(Change(self._tables[kind], row["id"], None, row))
            return record
        new = {name: value for name, value in row.items() if was[name] != value}
        if new:
            old = {name: was[name] for name in new}
            self._write(Change(self._tables[kind], row["id"], old, new))
        return record

    def edit(self, record: R, changes: Mapping[str, object], label: str) -> R:
        """Keep a record that was typed in; typing in the same fields joins into one step."""
        mark = f"{self._tables[type(record)]}:{record.id}:{','.join(sorted(changes))}"  # type: ignore[attr-defined]
        with self.step(label, mark, fresh=self._new_paragraph(record, changes)):
            return self.put(record)

    def bin(self, record: Any, label: str) -> None:
        """Out of sight, but not gone."""
        with self.step(label):
            self.put(replace(record, binned=self.clock.now().isoformat(timespec="seconds")))

    def unbin(self, kind: type, ref: str) -> None:
        """Back from the bin."""
        with self.step("Take back from the bin"):
            self.put(replace(self.get(kind, ref), binned=""))

    def undo(self) -> str | None:
        """Take the last step back, in one transaction."""
        return self._turn(self.journal.undo)

    def redo(self) -> str | None:
        """Do the last undone step again."""
        return self._turn(self.journal.redo)

    # --- the file

    def check(self) -> None:
        """Raises StoreDamaged when the file fails its checks."""
        check(self._db)

    def fingerprint(self) -> str:
        """A digest of every record, so that two states can be told to be the same."""
        digest = hashlib.sha256()
        for table in sorted(self._tables.values()):
            for row in self._db.query(f"SELECT * FROM {table} ORDER BY id"):
                digest.update(json.dumps([table, row], sort_keys=True).encode())
        return digest.hexdigest()

    def close(self) -> None:
        """Let go of the file; the store may not be used any more."""
        opening.close(self._db, self.path)

    def _turn(self, way: Any) -> str | None:
        try:
            label: str | None = way()
        except SqlError as error:
            raise translate(error, self.path) from error
        return label

    def _write(self, change: Change) -> None:
        apply(self._db, change, change.after)
        self.journal.record(change)

    def _row(self, kind: type, ref: str) -> Row | None:
        rows = self._db.query(f"SELECT * FROM {self._tables[kind]} WHERE id = ?", [ref])
        return next(iter(rows), None)

    def _select(self, kind: type[R], where: str, args: list[Any]) -> Iterator[R]:
        names = ", ".join(f'"{name}"' for name in columns(kind))
        sql = f"SELECT {names} FROM {self._tables[kind]} WHERE {where} ORDER BY rowid"
        return (from_row(kind, row) for row in self._db.query(sql, args))

    def _new_paragraph(self, record: Any, changes: Mapping[str, object]) -> bool:
        was = self._row(type(record), record.id) or {}
        return any(
            isinstance(value, str) and value.count("\n") > str(was.get(name, "")).count("\n")
            for name, value in changes.items()
        )
