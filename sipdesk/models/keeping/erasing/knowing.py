"""Who somebody is in one store: every name they went by there, and who else is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.places import columns_of
from sipdesk.models.keeping.erasing.wording import Target
from sipdesk.models.keeping.known import MARKS, TABLE, marks_once
from sipdesk.models.keeping.past import State, lines, lived, states
from sipdesk.models.keeping.records import Person, Who
from sipdesk.models.pupils.naming.alike import alike
from sipdesk.models.store.changes import Batch


def targets(db: Database, people: Iterable[Person]) -> list[Target]:
    """What to look for, by the records and by what the journal says they once were."""
    wanted = list(people)
    past = {who: _past(db, who, {p.id for p in wanted if p.who is who}) for who in TABLE}
    return [_target(db, person, past.get(person.who, {})) for person in wanted]


def _past(db: Database, who: Who, refs: set[str]) -> dict[str, list[State]]:
    table = TABLE[who]
    if not refs or table not in db.table_names():
        return {}
    marks = ", ".join("?" for _ in refs)
    rows = db.query(f'SELECT * FROM "{table}" WHERE id IN ({marks})', [*refs])
    return lived(db, table, {str(row["id"]): row for row in rows}, refs.__contains__)


def _target(db: Database, person: Person, past: Mapping[str, list[State]]) -> Target:
    here: State = {"name": person.name, "upn": person.upn}
    states = [here, *_own(person.who, past.get(person.id, []))]
    school = next((str(s["school_id"]) for s in states if s.get("school_id")), person.school_id)
    names = dict.fromkeys(str(s["name"]).strip() for s in states if s.get("name"))
    marks = dict.fromkeys(str(s[m]).strip() for s in states for m in MARKS if s.get(m))
    names.pop("", None)
    if person.who is Who.NAME:
        marks |= dict.fromkeys(marks_once(db, person.name))
    return Target(person.who, person.id, school, tuple(names), tuple(marks))


def _own(who: Who, past: list[State]) -> list[State]:
    """A contact's record may have been another's, whose name was typed over: that one stays.

    So does what was the other's before, such as an e-mail that was changed a moment later. `past`
    is how it was, the latest first.
    """
    now = next((str(state["name"]) for state in past if state.get("name")), "")
    if who is not Who.CONTACT or not now:
        return past
    own: list[State] = []
    theirs: set[str] = set()
    for state in past:
        if not state.get("name") or alike(str(state["name"]), now):
            own.append(state)
        else:
            theirs |= {str(state[mark]) for mark in MARKS if state.get(mark)}
    theirs -= {str(past[0].get(mark)) for mark in MARKS}
    return [{k: v for k, v in s.items() if k not in MARKS or v not in theirs} for s in own]


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
    for line in lines(db, table):
        if isinstance(line, Batch):
            yield from _in_batch(line, pupils)
        elif any(state.get("pupil_id") in pupils for state in states(line)):
            yield line.ref


def _in_batch(batch: Batch, pupils: set[str]) -> Iterator[str]:
    for columns in (batch.before, batch.after):
        named = (columns or {}).get("pupil_id", [])
        yield from (ref for ref, pupil in zip(batch.ids, named, strict=False) if pupil in pupils)
