"""Who is the same person under another id: a list that was taken back and taken in again gives one.

By UPN; or by school, name and date of birth, unless two UPNs say otherwise; or by school and name
where that is all there is. What a person is to be known by are claims, and whoever answers to one
of them is that person. Pure but for the reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from sipdesk.models.keeping.erasing.places import columns_of
from sipdesk.models.keeping.known import TABLE
from sipdesk.models.keeping.naming import in_order
from sipdesk.models.keeping.past import last_known
from sipdesk.models.keeping.records import Person, Who
from sipdesk.models.pupils import tidy_upn

_WITH_ANY, _WITHOUT = "any UPN", "no UPN"


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody as a store knows them; `shown` unless in the bin or in the journal alone."""

    person: Person
    born: str = ""
    is_row: bool = True
    shown: bool = True

    @property
    def id(self) -> str:
        return self.person.id


def claims(look: Look, former: Iterable[str] = ()) -> set[str]:
    """What says that somebody is this person. `former` are names they went by, which say less."""
    person, upn = look.person, tidy_upn(look.person.upn)
    if person.who is not Who.PUPIL:
        return _named(person, person.name)
    found = _by_upn(upn)
    if look.born:
        for name in (person.name, *former):
            found |= _named(person, name, look.born, _WITHOUT if upn else _WITH_ANY)
    elif not upn:
        found |= _named(person, person.name, "", _WITHOUT)
    return found


def answers(look: Look) -> set[str]:
    """The claims that fit somebody."""
    person, upn = look.person, tidy_upn(look.person.upn)
    if person.who is not Who.PUPIL:
        return _named(person, person.name)
    found = _by_upn(upn)
    if look.born:
        found |= _named(person, person.name, look.born, _WITH_ANY)
    if not upn:
        found |= _named(person, person.name, look.born, _WITHOUT)
    return found


def _by_upn(upn: str) -> set[str]:
    return {f"{Who.PUPIL}|{upn}"} if upn else set()


def _named(person: Person, name: str, *more: str) -> set[str]:
    known = in_order(name)
    return {"|".join((person.who, person.school_id, known, *more))} if known else set()


def looks(db: Database) -> list[Look]:
    """Everybody in a store: in the bin, and known to the journal alone, as well."""
    found = []
    tables = set(db.table_names())
    for who, table in TABLE.items():
        if table in tables:
            rows = {str(row["id"]): row for row in _rows(db, table)}
            found += [_look(who, row, is_row=True) for row in rows.values()]
            past = last_known(db, table, rows) if "journal_changes" in tables else {}
            found += [_look(who, {**state, "id": ref}, is_row=False) for ref, state in past.items()]
    return found


def _rows(db: Database, table: str) -> Iterator[dict[str, Any]]:
    wanted = [name for name in columns_of(db, table) if name in _COLUMNS]
    yield from db.query(f'SELECT {", ".join(wanted)} FROM "{table}"')


_COLUMNS = frozenset("id school_id name upn born binned".split())


def _look(who: Who, row: Mapping[str, Any], *, is_row: bool) -> Look:
    person = Person(
        who,
        str(row["id"]),
        str(row.get("school_id") or ""),
        str(row.get("name") or ""),
        str(row.get("upn") or ""),
    )
    shown = is_row and not row.get("binned")
    return Look(person, str(row.get("born") or ""), is_row, shown)
