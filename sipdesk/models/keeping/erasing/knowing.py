"""Who somebody is in one store: every name they went by there, and who else is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.places import columns_of
from sipdesk.models.keeping.erasing.wording import Target
from sipdesk.models.keeping.known import marks_once
from sipdesk.models.keeping.records import Person, Who
from sipdesk.models.pupils.naming.alike import alike
from sipdesk.models.store.changes import MANY, parts, read

TABLE = {Who.PUPIL: "pupils", Who.CONTACT: "contacts"}
_MARKS = ("upn", "email", "phone")


def targets(db: Database, people: Iterable[Person]) -> list[Target]:
    """What to look for, by the records and by what the journal says they once were."""
    wanted = list(people)
    past = _past(db, {(TABLE[p.who], p.id) for p in wanted if p.who in TABLE})
    return [_target(db, person, past) for person in wanted]


def _target(
    db: Database, person: Person, past: Mapping[tuple[str, str], list[Mapping[str, Any]]]
) -> Target:
    rows: list[Mapping[str, Any]] = [{"name": person.name, "upn": person.upn}]
    table = TABLE.get(person.who, "")
    if table in db.table_names():
        rows += list(db.query(f'SELECT * FROM "{table}" WHERE id = ?', [person.id]))
        rows += _own(person.who, rows, past.get((table, person.id), []))
    school = next((str(r["school_id"]) for r in rows if r.get("school_id")), person.school_id)
    names = dict.fromkeys(str(r["name"]).strip() for r in rows if r.get("name"))
    marks = dict.fromkeys(str(r[m]).strip() for r in rows for m in _MARKS if r.get(m))
    names.pop("", None)
    if person.who is Who.NAME:
        marks |= dict.fromkeys(marks_once(db, person.name))
    return Target(person.who, person.id, school, tuple(names), tuple(marks))


def _own(
    who: Who, rows: Sequence[Mapping[str, Any]], past: list[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """A contact's record may have been another's, whose name was typed over: that one stays.

    So does what was the other's before, such as an e-mail that was changed a moment later.
    """
    now = [str(row["name"]) for row in rows if row.get("name")]
    if who is not Who.CONTACT or not now:
        return past
    own: list[Mapping[str, Any]] = []
    theirs: set[str] = set()
    state = dict(rows[-1])
    for told in reversed(past):
        state |= told  # the journal says only what changed
        name = str(state.get("name") or "")
        if not name or any(alike(name, one) for one in now):
            own.append(dict(state))
        else:
            theirs |= {str(state[mark]) for mark in _MARKS if state.get(mark)}
    return [{k: v for k, v in s.items() if k not in _MARKS or v not in theirs} for s in own]


def told_of(db: Database, table: str) -> list[tuple[str, Any, Any]]:
    """The lines of the journal that still say something of a table, the latest last."""
    found: list[tuple[str, Any, Any]] = db.conn.execute(
        "SELECT ref, before, after FROM journal_changes WHERE source = ?"
        " AND (before IS NOT NULL OR after IS NOT NULL) ORDER BY id",
        [table],
    ).fetchall()
    return found


def _past(db: Database, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], list[Any]]:
    found: dict[tuple[str, str], list[Any]] = {}
    for source in {source for source, _ in wanted}:
        for ref, before, after in told_of(db, source):
            if ref != MANY and (source, ref) not in wanted:
                continue
            for change in parts(source, ref, before, after):
                if (source, change.ref) in wanted:
                    states = (change.before, change.after)
                    found.setdefault((source, change.ref), []).extend(s for s in states if s)
    return found


def others(db: Database, people: Iterable[Target]) -> dict[str, list[str]]:
    """The names of everybody else, by school."""
    gone = {target.id for target in people}
    theirs = {name.casefold() for target in people for name in target.names if not target.id}
    found: dict[str, list[str]] = {}
    for table in TABLE.values():
        for ref, school, name in db.conn.execute(f"SELECT id, school_id, name FROM {table}"):
            if ref not in gone and name.strip() and name.strip().casefold() not in theirs:
                found.setdefault(school, []).append(name)
    return found


def belonging(db: Database, people: Iterable[Target]) -> dict[str, set[str]]:
    """Ids of all that is only about them, by table; also of what only the journal still knows."""
    gone: dict[str, set[str]] = {}
    pupils = {t.id for t in people if t.who is Who.PUPIL and t.id}
    for target in people:
        if target.who in TABLE and target.id:
            gone.setdefault(TABLE[target.who], set()).add(target.id)
    if not pupils:
        return gone
    for table in _about_pupils(db):
        for ref, pupil in db.conn.execute(f'SELECT id, pupil_id FROM "{table}"'):
            if pupil in pupils:
                gone.setdefault(table, set()).add(ref)
        for ref in _in_journal(db, table, pupils):
            gone.setdefault(table, set()).add(ref)
    return gone


def _about_pupils(db: Database) -> list[str]:
    return [name for name in db.table_names() if "pupil_id" in columns_of(db, name)]


def _in_journal(db: Database, table: str, pupils: set[str]) -> Iterator[str]:
    for ref, before, after in told_of(db, table):
        if ref == MANY:
            yield from _in_batch(table, before, after, pupils)
            continue
        for change in parts(table, ref, before, after):
            states = [state for state in (change.before, change.after) if state]
            if any(state.get("pupil_id") in pupils for state in states):
                yield change.ref


def _in_batch(table: str, before: Any, after: Any, pupils: set[str]) -> Iterator[str]:
    batch = read(table, MANY, before, after)
    for columns in (batch.before, batch.after):
        named = (columns or {}).get("pupil_id", [])
        yield from (ref for ref, pupil in zip(batch.ids, named, strict=False) if pupil in pupils)  # type: ignore[union-attr]
