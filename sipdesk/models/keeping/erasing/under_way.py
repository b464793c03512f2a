"""Whom a desk has begun to erase: several beginnings are one list, and each takes its own off it.

A copy of the desk that was made meanwhile has the list too, but goes on with nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreError
from sipdesk.models.keeping import todo
from sipdesk.models.keeping.records import Person
from sipdesk.models.keeping.todo import UnderWay
from sipdesk.models.store.backups.rewriting import Rewritten
from sipdesk.models.store.connection import SqlError, connect, let_go
from sipdesk.models.store.keys import DataKey

NOTHING = UnderWay(())
_BETWEEN = "; "  # of two reasons


def join(db: Database, people: Iterable[Person], reason: str) -> UnderWay:
    """Note them beside whoever was begun before; gives how the list was."""
    before = _now(db)
    reasons = [*before.reason.split(_BETWEEN), *reason.split(_BETWEEN)]
    joined = _BETWEEN.join(dict.fromkeys(filter(None, reasons)))
    _note(db, UnderWay((*before.people, *_but(people, before.people)), joined, before.done))
    return before


def leave(db: Database, people: Iterable[Person], *, done: bool = False) -> None:
    """Take them off; when they are `done`, the file has still to be written anew."""
    now = _now(db)
    rest = _but(now.people, people)
    _note(db, UnderWay(rest, now.reason if rest else "", now.done or done))


def give_up(db: Database, people: Iterable[Person], before: UnderWay) -> None:
    """Take them off again, but for those who were on it `before` they joined."""
    leave(db, _but(people, before.people))
    now = _now(db)
    if now.people:
        _note(db, UnderWay(now.people, before.reason, now.done))


def written_anew(db: Database) -> None:
    """The file has been; whoever else was begun stays."""
    now = _now(db)
    _note(db, UnderWay(now.people, now.reason))


def forget(db: Database) -> Rewritten:
    """In a copy: going back to it must not erase anybody, and no name stays in it."""
    if "store_state" not in db.table_names():
        return Rewritten()
    with db.atomic():
        taken = db.conn.execute("DELETE FROM store_state WHERE name = ?", [todo.UNDER_WAY])
    if taken.rowcount <= 0:
        return Rewritten()
    return Rewritten({"store_state": taken.rowcount}, frozenset({"store_state"}))


def stands_in(copy: Path, key: DataKey) -> bool:
    """Whether a copy has anything to forget; not where it does not open."""
    try:
        db = connect(copy, key)
        try:
            return todo.read(db) is not None
        finally:
            let_go(db)
    except (StoreError, SqlError, OSError):
        return False


def _now(db: Database) -> UnderWay:
    return todo.read(db) or NOTHING


def _note(db: Database, now: UnderWay) -> None:
    todo.write(db, now if now.people or now.done else None)


def _but(people: Iterable[Person], those: Iterable[Person]) -> tuple[Person, ...]:
    known = {_key(person) for person in those}
    return tuple(person for person in people if _key(person) not in known)


def _key(person: Person) -> tuple[str, str]:
    return person.who, person.id or person.name
