"""What the history still says of records, of steps taken back as well. Read here alone."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

from sipdesk.models.store.changes import MANY, Batch, Change, parts, read

State = Mapping[str, Any]


def lines(db: Database, table: str) -> Iterator[Change | Batch]:
    """What is said of a table, oldest first, each line as it was written."""
    return (read(table, *line) for _, *line in _told(db, table))


def changes(
    db: Database, table: str, wanted: Callable[[str], bool] = lambda ref: True
) -> Iterator[tuple[int, Change]]:
    """The same record by record, with the number of the step; only of those that are `wanted`."""
    for step, ref, before, after in _told(db, table):
        if ref == MANY or wanted(ref):
            parted = parts(table, ref, before, after)
            yield from ((step, change) for change in parted if wanted(change.ref))


def states(change: Change) -> list[State]:
    """How a record was before a change and after it, where it was there."""
    return [state for state in (change.before, change.after) if state]


def lived(
    db: Database,
    table: str,
    rows: Mapping[str, State],
    wanted: Callable[[str], bool] = lambda ref: True,
) -> dict[str, list[State]]:
    """How each record was, the latest first; each time whole, as far as it is known.

    `rows` are those that are there now; of others the history may know.
    """
    told = [change for _, change in changes(db, table, wanted)]
    lost = _whole(change for change in told if change.ref not in rows)
    found: dict[str, list[State]] = {ref: [row] for ref, row in {**rows, **lost}.items()}
    for change in reversed(told):
        for state in reversed(states(change)):
            past = found[change.ref]
            past.append({**past[-1], **state})
    return found


def last_known(db: Database, table: str, but: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """What the history knew last of each record, `but` those."""
    return _whole(change for _, change in changes(db, table, lambda ref: ref not in but))


def _whole(told: Iterable[Change]) -> dict[str, dict[str, Any]]:
    """The last of each record that was told, also where the last change was to a part of it."""
    found: dict[str, dict[str, Any]] = {}
    for change in told:
        for state in states(change):
            found.setdefault(change.ref, {}).update(state)
    return found


def _told(db: Database, table: str) -> list[tuple[int, str, Any, Any]]:
    """The lines of the journal that still say something of a table."""
    found: list[tuple[int, str, Any, Any]] = db.conn.execute(
        "SELECT step_id, ref, before, after FROM journal_changes WHERE source = ?"
        " AND (before IS NOT NULL OR after IS NOT NULL) ORDER BY id",
        [table],
    ).fetchall()
    return found
