"""Where in a store words stand, whatever its schema, and which school they belong to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sqlite_utils import Database

Row = dict[str, Any]
JOURNAL = ("journal_steps", "journal_changes")
DERIVED = ("search_docs", "slices", "stale_pupils", "traits")
_ITS_OWN = (*JOURNAL, *DERIVED, "store_state", "_sqlite_migrations")


def record_tables(db: Database) -> list[str]:
    """The tables of records, those of search, journal and the store itself left out."""
    return [
        name
        for name in db.table_names()
        if name not in _ITS_OWN and not name.startswith(("sqlite_", "search_index"))
    ]


def columns_of(db: Database, table: str) -> list[str]:
    """The names of a table's columns."""
    return [str(row[1]) for row in db.conn.execute(f'PRAGMA table_info("{table}")')]


def rows_of(db: Database, table: str) -> Iterator[Row]:
    """Every row of a table."""
    names = columns_of(db, table)
    listed = ", ".join(f'"{name}"' for name in names)
    for row in db.conn.execute(f'SELECT {listed} FROM "{table}" ORDER BY rowid').fetchall():
        yield dict(zip(names, row, strict=True))


class Schools:
    """To which school a row belongs, by itself or by what it is a part of."""

    def __init__(self, db: Database) -> None:
        self._of: dict[str, str] = {}
        self._later: list[Row] = []
        for table in record_tables(db):
            names = [n for n in columns_of(db, table) if n == "id" or n.endswith("_id")]
            listed = ", ".join(f'"{name}"' for name in names)
            for values in db.conn.execute(f'SELECT {listed} FROM "{table}"'):
                row = dict(zip(names, values, strict=True))
                if row.get("school_id"):
                    self._of[row["id"]] = row["school_id"]
                elif len(names) > 1:
                    self._later.append(row)
        for _ in range(2):  # a part of a part, such as a milestone of an action
            for row in self._later:
                if row["id"] not in self._of and (school := self._by_whole(row)):
                    self._of[row["id"]] = school

    def of(self, table: str, ref: str, row: Mapping[str, Any]) -> str:
        """The school's id, or "" where a row belongs to none that is known."""
        if table == "schools":
            return ref
        return self._of.get(ref) or row.get("school_id") or self._by_whole(row)

    def _by_whole(self, row: Mapping[str, Any]) -> str:
        wholes = (v for k, v in row.items() if k.endswith("_id") and isinstance(v, str))
        return next((self._of[whole] for whole in wholes if whole in self._of), "")


def deeply(value: str, change: Callable[[str], str | None], *, keys: bool = True) -> str:
    """Change a text, or every text in a column of JSON; what becomes None leaves its list."""
    if value[:1] in "[{":
        try:
            held = json.loads(value)
        except ValueError:
            return change(value) or ""
        changed = _in(held, change, keys)
        same = changed == held
        return value if same else json.dumps(changed, ensure_ascii=False, sort_keys=True)
    return change(value) or ""


def _in(held: Any, change: Callable[[str], str | None], keys: bool) -> Any:
    if isinstance(held, str):
        return change(held)
    if isinstance(held, list):
        return [new for new in (_in(each, change, keys) for each in held) if new is not None]
    if isinstance(held, dict):
        name = (lambda key: change(key) or "") if keys else str
        pairs = ((name(key), _in(value, change, keys)) for key, value in held.items())
        return {key: "" if value is None else value for key, value in pairs}
    return held


def texts_in(value: str) -> Iterator[str]:
    """The texts of a column, those in JSON each by itself."""
    found: list[str] = []

    def note(text: str) -> str:
        found.append(text)
        return text

    deeply(value, note)
    return iter(found)
