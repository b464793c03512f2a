"""Where records came from: typed or taken in from a file, and when; and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from sipdesk.models.clock import date_in_words
from sipdesk.models.keeping.erasing.places import columns_of, rows_of
from sipdesk.models.keeping.past import changes, last_known, states
from sipdesk.models.keeping.spelling_out import spelled_out
from sipdesk.models.keeping.words import value_in_words
from sipdesk.models.store.changes import Change
from sipdesk.models.store.journal import State, Step
from sipdesk.models.store.rows import Row

UNKNOWN = "not known; it is older than the history"


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of the history of a record: when (ISO), what was done, and what it changed.

    `state` says in words that it was taken back, and is "" where it was not.
    """

    table: str
    ref: str
    at: str
    label: str
    changed: tuple[tuple[str, str, str], ...] = ()
    state: str = ""


class Origins:
    """Reads the journal once for the records that are wanted, by table."""

    def __init__(self, db: Database, wanted: Mapping[str, set[str]]) -> None:
        self._files = ever(db, "imports")
        self._steps = {
            number: Step(str(number), label, at, State(state))
            for number, label, at, state in db.conn.execute(
                "SELECT id, label, ended, state FROM journal_steps"
            )
        }
        self._by_import = dict(
            db.conn.execute("SELECT step_id, ref FROM journal_changes WHERE source = 'imports'")
        )
        self._past: dict[tuple[str, str], list[tuple[int, Change]]] = {}
        for table, refs in wanted.items():
            for step, change in changes(db, table, refs.__contains__):
                self._past.setdefault((table, change.ref), []).append((step, change))

    def came(self, table: str, row: Mapping[str, Any]) -> str:
        """“from the file “pupils.csv”, taken in on 3 March 2026”, “typed on 12 November 2009”."""
        past = self._past.get((table, row["id"]), [])
        step = past[0][0] if past else 0
        file = self._files.get(row.get("import_id") or self._by_import.get(step, ""))
        if file is not None:
            return f"from the file “{file['name']}”, taken in on {_day(file['at'])}"
        if step not in self._steps:
            return UNKNOWN
        return f"typed on {_day(self._steps[step].at)}"

    def lost(self, table: str, held: Collection[str]) -> Iterator[tuple[Row, str]]:
        """Records that have no row any more, as they were last, and where they came from."""
        for (source, ref), past in self._past.items():
            if source == table and ref not in held:
                row = {"id": ref}
                for _, change in past:
                    for state in states(change):
                        row.update(state)
                step = self._steps[past[-1][0]]
                became = step.state_words or f"taken out on {_day(step.at)}"
                yield row, f"{self.came(table, row)}; {became}"

    def labels(self) -> Iterator[str]:
        """What every step of the history is called, its own records or not."""
        return (step.label for step in self._steps.values())

    def history(self) -> Iterator[Happened]:
        """What was done to the records, oldest first; what was taken back as well."""
        found = [
            (number, table, ref, change)
            for (table, ref), past in self._past.items()
            for number, change in past
        ]
        for number, table, ref, change in sorted(found, key=lambda each: each[0]):
            step = self._steps[number]
            changed = tuple(_differences(change))
            yield Happened(table, ref, step.at, step.label, changed, step.state_words)


def ever(db: Database, table: str, *only: str) -> dict[str, Row]:
    """Every record of a table by id, as it is, else as the history knew it last.

    `only` are the columns to be read; without any, all.
    """
    wanted = only or tuple(columns_of(db, table))
    found: dict[str, Row] = {
        ref: {name: told[name] for name in wanted if name in told}
        for ref, told in last_known(db, table).items()
    }
    for row in rows_of(db, table):
        found[row["id"]] = {name: row[name] for name in wanted}
    return found


def _differences(change: Change) -> Iterator[tuple[str, str, str]]:
    """Column, what it held, what it holds; nothing for a record that came or went as a whole."""
    if change.before is None or change.after is None:
        return
    # a value is spelled out by what stands beside it, and so only where it came along
    before, after = (spelled_out(change.source, row) for row in (change.before, change.after))
    for name, value in after.items():
        if not name.endswith("_id"):
            was = value_in_words(name, before.get(name))
            yield name.replace("_", " "), was, value_in_words(name, value)


def _day(iso: str) -> str:
    return date_in_words(date.fromisoformat(iso[:10])) if iso[:10] else "an unknown day"
