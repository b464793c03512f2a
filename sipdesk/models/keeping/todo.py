"""What the store remembers of erasures: what is under way, what waits, and whose ids are gone.

Ids, and marks that name nobody. A name without a record stands here while it is being erased, as
it does in the texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from sipdesk.models.keeping.records import Person, Who
from sipdesk.models.store.backups.places import ASKED_FOR, LEFT_BEHIND, SECOND_PLACES

UNDER_WAY, WAITING, GONE = "erasing", "erasing_later", "erased"
MARKED, UNREACHED, OLDER = "erased_marks", "erasing_later_in", "copies_older"
_PLACES = (LEFT_BEHIND, SECOND_PLACES, ASKED_FOR, UNREACHED, OLDER)
_CARRIED = (WAITING, GONE, MARKED, *_PLACES)
_RECORDS = ("erasures", "departures")  # of what was done to the desk as a whole, no undo knows

Marked = dict[str, Any]  # of one erasure: `under` a secret, its `marks`


@dataclass(frozen=True, slots=True)
class UnderWay:
    """An erasure that was begun. Once it is `done`, the file has only to be written anew."""

    people: tuple[Person, ...]
    reason: str = ""
    done: bool = False


def read(db: Database) -> UnderWay | None:
    """What was begun and is not finished."""
    held = _read(db, UNDER_WAY)
    if not held:
        return None
    return UnderWay(_people(held["people"]), held["reason"], held["done"])


def write(db: Database, work: UnderWay | None) -> None:
    """Note it, or that there is none."""
    held = None
    if work is not None:
        people = [nameless(person) for person in work.people]
        held = {"people": _plain(people), "reason": work.reason, "done": work.done}
    _write(db, UNDER_WAY, held)


def waiting(db: Database) -> list[Person]:
    """Who is still in copies that could not be reached."""
    return list(_people(_read(db, WAITING) or []))


def wait_for(db: Database, people: Iterable[Person]) -> None:
    """These are to be erased from copies once they can be reached; a bare name cannot wait."""
    named = {p.id: nameless(p) for p in people if p.id}
    _write(db, WAITING, _plain(named.values()) or None)


def gone(db: Database) -> list[Person]:
    """Whoever was erased, so that going back to an older copy does not bring them back."""
    return list(_people(_read(db, GONE) or []))


def note_gone(db: Database, people: Iterable[Person]) -> None:
    """Remember their ids."""
    known = {p.id: p for p in [*gone(db), *(nameless(p) for p in people if p.id)]}
    _write(db, GONE, _plain(known.values()) or None)


def marked(db: Database) -> list[Marked]:
    """By what whoever was erased is known under another id: one for each erasure."""
    return list(_read(db, MARKED) or [])


def note_marked(db: Database, held: Marked) -> None:
    """Remember one more."""
    _write(db, MARKED, [*marked(db), held])


def unknown(db: Database, known: Mapping[str, Any]) -> list[Marked]:
    """The marks among what is `known` that this copy of the store does not have."""
    here = marked(db)
    return [held for held in known.get(MARKED, []) if held not in here]


def carried(db: Database) -> dict[str, Any]:
    """What is known of erasures, of copies and of what left, for an older copy of the store."""
    known = {name: held for name in _CARRIED if (held := _read(db, name))}
    records = {table: list(db.query(f"SELECT * FROM {table}")) for table in _RECORDS}
    return {**known, UNDER_WAY: _read(db, UNDER_WAY), **records}


def carry_over(db: Database, known: Mapping[str, Any]) -> None:
    """What was known before going back holds beside what the older copy knows.

    What is under way is the desk's that was left: the copy decides nothing.
    """
    _write(db, UNDER_WAY, known.get(UNDER_WAY))
    for name in _CARRIED:
        held = known.get(name, [])
        here = list(_read(db, name) or [])
        fresh = [each for each in held if each not in here]
        if fresh:
            _write(db, name, [*here, *fresh])
    for table in _RECORDS:
        for row in known.get(table, []):
            names = ", ".join(f'"{name}"' for name in row)
            marks = ", ".join("?" for _ in row)
            sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"
            db.conn.execute(sql, list(row.values()))


def places_of(query: Callable[[str, list[Any]], list[dict[str, Any]]], name: str) -> list[str]:
    """ASKED_FOR or OLDER by a query: on a thread of its own no transaction may be begun."""
    rows = query("SELECT value FROM store_state WHERE name = ?", [name])
    return list(json.loads(rows[0]["value"])) if rows else []


def store_id_of(query: Callable[[str, list[Any]], list[dict[str, Any]]]) -> str:
    """What all copies of one store have in common."""
    rows = query("SELECT value FROM store_state WHERE name = 'id'", [])
    return str(rows[0]["value"]) if rows else ""


def note_asked_for(db: Database, copy: str) -> None:
    """Remember where a copy was put that somebody asked for."""
    _note(db, ASKED_FOR, [copy])


def unreached(db: Database) -> list[str]:
    """Where copies could not be reached in which somebody waits."""
    return list(_read(db, UNREACHED) or [])


def note_unreached(db: Database, places: Iterable[Path]) -> None:
    """Remember more of them."""
    _note(db, UNREACHED, map(str, places))


def note_tried(db: Database, still: Iterable[Path], older: Iterable[Path]) -> None:
    """What is `still` unreached, and which of the copies are `older` than who was erased."""
    _write(db, UNREACHED, [*map(str, still)] or None)
    _note(db, OLDER, map(str, older))


def note_left_behind(db: Database, store: str) -> None:
    """Remember where the store lay before it was moved; its older copies still lie there."""
    _note(db, LEFT_BEHIND, [store])


def nameless(person: Person) -> Person:
    """Only its id; of a bare name there is nothing else."""
    return person if person.who is Who.NAME else Person(person.who, person.id, person.school_id)


def _plain(people: Iterable[Person]) -> list[dict[str, Any]]:
    return [asdict(person) for person in people]


def _people(held: Iterable[dict[str, Any]]) -> tuple[Person, ...]:
    return tuple(Person(**{**each, "who": Who(each["who"])}) for each in held)


def _note(db: Database, name: str, places: Iterable[str]) -> None:
    _write(db, name, [*dict.fromkeys([*(_read(db, name) or []), *places])] or None)


def _read(db: Database, name: str) -> Any:
    if "store_state" not in db.table_names():
        return None
    row = db.conn.execute("SELECT value FROM store_state WHERE name = ?", [name]).fetchone()
    return json.loads(row[0]) if row and row[0] else None


def _write(db: Database, name: str, held: Any) -> None:
    if held is None:
        db.conn.execute("DELETE FROM store_state WHERE name = ?", [name])
    else:
        db.conn.execute(
            "INSERT OR REPLACE INTO store_state (name, value) VALUES (?, ?)",
            [name, json.dumps(held, ensure_ascii=False)],
        )
