"""Records in and out of the one file, always through the journal."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from sqlite_utils import Database

from sipdesk.models.clock import Clock
from sipdesk.models.errors import NotFound, StoreError
from sipdesk.models.events import Events
from sipdesk.models.ids import Ids, random_id, random_ids, resolve
from sipdesk.models.keychain import Keychain
from sipdesk.models.store import bulk, generation, moving, opening, restoring
from sipdesk.models.store.backups import Backup, Backups, Reason
from sipdesk.models.store.changes import Change, apply
from sipdesk.models.store.columns import to_columns, to_records
from sipdesk.models.store.connection import SqlError, check, moved_away, translate
from sipdesk.models.store.journal import Journal, Past, State
from sipdesk.models.store.keys import DataKey
from sipdesk.models.store.renewing import join_keychain, leave_keychain
from sipdesk.models.store.rows import Row, columns, from_row, read_back, to_row

R = TypeVar("R")
T = TypeVar("T")
MOST_KEPT = 20_000  # records that are kept ready
FEW = 100  # rows up to which each is made a record by itself


class Store:
    """One open store. `tables` says in which table each kind of record lives."""

    def __init__(
        self,
        db: Database,
        path: Path,
        tables: Mapping[type, str],
        clock: Clock,
        ids: Ids,
        key: DataKey,
    ) -> None:
        self._db = db
        self._key = key
        self._tables = tables
        self.path = path
        self._inode = os.stat(path).st_ino
        self.clock = clock
        self.new_id = ids
        self.events = Events()
        self.journal = Journal(db, clock, self.events)
        self._unmoved = self.events.subscribe(lambda _: self._moved())
        self.backups = Backups(db, path, key, clock, self.journal.stamp)
        self._read: dict[tuple[type, tuple[Any, ...]], Any] = {}
        self._copied: dict[Path, tuple[int, bytes]] = {}  # how it was when it was copied to there

    # --- reading

    def get(self, kind: type[R], ref: str) -> R:
        """The record of that id, binned or not. Raises NotFound."""
        found = self._select(kind, "id = ?", [ref])
        if not found:
            raise NotFound(f"That {kind.__name__.lower()} is no longer there.")
        return found[0]

    def find(self, kind: type[R], *, binned: bool = False, **equal: object) -> list[R]:
        """Records whose columns equal what is asked, in the order they were made."""
        wheres = [f'"{name}" = ?' for name in equal] + [f"binned {'<>' if binned else '='} ''"]
        return self._select(kind, " AND ".join(wheres), list(equal.values()))

    def select(self, kind: type[R], where: str, args: list[Any]) -> list[R]:
        """Records by an SQL condition; for books, never for pages."""
        return self._select(kind, where, args)

    def query(self, sql: str, args: list[Any]) -> list[Row]:
        """Plain rows; for books, never for pages. Raises StoreNotWritable and its kin."""
        with self._troubles_told():
            cursor = self._db.execute(sql, args)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def named(self, kind: type[R], start: str, what: str) -> R:
        """The record whose id begins with `start`. Raises NotFound."""
        rows = self.query(f"SELECT id FROM {self._tables[kind]} WHERE binned = ''", [])
        return self.get(kind, resolve(start, (row["id"] for row in rows), what))

    def history(self, kind: type, ref: str) -> list[Past]:
        """What happened to one record and was not taken back, oldest first."""
        past = self.journal.history(self._tables[kind], ref)
        return [one for one in past if one.state is State.DONE]

    # --- writing

    @contextmanager
    def step(self, label: str, merge: str = "", *, fresh: bool = False) -> Iterator[None]:
        """A step in a person's words around every change; all of it happens or none.

        Raises StoreNotWritable and its kin when the disk will not have it.
        """
        with self._troubles_told(), self.journal.step(label, merge, fresh=fresh):
            yield
            self._must_be_there()

    def put(self, record: R) -> R:
        """Keep `record`, new or changed, and give it as it will be read. Needs a step around it.

        Raises BadValue for a record that could not be read again.
        """
        kind = type(record)
        row = to_row(record)
        record = read_back(kind, row)
        was = self._row(kind, row["id"])
        if was is None:
            self._write(Change(self._tables[kind], row["id"], None, row))
            return record
        new = {name: value for name, value in row.items() if was[name] != value}
        if new:
            old = {name: was[name] for name in new}
            self._write(Change(self._tables[kind], row["id"], old, new))
        return record

    def put_all(
        self, records: Sequence[R], also: Mapping[str, Sequence[object]] | None = None
    ) -> None:
        """Keep many records of one kind, new or changed, at one stroke. Needs a step around it.

        `also` holds columns that no record has, such as copies; the journal does not know them.
        Raises BadValue, before anything is written, for a record that could not be read again.
        """
        if not records:
            return
        table = to_columns(type(records[0]), records)
        source = self._tables[type(records[0])]
        bulk.write(self._db, self.journal, source, table, also or {})

    def put_columns(
        self,
        kind: type,
        table: Mapping[str, list[Any]],
        also: Mapping[str, Sequence[object]] | None = None,
        fresh: Collection[str] = (),
    ) -> None:
        """`put_all` for whoever has sound columns of every field of `kind`, and no records.

        Ids in `fresh` were made just now, so nothing of them can be there.
        """
        if table["id"]:
            whole = {name: table[name] for name in columns(kind)}
            bulk.write(self._db, self.journal, self._tables[kind], whole, also or {}, fresh)

    def new_ids(self, count: int) -> list[str]:
        """So many new ids, quickly."""
        if self.new_id is random_id:
            return random_ids(count)
        return [self.new_id() for _ in range(count)]

    @contextmanager
    def copying(self) -> Iterator[Database]:
        """One transaction over what is only a copy of records; the journal does not know it."""
        with self._troubles_told(), self._db.atomic():
            yield self._db

    def edit(
        self,
        record: R,
        changes: Mapping[str, object],
        label: str,
        was: Mapping[str, object] | None = None,
    ) -> R:
        """Keep a record that was typed in; typing in the same fields joins into one step.

        `was` holds what the fields held before, where they are not the record's own columns.
        """
        before = self._row(type(record), _id(record)) if was is None else was
        mark = f"{self._tables[type(record)]}:{_id(record)}:{','.join(sorted(changes))}"
        with self.step(label, mark, fresh=new_paragraph(before or {}, changes)):
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

    def apart(self, do: Callable[[Database], T]) -> T:
        """Something that no undo knows, all or nothing, such as an erasure. Raises a StoreError."""
        before = self._db.conn.total_changes
        with self._troubles_told(), self._db.atomic():
            done = do(self._db)
            self._must_be_there()
        if self._db.conn.total_changes != before:
            self._read.clear()
        return done

    def compact(self) -> None:
        """Write the file anew, so that no page of it holds what was taken out."""
        self._must_be_there()
        with self._troubles_told():
            self._db.conn.execute("VACUUM")

    # --- the file

    def join_keychain(self, keychain: Keychain) -> None:
        """Let the computer's keychain open the store too. Raises a UserError."""
        join_keychain(self.path, self._key, keychain)

    def leave_keychain(self, keychain: Keychain) -> None:
        """Let it no more. Raises StoreNotWritable."""
        leave_keychain(self.path, keychain)

    def check(self) -> None:
        """Raises StoreDamaged when the file fails its checks."""
        check(self._db, self.path)

    def fingerprint(self, *but: str) -> str:
        """A digest of every record, so that two states can be told to be the same.

        `but` names tables that do not count, such as those undo does not reach.
        """
        digest = hashlib.sha256()
        for table, kind in sorted((table, kind) for kind, table in self._tables.items()):
            if table in but:
                continue
            names = ", ".join(f'"{name}"' for name in columns(kind))
            for row in self._db.query(f"SELECT {names} FROM {table} ORDER BY id"):
                digest.update(json.dumps([table, row], sort_keys=True).encode())
        return digest.hexdigest()

    def back_up(self, reason: Reason) -> Backup:
        """A finished, checked backup at once. Raises a StoreError."""
        return self.backups.now(reason)

    def prepare_restore(
        self, backup: Path, secret: str = "", breathe: Callable[[], None] = lambda: None
    ) -> Path:
        """A checked copy of a backup, ready to take this store's place; on any thread."""
        key = self.backups.key_of(backup, secret)
        with self._troubles_told():
            number = generation.inside(self._db) + 1
        with self.backups.resting():  # one at a time: the copy has one name
            return restoring.prepare(
                backup, key, self.path, self._key, number, breathe, generation.read(self._db, "id")
            )

    def close_for(self, aside: Path) -> Path:
        """Close, and let what was prepared take this store's place; gives where this one is kept.

        Raises StoreNotWritable; this store is closed, and in its place, then too, but for
        NotForGood: that tells of the other, which is in its place.
        """
        self.close()
        with restoring.disk_told(self.path.parent), restoring.prepared(aside, self._key):
            pass  # another going back may have begun it anew
        return restoring.put_in_place(aside, self.path, self.clock.now())

    def reopened(self) -> Store:
        """The store that is now in this one's place, opened by the same data key."""
        db = opening.open_with(self.path, self._key, self.clock.now(), anyway=True)
        return Store(db, self.path, self._tables, self.clock, self.new_id, self._key)

    def copy_to_move(self, dest: Path, breathe: Callable[[], None] = lambda: None) -> None:
        """A checked copy at `dest`, which is to be the store; on any thread."""
        self._copied[dest] = moving.mark(self._db, self.path)
        moving.copy_over(self._db, self.path, dest, self._key, breathe)

    def abandon(self, made: Path) -> None:
        """A copy of `copy_to_move` or `prepare_restore` is not gone on with."""
        moving.take_back(made)

    def moved(self, dest: Path) -> Store:
        """Close, and open the copy at `dest`; this file is still to be `set_aside`.

        What was saved since it was copied goes too. Raises a StoreError; this store is closed then
        too, and there is no copy.
        """
        try:
            if moving.mark(self._db, self.path) != self._copied[dest]:
                moving.copy_again(self._db, self.path, dest, self._key)
        finally:
            self.close()
        try:
            db = opening.open_with(dest, self._key, self.clock.now(), anyway=True)
        except StoreError:
            self.abandon(dest)
            raise
        return Store(db, dest, self._tables, self.clock, self.new_id, self._key)

    def set_aside(self) -> Path:
        """Once closed: gives where it is kept. Raises a StoreError; then it is where it was."""
        return moving.set_aside(self.path, self.clock.now())

    def close(self) -> None:
        """Let go of the file; the store may not be used any more."""
        opening.close(self._db, self.path)

    def _moved(self) -> None:
        """With the first change: from now on a copy of how the store was is an older one."""
        self._unmoved()
        with suppress(SqlError):  # closing counts as well
            generation.step_on(self._db, self.path)

    @contextmanager
    def _troubles_told(self) -> Iterator[None]:
        """The disk's troubles in words; a mistake of the program's own stays what it is."""
        try:
            yield
        except SqlError as error:
            told = translate(error, self.path)
            if type(told) is StoreError:
                raise
            raise told from error

    def _must_be_there(self) -> None:
        """A file that was moved or deleted still takes what is written, and then it is gone."""
        try:
            if os.stat(self.path).st_ino == self._inode:
                return
        except OSError:
            pass
        raise moved_away(self.path)

    def _turn(self, way: Callable[[], str | None]) -> str | None:
        self._must_be_there()
        with self._troubles_told():
            return way()

    def _write(self, change: Change) -> None:
        apply(self._db, change)
        self.journal.record(change)

    def _row(self, kind: type, ref: str) -> Row | None:
        rows = self.query(f"SELECT * FROM {self._tables[kind]} WHERE id = ?", [ref])
        return next(iter(rows), None)

    def _select(self, kind: type[R], where: str, args: list[Any]) -> list[R]:
        names = ", ".join(f'"{name}"' for name in columns(kind))
        sql = f"SELECT {names} FROM {self._tables[kind]} WHERE {where} ORDER BY rowid"
        with self._troubles_told():
            rows = self._db.execute(sql, args).fetchall()
        if len(rows) > FEW:
            return self._records(kind, rows)
        return [self._record(kind, row) for row in rows]

    def _records(self, kind: type[R], rows: list[tuple[Any, ...]]) -> list[R]:
        """Many rows as records, of which those not known are made at one stroke."""
        unknown = [row for row in rows if (kind, row) not in self._read]
        made = dict(zip(unknown, to_records(kind, unknown), strict=True))
        if len(self._read) + len(made) > MOST_KEPT:
            self._read.clear()
            made = dict(zip(rows, to_records(kind, rows), strict=True))
        if len(made) <= MOST_KEPT:
            self._read |= {(kind, row): record for row, record in made.items()}
        return [made.get(row) or self._read[kind, row] for row in rows]

    def _record(self, kind: type[R], values: tuple[Any, ...]) -> R:
        """A row as a record. Most rows are read again and again: the same row, the same record."""
        known: R | None = self._read.get((kind, values))
        if known is None:
            if len(self._read) >= MOST_KEPT:
                self._read.clear()
            known = from_row(kind, dict(zip(columns(kind), values, strict=True)))
            self._read[kind, values] = known
        return known


def new_paragraph(was: Mapping[str, object], now: Mapping[str, object]) -> bool:
    """Whether Return was pressed since `was`: the next paragraph is a step of its own."""
    return any(
        isinstance(value, str) and value.count("\n") > str(was.get(name, "")).count("\n")
        for name, value in now.items()
    )


def _id(record: Any) -> str:
    return str(record.id)
