"""Keeping right what stands beside results so that gaps are quick.

`assessments.traits` names a row of `traits`, which holds the groups of the pupil at that data
point; 0 is for a result that does not count, of a pupil in the bin or gone by then.
`assessments.slice` names a row of `slices`: a school's results in one subject, on one scale, at one
point. What makes them stale is noted by the store itself (migration 003). Neither is journalled.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from typing import Any

from sqlite_utils import Database

from sipdesk.models.assessments.people import People
from sipdesk.models.pupils.groups import definitions
from sipdesk.models.scales import Scale
from sipdesk.models.store import Store

UNCOUNTED = 0
SLICE = ("school_id", "subject", "scale", "year", "term", "kind")
_RULES = "1"  # counted up when traits_of, or the days of points, decide otherwise than before
_MARK = "traits"  # the line of store_state that says by which rules the copies were made


class Copies:
    """The numbers of sets of groups and of slices, in one open store, inside one transaction."""

    def __init__(self, db: Database, people: People) -> None:
        self._db = db
        self._people = people
        rows = db.execute("SELECT groups, id FROM traits").fetchall()
        self._numbers: dict[str, int] = dict(rows)
        self._sets: dict[frozenset[str], int] = {}
        self._known: dict[tuple[str, int, int], int] = {}
        listed = db.execute(f"SELECT {', '.join(SLICE)}, id FROM slices").fetchall()
        self._slices: dict[tuple[Any, ...], int] = {row[:-1]: row[-1] for row in listed}

    def slice(self, at: tuple[Any, ...]) -> int:
        """What stands in `assessments.slice` for a result with those columns of `SLICE`."""
        if at not in self._slices:
            made = self._db.execute(
                f"INSERT INTO slices ({', '.join(SLICE)}) VALUES (?, ?, ?, ?, ?, ?)", list(at)
            )
            self._slices[at] = int(made.lastrowid or 0)
        return self._slices[at]

    def number(self, pupil_id: str, year: int, term: int) -> int:
        """What stands in `assessments.traits` for that pupil then."""
        key = (pupil_id, year, term)
        found = self._known.get(key)
        if found is None:
            groups = self._people.groups_at(*key)
            found = UNCOUNTED if groups is None else self._numbered(groups)
            self._known[key] = found
        return found

    def _numbered(self, groups: frozenset[str]) -> int:
        if groups in self._sets:
            return self._sets[groups]
        text = json.dumps(sorted(groups), ensure_ascii=False)
        if text not in self._numbers:
            made = self._db.execute("INSERT INTO traits (groups) VALUES (?)", [text])
            self._numbers[text] = int(made.lastrowid or 0)
        self._sets[groups] = self._numbers[text]
        return self._numbers[text]


def rules_mark(scales: Iterable[Scale]) -> str:
    """Changes with whatever decides about copies: definitions, bands, and the rules themselves."""
    parts = repr([(scale.key, scale.bands, scale.values) for scale in scales])
    said = "\n".join((_RULES, definitions().digest, parts))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def begin(db: Database, mark: str) -> None:
    """Before the first result of all: none can have been made by other rules."""
    db.execute(
        "INSERT OR IGNORE INTO store_state (name, value)"
        " SELECT ?, ? WHERE NOT EXISTS (SELECT 1 FROM assessments)",
        [_MARK, mark],
    )


def is_fresh(store: Store, mark: str, school_id: str = "") -> bool:
    """Whether no copy is stale: asked before every figure, so it must cost next to nothing."""
    made_by = store.query("SELECT value FROM store_state WHERE name = ?", [_MARK])
    if not made_by or made_by[0]["value"] != mark:
        return False
    return not store.query(f"{_STALE} LIMIT 1", [school_id])


def freshen(
    db: Database, people_of: Callable[[list[str]], People], mark: str, school_id: str = ""
) -> int:
    """Make again what is stale, inside a transaction; gives how many pupils' copies that were."""
    made_by = db.execute("SELECT value FROM store_state WHERE name = ?", [_MARK]).fetchone()
    if made_by is None or made_by[0] != mark:
        db.execute("INSERT OR IGNORE INTO stale_pupils (id) SELECT id FROM pupils")
        db.execute("INSERT OR REPLACE INTO store_state (name, value) VALUES (?, ?)", [_MARK, mark])
    pupils = [str(row[0]) for row in db.execute(_STALE, [school_id]).fetchall()]
    if pupils:
        listed = json.dumps(pupils)
        copies = Copies(db, people_of(pupils))
        rows = db.execute(
            f"SELECT rowid, traits, slice, pupil_id, binned, {', '.join(SLICE)} FROM assessments"
            " WHERE pupil_id IN (SELECT value FROM json_each(?))",
            [listed],
        )
        wrong: list[tuple[int, int, int]] = []
        for rowid, *was, pupil_id, binned, school, subject, scale, year, term, kind in rows:
            traits = UNCOUNTED if binned else copies.number(pupil_id, year, term)
            wanted = [traits, copies.slice((school, subject, scale, year, term, kind))]
            if wanted != was:
                wrong.append((*wanted, rowid))
        db.conn.executemany("UPDATE assessments SET traits = ?, slice = ? WHERE rowid = ?", wrong)
        db.execute(
            "DELETE FROM stale_pupils WHERE id IN (SELECT value FROM json_each(?))", [listed]
        )
    return len(pupils)


_STALE = (
    "WITH asked (school) AS (VALUES (?))"
    " SELECT id FROM stale_pupils, asked WHERE school = ''"
    " OR id IN (SELECT id FROM pupils WHERE school_id = school)"
    " UNION SELECT pupil_id FROM assessments, asked WHERE traits IS NULL"
    " AND (school = '' OR school_id = school)"
)
