"""Where copies of one store may lie: beside it, in second places, where it lay before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.store import generation
from sipdesk.models.store.backups.records import backups_in, folder_of
from sipdesk.models.store.backups.second_place import folder_in, is_there
from sipdesk.models.store.kept import kept_beside, kept_folder

# what the store notes of them
SECOND_PLACES, LEFT_BEHIND, ASKED_FOR = "second_places", "left_behind", "copies_asked_for"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for copies, and those that are in it; `root` is what has to be connected.

    `store` is what they are called after; None where all that lies there is of one store.
    """

    root: Path
    folder: Path
    copies: tuple[Path, ...] = ()
    store: Path | None = None

    @property
    def is_there(self) -> bool:
        """Whether it can be looked into now, be there copies or not."""
        return is_there(self.root)


def places(db: Database, store: Path, second: Path | None) -> Iterator[Place]:
    """All of them, the nearest first, those that are away as well."""
    yield from _beside(store, store)
    store_id = generation.read(db, "id")
    for root in dict.fromkeys([*([second] if second else []), *_noted(db, SECOND_PLACES)]):
        folder = folder_in(root, store_id)
        backups = backups_in(folder, store, under_any_name=True)
        yield Place(root, folder, tuple(b.path for b in backups))
    for former in _noted(db, LEFT_BEHIND):
        if former != store:
            yield from _beside(former, store)


def note_second_place(db: Database, place: Path) -> None:
    """Remember that backups are copied there, whatever the setting is later."""
    known = _noted(db, SECOND_PLACES)
    if place not in known:
        held = json.dumps([*map(str, known), str(place)], ensure_ascii=False)
        with db.atomic():
            db.conn.execute(
                "INSERT OR REPLACE INTO store_state (name, value) VALUES (?, ?)",
                [SECOND_PLACES, held],
            )


def _beside(store: Path, now: Path) -> Iterator[Place]:
    """`now` is where it lies now: no copy, whatever names it has in ``kept``."""
    backups = backups_in(folder_of(store), store)
    yield Place(store.parent, folder_of(store), tuple(b.path for b in backups), store)
    kept = kept_beside(now if store.parent == now.parent else store)
    yield Place(store.parent, kept_folder(store), tuple(kept), store)


def _noted(db: Database, name: str) -> list[Path]:
    return [Path(each) for each in json.loads(generation.read(db, name) or "[]")]
