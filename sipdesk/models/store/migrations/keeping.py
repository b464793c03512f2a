"""003, the other half: how long records are kept, and what left the desk with them."""

from __future__ import annotations

from sqlite_utils import Database


def keeping(db: Database) -> None:
    """Review dates, documents that left, and erasures that name nobody."""
    for statement in _TABLES.strip().split(";\n"):
        db.execute(statement)


_TABLES = """
ALTER TABLE schools ADD COLUMN partnership_ends TEXT;
ALTER TABLE schools ADD COLUMN review_on TEXT;
ALTER TABLE pupils ADD COLUMN review_on TEXT;
CREATE TABLE departures (
    id TEXT PRIMARY KEY, school_id TEXT NOT NULL, visit_id TEXT NOT NULL, at TEXT NOT NULL,
    what TEXT NOT NULL, name TEXT NOT NULL, audience TEXT NOT NULL, people TEXT NOT NULL,
    binned TEXT NOT NULL);
CREATE INDEX departures_school ON departures (school_id);
CREATE TABLE erasures (
    id TEXT PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL,
    removed TEXT NOT NULL, unreached TEXT NOT NULL, binned TEXT NOT NULL)
"""
