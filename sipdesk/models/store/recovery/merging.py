"""A backup and what a damaged file still gives, joined: whatever is newer by the journal counts.

Pure, but for the last function, which writes it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlcipher3.dbapi2 import IntegrityError
from sqlite_utils import Database

from sipdesk.models.store.changes import Change, insertion, parts
from sipdesk.models.store.copies import COPIED, COPIES, mark_all_stale
from sipdesk.models.store.recovery import notes
from sipdesk.models.store.recovery.notes import NOTES, Notes
from sipdesk.models.store.recovery.reading import Readable, Rows
from sipdesk.models.store.recovery.report import Merged

Row = dict[str, Any]
Table = dict[Any, Row]
STEPS, CHANGES, SEQUENCE = "journal_steps", "journal_changes", "sqlite_sequence"
ERASURES = "erasures"
NO_HISTORY = {"departures", ERASURES}  # written beside the journal: what is not read is not known
_OWN = {STEPS, CHANGES, "search_docs", NOTES, "_sqlite_migrations", *COPIES}
_DONE = "done"


@dataclass
class Joined:
    """Every table as it is to be, and what could not be had."""

    tables: dict[str, Table] = field(default_factory=dict)
    newer: int = 0
    lost: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    lost_changes: int = 0
    end_known: bool = True
    history_whole: bool = True
    doubted: list[str] = field(default_factory=list)
    notes: Notes = field(default_factory=dict)

    def miss(self, table: str) -> None:
        self.lost[table] = self.lost.get(table, 0) + 1

    def told(self) -> Merged:
        return Merged(
            self.newer,
            dict(self.lost),
            tuple(self.unread),
            self.lost_changes,
            self.end_known,
            self.history_whole,
            tuple(self.doubted),
            none_read=self.tables.keys() - {STEPS, CHANGES} == set(self.unread),
        )


def join(base: Readable, live: Readable) -> Joined:
    """`base` is a backup's tables, all complete; `live` what could be read in the damaged file."""
    made = Joined()
    steps, changes = _table(base, STEPS), _table(base, CHANGES)
    now_steps, now_changes = _over(base, live, STEPS), _over(base, live, CHANGES)
    for change in now_changes.values():
        now_steps.setdefault(change["step_id"], _unnamed(change["step_id"]))
    made.history_whole = all(name in live and live[name].complete for name in (STEPS, CHANGES))
    made.end_known = SEQUENCE in live or made.history_whole
    made.lost_changes = _missing(changes, now_changes, _counted(live, CHANGES))
    since = _Since(steps, changes, now_steps, now_changes)
    for name, rows in base.items():
        if name in _OWN:
            continue
        there = live.get(name, Rows(complete=False))
        if not there.complete:
            made.unread.append(name)
        before, read = _recorded(name, rows), _recorded(name, there)
        made.tables[name] = read if there.complete else _rebuilt(name, before, read, since, made)
        made.newer += sum(row != before.get(ref) for ref, row in made.tables[name].items())
    made.doubted = _doubted(made, erased_since=made.tables[ERASURES] != _table(base, ERASURES))
    made.tables |= {STEPS: now_steps, CHANGES: now_changes}
    there = live.get(NOTES, Rows(complete=False))
    made.notes = notes.joined(base[NOTES], there)
    if not there.complete:
        made.doubted.append(NOTES)
    return made


def _doubted(made: Joined, *, erased_since: bool) -> list[str]:
    """The tables in which a record may not be as it was last.

    Only a journal that was read whole says so of what was not read: typing and undo change lines
    that the backup has, and an erasure leaves none.
    """
    told = made.history_whole and not made.lost_changes
    if told and not erased_since and ERASURES not in made.unread:
        return [name for name in made.unread if name in NO_HISTORY]
    return list(made.unread)


@dataclass(frozen=True)
class _Since:
    """The journal as it was in the backup, and as it is now."""

    steps: Table
    changes: Table
    now_steps: Table
    now_changes: Table

    def of(self, table: str) -> dict[str, list[tuple[Change, bool]]]:
        """What happened to each record since: a change, and whether it was done.

        In the order that leads from then to now: back by what was undone since, the last first,
        and then forwards.
        """
        undone, done = [], []
        for number, change in sorted(self.now_changes.items()):
            if change["source"] != table:
                continue
            is_done = self.now_steps[change["step_id"]]["state"] == _DONE
            was = self.changes.get(number)
            was_done = was is not None and self.steps[was["step_id"]]["state"] == _DONE
            if is_done and not (was_done and was == change):
                done.append(change)
            elif was_done and not is_done:
                undone.append(change)
        found: dict[str, list[tuple[Change, bool]]] = {}
        for is_done, changes in ((False, reversed(undone)), (True, done)):
            for change in changes:
                for part in parts(table, change["ref"], change["before"], change["after"]):
                    found.setdefault(part.ref, []).append((part, is_done))
        return found


