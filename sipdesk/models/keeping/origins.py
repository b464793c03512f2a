"""Where records came from: typed or taken in from a file, and when; and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlite_utils import Database

from sipdesk.models.clock import date_in_words
from sipdesk.models.keeping.erasing.places import rows_of
from sipdesk.models.keeping.spelling_out import spelled_out
from sipdesk.models.keeping.words import value_in_words
from sipdesk.models.store.changes import MANY, Change, parts

UNKNOWN = "not known; it is older than the history"


@dataclass(frozen=True, slots=True)
class Happened:
    """One step of the history of a record: when (ISO), what was done, and what it changed."""

    table: str
    ref: str
    at: str
    label: str
    changed: tuple[tuple[str, str, str], ...] = ()


class Origins:
    """Reads the journal once for the records that are wanted, by table."""

    def __init__(self, db: Database, wanted: Mapping[str, set[str]]) -> None:
        self._files = {row["id"]: row for row in rows_of(db, "imports")}
        self._steps = {
            number: (label, at, state)
            for number, label, at, state in db.conn.execute(
                "SELECT id, label, ended, state FROM journal_steps"
            )
        }
        self._by_import = dict(
            db.conn.execute("SELECT step_id, ref FROM journal_changes WHERE source = 'imports'")
        )
        self._past: dict[tuple[str, str], list[tuple[int, Change]]] = {}
        for table, refs in wanted.items():
            self._read(db, table, refs)

    def came(self, table: str, row: Mapping[str, Any]) -> str:
        """“from the file “pupils.csv”, taken in on 3 March 2026”, “typed on 12 November 2009”."""
        past = self._past.get((table, row["id"]), [])
        step = past[0][0] if past else 0
        file = self._files.get(row.get("import_id") or self._by_import.get(step, ""))
        if file is not None:
            return f"from the file “{file['name']}”, taken in on {_day(file['at'])}"
        if step not in self._steps:
            return UNKNOWN
        return f"typed on {_day(self._steps[step][1])}"

    def history(self) -> Iterator[Happened]:
        """What was done to the records after they had come, oldest first."""
        found = [
            (number, table, ref, change)
            for (table, ref), past in self._past.items()
            for number, change in past
            if self._steps[number][2] == "done"
        ]
        for number, table, ref, change in sorted(found, key=lambda each: each[0]):
            label, at, _ = self._steps[number]
            yield Happened(table, ref, at, label, tuple(_differences(change)))

    def _read(self, db: Database, table: str, refs: set[str]) -> None:
        lines = db.conn.execute(
            "SELECT step_id, ref, before, after FROM journal_changes WHERE source = ?"
            " AND (before IS NOT NULL OR after IS NOT NULL) ORDER BY id",
            [table],
        ).fetchall()
        for step, ref, before, after in lines:
            if ref != MANY and ref not in refs:
                continue
            for change in parts(table, ref, before, after):
                if change.ref in refs:
                    self._past.setdefault((table, change.ref), []).append((step, change))


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
