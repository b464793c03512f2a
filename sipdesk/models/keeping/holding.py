"""Everything that is held on one person, and where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.knowing import belonging, others, targets
from sipdesk.models.keeping.erasing.places import Row, Schools, record_tables, rows_of, texts_in
from sipdesk.models.keeping.erasing.wording import Wording
from sipdesk.models.keeping.origins import Happened, Origins
from sipdesk.models.keeping.records import Departure, Person
from sipdesk.models.keeping.spelling_out import spelled_out
from sipdesk.models.keeping.words import KINDS, facts
from sipdesk.models.store.rows import from_row

_NOT_QUOTED = frozenset(("departures", "imports", "mappings"))
_COLUMNS_ASIDE = frozenset(("composed", "seen"))  # a note's earlier wordings of the same text


@dataclass(frozen=True, slots=True)
class Kept:
    """One record: its kind as a table, what it says in labels and words, and how it came here."""

    table: str
    id: str
    facts: tuple[tuple[str, str], ...]
    came: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A text that names the person: where it stands, of which day if it is a visit's, and itself.

    `doubtful` where the words may mean somebody else.
    """

    table: str
    ref: str
    day: str
    text: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """All of it. `school` is the name of the person's school."""

    person: Person
    school: str
    records: tuple[Kept, ...] = ()
    mentions: tuple[Mention, ...] = ()
    history: tuple[Happened, ...] = ()
    departures: tuple[Departure, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.mentions or self.departures)


def gather(db: Database, person: Person) -> Held:
    """Read the whole store for one person. Nothing is changed."""
    wanted = targets(db, [person])
    gone = belonging(db, wanted)
    origins = Origins(db, gone)
    tables = [table for table in KINDS if table in gone]
    records = tuple(
        Kept(table, row["id"], facts(spelled_out(table, row)), origins.came(table, row))
        for table in tables
        for row in rows_of(db, table)
        if row["id"] in gone[table]
    )
    left = tuple(d for d in _departures(db) if person.id and person.id in d.people)
    school = db.conn.execute(
        "SELECT name FROM schools WHERE id = ?", [wanted[0].school_id]
    ).fetchone()
    return Held(
        person,
        str(school[0]) if school else "",
        records,
        tuple(mentions(db, Wording(wanted, others(db, wanted)), gone)),
        tuple(origins.history()),
        left,
    )


def mentions(db: Database, wording: Wording, gone: dict[str, set[str]]) -> Iterator[Mention]:
    """The texts of all other records in which they are named, or may be."""
    schools, days = Schools(db), _days(db)
    for table in record_tables(db):
        if table in _NOT_QUOTED:
            continue
        for row in rows_of(db, table):
            ref = str(row.get("id", ""))
            if ref in gone.get(table, ()):
                continue
            school = schools.of(table, ref, row)
            for text in dict.fromkeys(_texts(wording, row)):
                named, doubtful = wording.names(text, school), wording.doubtful(text, school)
                if named or doubtful:
                    day = days.get(ref) or days.get(str(row.get("visit_id", "")), "")
                    yield Mention(table, ref, day, text, doubtful and not named)


def _texts(wording: Wording, row: Row) -> Iterator[str]:
    for name, value in row.items():
        if name not in _COLUMNS_ASIDE and wording.looks_at(name, value):
            yield from texts_in(value)


def _days(db: Database) -> dict[str, str]:
    """The days of visits, and of their notes' sections, by id."""
    visits = dict(db.conn.execute('SELECT id, "on" FROM visits'))
    notes = {ref: visits.get(visit, "") for ref, visit in _pairs(db, "notes", "visit_id")}
    sections = {ref: notes.get(note, "") for ref, note in _pairs(db, "note_sections", "note_id")}
    return {**visits, **notes, **sections}


def _pairs(db: Database, table: str, column: str) -> list[tuple[Any, Any]]:
    return list(db.conn.execute(f'SELECT id, {column} FROM "{table}"'))


def _departures(db: Database) -> list[Departure]:
    return [from_row(Departure, row) for row in rows_of(db, "departures")]