def _rebuilt(name: str, before: Table, read: Table, since: _Since, made: Joined) -> Table:
    """The backup's rows brought on by the journal, and over them what could be read."""
    result = dict(before)
    for ref, happened in since.of(name).items():
        if ref in read:
            continue
        row: Row | None = before.get(ref)
        known = True
        for change, done in happened:
            row, known = _apply(row, change, done)
            if not known:
                made.miss(name)
                break
        if known and row is not None:
            result[ref] = row
        elif known:
            result.pop(ref, None)
    return result | read


def _apply(row: Row | None, change: Change, done: bool) -> tuple[Row | None, bool]:
    """One change forwards, or back when it was undone; False when the row it is about is lost."""
    old, new = (change.before, change.after) if done else (change.after, change.before)
    if new is None:
        return None, True
    if old is None:
        return new, True
    return ({**row, **new}, True) if row is not None else (None, False)


def _recorded(name: str, rows: Rows) -> Table:
    """The rows of a table without what is only a copy."""
    found = rows.by("id")
    if copied := COPIED.get(name):
        for row in found.values():
            for column in copied:
                row.pop(column, None)
    return found


def _table(base: Readable, name: str) -> Table:
    return base[name].by("id")


def _over(base: Readable, live: Readable, name: str) -> Table:
    there = live.get(name, Rows(complete=False))
    return there.by("id") if there.complete else _table(base, name) | there.by("id")


def _missing(before: Table, now: Table, last: int) -> int:
    """Numbers past the backup's last that are nowhere, though none is ever left out."""
    since = range(max(before, default=0) + 1, max([last, *now]) + 1)
    return sum(number not in now for number in since)


def _counted(live: Readable, table: str) -> int:
    """The last number that was given in a table, as SQLite remembers it."""
    rows = live.get(SEQUENCE, Rows()).rows.values()
    return max((int(row[1]) for row in rows if row[0] == table), default=0)


_UNNAMED = "(a step whose name is lost)"


def _unnamed(number: int) -> Row:
    at = "1970-01-01T00:00:00+00:00"
    return {
        "id": number,
        "label": _UNNAMED,
        "merge": "",
        "begun": at,
        "ended": at,
        "state": _DONE,
    }


def write(db: Database, joined: Joined) -> None:
    """Bring the tables of `db` to what was joined, in one transaction; orphans are counted lost."""
    db.conn.execute("PRAGMA foreign_keys = OFF")
    with db.atomic():
        for name, wanted in joined.tables.items():
            for _ in range(_bring_to(db, name, wanted)):
                joined.miss(name)
        notes.write(db, joined.notes)
        mark_all_stale(db)
        while orphans := db.execute("PRAGMA foreign_key_check").fetchall():
            for table, rowid, *_ in orphans:
                db.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [rowid])
                joined.miss(table)
    db.conn.execute("PRAGMA foreign_keys = ON")


def _bring_to(db: Database, name: str, wanted: Mapping[Any, Row]) -> int:
    """Bring a table to those rows; gives how many have no place beside the others.

    Where two of them trade what only one may have, the second goes first.
    """
    columns = [str(row[1]) for row in db.execute(f'PRAGMA table_info("{name}")')]
    here = {row["id"]: row for row in db.query(f'SELECT * FROM "{name}"')}
    for ref in here.keys() - wanted.keys():
        db.execute(f'DELETE FROM "{name}" WHERE id = ?', [ref])
    waiting: list[Row] = []
    for row in wanted.values():
        known = {column: row[column] for column in columns if column in row}
        was = here.get(row["id"])
        if was is None or any(was[column] != value for column, value in known.items()):
            waiting.append(known)
    count = -1
    while len(waiting) != count:
        count = len(waiting)
        waiting = [row for row in waiting if not _placed(db, name, row, new=row["id"] not in here)]
    return count


def _placed(db: Database, name: str, row: Row, *, new: bool) -> bool:
    try:
        if new:
            db.execute(insertion(name, row), list(row.values()))
        else:
            sets = ", ".join(f'"{column}" = ?' for column in row)
            db.execute(f'UPDATE "{name}" SET {sets} WHERE id = ?', [*row.values(), row["id"]])
    except IntegrityError:
        return False
    return True


def last_numbers(base: Readable) -> dict[str, int]:
    """The highest row number of each table."""
    return {name: max(rows.rows, default=0) for name, rows in base.items()}


def all_of(names: Iterable[str], conn: Any) -> Readable:
    """The tables of a store that is whole."""
    found: Readable = {}
    for name in names:
        cursor = conn.execute(f'SELECT rowid, * FROM "{name}"')
        columns = tuple(str(column[0]) for column in cursor.description[1:])
        found[name] = Rows(columns, {row[0]: tuple(row[1:]) for row in cursor})
    return found
