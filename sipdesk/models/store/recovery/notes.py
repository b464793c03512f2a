"""What a store notes of itself: of erasures, of where its copies lie. No history tells of it.

The damaged file's notes are the later ones, wherever they can be read. An erasure that is under way
is finished then, and one that was called off since the backup is not begun again.
"""

from __future__ import annotations

from sqlite_utils import Database

from sipdesk.models.store.recovery.reading import Rows

NOTES = "store_state"
Notes = dict[str, str]


def joined(base: Rows, live: Rows) -> Notes:
    """The notes as they are to be; what is put together wants a backup of its own."""
    before, read = _of(base), _of(live)
    now = read if live.complete else before | read
    number = max(int(notes.get("generation", 0)) for notes in (before, read))
    return now | {"generation": str(number), "backed_up": ""}


def _of(rows: Rows) -> Notes:
    return {name: str(row["value"]) for name, row in rows.by("name").items()}


def write(db: Database, notes: Notes) -> None:
    """Let these be the notes of `db`; inside a transaction."""
    db.execute(f"DELETE FROM {NOTES}")
    for name, value in notes.items():
        db.execute(f"INSERT INTO {NOTES} (name, value) VALUES (?, ?)", [name, value])
