"""Whom a desk knows: by its records, by what those said before, and by the history alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlite_utils import Database

from sipdesk.models.keeping.naming import in_order, is_called
from sipdesk.models.keeping.past import State, lived
from sipdesk.models.keeping.records import Person, Who
from sipdesk.models.pupils.naming.alike import alike

TABLE = {Who.PUPIL: "pupils", Who.CONTACT: "contacts"}
MARKS = ("upn", "email", "phone")  # by which somebody is found


@dataclass
class Known:
    """A person, every name they went by, and by which number or address they are found.

    Without a record they stand in the history alone.
    """

    person: Person
    names: list[str] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    is_record: bool = True

    def note(self, state: State) -> None:
        """What was said of them at one time."""
        name = str(state.get("name") or "").strip()
        if name and name not in self.names:
            self.names.append(name)
        self.marks |= {str(state[mark]).strip() for mark in MARKS if state.get(mark)}


def everybody(db: Database) -> list[Known]:
    """Pupils and contacts, the bin included, and whoever only the history knows; records first."""
    pupils, _ = _those_of(db, Who.PUPIL)
    contacts, former = _those_of(db, Who.CONTACT)
    return sorted([*pupils, *contacts, *_by_name(former)], key=lambda known: not known.is_record)


def marks_once(db: Database, name: str) -> set[str]:
    """Numbers and addresses of contacts of that name whose record is another's by now.

    What a contact has today is left out: the next head answers the same telephone.
    """
    if "contacts" not in db.table_names():
        return set()
    now = {value for row in db.query("SELECT * FROM contacts") for value in row.values()}
    _, former = _those_of(db, Who.CONTACT)
    called = [each for each in former if any(is_called(once, name) for once in each.names)]
    return {mark for each in called for mark in each.marks} - now


def _those_of(db: Database, who: Who) -> tuple[list[Known], list[Known]]:
    """Who has or had a record of that kind, and those whose record is another's by now."""
    schools = {str(row[0]) for row in db.conn.execute("SELECT id FROM schools")}
    table = TABLE[who]
    rows = {str(row["id"]): row for row in db.query(f'SELECT * FROM "{table}" ORDER BY rowid')}
    found: list[Known] = []
    former: list[Known] = []
    for ref, past in lived(db, table, rows).items():
        known = Known(_person(who, ref, past[0], schools), is_record=ref in rows)
        former += _told(known, past)
        if known.names or known.marks:
            found.append(known)
    return found, former


def _told(known: Known, states: Iterable[State]) -> list[Known]:
    """Note what is the person's own; gives the others of whom the record was before.

    A pupil's former name is the same pupil's. A contact's is another's, unless it is only written
    otherwise: the next head was typed over the last one.
    """
    strangers: list[Known] = []
    for state in states:
        name, own = str(state.get("name") or "").strip(), known.person.name
        if known.person.who is Who.PUPIL or not (name and own) or alike(name, own):
            known.note(state)
            continue
        other = next((each for each in strangers if alike(name, each.person.name)), None)
        if other is None:
            person = Person(Who.NAME, school_id=known.person.school_id, name=name)
            other = Known(person, is_record=False)
            strangers.append(other)
        other.note(state)
    return strangers


def _by_name(former: Iterable[Known]) -> list[Known]:
    """One for each name: without an id there is nothing else to tell them apart by."""
    found: dict[str, Known] = {}
    for each in former:
        key = in_order(each.person.name)
        same = found.setdefault(key, each)
        if same is not each:
            same.names += [name for name in each.names if name not in same.names]
            same.marks |= each.marks
            if same.person.school_id != each.person.school_id:
                same.person = Person(Who.NAME, name=same.person.name)
    return list(found.values())


def _person(who: Who, ref: str, state: State, schools: Iterable[str]) -> Person:
    school = str(state.get("school_id") or "")
    return Person(
        who,
        ref,
        school if school in schools else "",
        str(state.get("name") or "").strip(),
        str(state.get("upn") or ""),
        str(state.get("role") or ""),
    )
