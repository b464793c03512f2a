"""What is in the store a second time, to be quick: never journalled, and easily made again."""

from __future__ import annotations

from sqlite_utils import Database

# tables of nothing but copies, and of what must be made again
COPIES = ("traits", "slices", "stale_pupils")
COPIED = {"assessments": ("traits", "slice")}  # columns of a table of records that are copies


def mark_all_stale(db: Database) -> None:
    """After putting a store together: whatever is a copy is to be made again."""
    db.execute("UPDATE assessments SET traits = NULL, slice = NULL WHERE traits IS NOT NULL")
    db.execute("DELETE FROM traits")
    db.execute("DELETE FROM slices")
    db.execute("INSERT OR IGNORE INTO stale_pupils (id) SELECT id FROM pupils")
