"""How far a store has come, counted inside it and outside, so that going back is noticed.

The number goes up with the first change after opening, with every backup, and at closing. A small
file in the user's own folder remembers it; a store that has a smaller one was put back from an
older copy.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from sipdesk import paths
from sipdesk.models.errors import StoreWentBack
from sipdesk.models.store.files import make_folder


def inside(db: Database) -> int:
    """The number that the store itself holds."""
    return int(_state(db, "generation") or 0)


def outside(db: Database, path: Path) -> int:
    """The number that was seen last in the store at `path` on this computer."""
    if not read(db, "id"):
        return 0
    return _read(_file(db)).get(_place(path), 0)


def following(db: Database, path: Path, beyond: int = 0) -> int:
    """The next number, past what the store or this computer has seen, and past `beyond`."""
    return max(inside(db), outside(db, path), beyond) + 1


def step_on(db: Database, path: Path, beyond: int = 0) -> int:
    """Count on, inside and then outside; past what either held, and past `beyond`."""
    number = following(db, path, beyond)
    keep(db, "generation", str(number))
    _remember(db, path, number)
    return number


def meet(db: Database, path: Path) -> None:
    """At opening: remember the store outside; nothing is written in it unless it had gone back."""
    here, there = inside(db), outside(db, path)
    if here < there:
        step_on(db, path)
    elif here > there:
        _remember(db, path, here)


def refuse_older(db: Database, path: Path) -> None:
    """Raises StoreWentBack when the file is older than the one that was open here last."""
    number = inside(db)
    if number < outside(db, path):
        raise StoreWentBack(
            f"{path.name} is an older copy of the store that was open here last.",
            "Nothing has been changed in it.",
            "Go on with it if you put it there yourself; else open the newest backup.",
            number=number,
        )


def read(db: Database, name: str) -> str:
    """A line of what the store knows about itself."""
    return _state(db, name)


def keep(db: Database, name: str, value: str) -> None:
    """Write a line of what the store knows about itself; no undo touches it."""
    with db.atomic():
        db.execute("UPDATE store_state SET value = ? WHERE name = ?", [value, name])


def _state(db: Database, name: str) -> str:
    if "store_state" not in db.table_names():
        return ""  # a store of an earlier schema, not yet brought up to date
    row = db.execute("SELECT value FROM store_state WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else ""


def _file(db: Database) -> Path:
    return paths.data() / "seen" / f"{_state(db, 'id')}.json"


def _place(path: Path) -> str:
    """The store's place, so that a copy kept elsewhere counts for itself; no name can be read."""
    return hashlib.sha256(str(path.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:20]


def _read(file: Path) -> dict[str, int]:
    with suppress(OSError, ValueError, AttributeError, TypeError):
        held = json.loads(file.read_text(encoding="ascii"))
        return {str(place): int(number) for place, number in held.items()}
    return {}


def _remember(db: Database, path: Path, number: int) -> None:
    """A courtesy: where it cannot be written, going back is only not noticed."""
    file = _file(db)
    aside = file.with_name(f"{file.name}.{os.getpid()}")
    with suppress(OSError):
        make_folder(file.parent)
        aside.write_text(json.dumps({**_read(file), _place(path): number}), encoding="ascii")
        os.replace(aside, file)  # not synced: nobody should wait for it
