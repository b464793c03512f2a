"""Other people whom only the history knows by that name, so that nothing quoted gives them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlite_utils import Database

from sipdesk.models.keeping.holding import Held
from sipdesk.models.keeping.known import Known, everybody
from sipdesk.models.keeping.naming import in_order
from sipdesk.models.keeping.past import changes, states
from sipdesk.models.keeping.records import Who
from sipdesk.models.pupils.records import Pupil


@dataclass(frozen=True, slots=True)
class Former:
    """`pupils` and `staff` by names that no record has; everybody’s `marks`, folded, are numbers
    and addresses that are not also the reader's own.
    """

    pupils: tuple[Pupil, ...] = ()
    staff: tuple[str, ...] = ()
    marks: frozenset[str] = frozenset()


def former(db: Database, held: Held) -> Former:
    """Everybody but the one who is to read what is held."""
    own_names = {in_order(name) for name in held.names}
    own: set[str] = set()
    marks: set[str] = set()
    pupils, staff = [], list(_signed(db))
    years = dict(db.conn.execute("SELECT id, year FROM pupils").fetchall())
    for known in everybody(db):
        who, ref = known.person.who, known.person.id
        if ref in held.ids or (not ref and in_order(known.person.name) in own_names):
            own |= known.marks
            continue
        marks |= known.marks
        for name in _former_names(known):
            if who is Who.PUPIL:
                pupils.append(Pupil(ref, "", name=name, year=years.get(ref, "")))
            else:
                staff.append(name)
    others = tuple(name for name in staff if in_order(name) not in own_names)
    return Former(tuple(pupils), others, frozenset(marks - own))


def _former_names(known: Known) -> Iterator[str]:
    for name in known.names:
        half_typed = known.is_record and known.person.name.startswith(name)
        if not half_typed:
            yield name


def _signed(db: Database) -> Iterator[str]:
    for _, change in changes(db, "settings", "author".__eq__):
        yield from (str(state["value"]) for state in states(change) if state.get("value"))
