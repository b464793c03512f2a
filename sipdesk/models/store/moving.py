"""Moving a store to a better place: a checked copy first; the old file is kept by another name."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreError
from sipdesk.models.store import keys, restoring
from sipdesk.models.store.backups.making import Breathe, copy_checked
from sipdesk.models.store.files import make_folder, sync_folder, write_whole


def free_place(store: Path, folder: Path) -> Path:
    """Where `store` can go in `folder` without taking another's place."""
    dest, n = folder / store.name, 1
    while dest.exists() or keys.key_file(dest).exists():
        n += 1
        dest = folder / f"{store.stem} {n}{store.suffix}"
    return dest


def copy_over(
    db: Database, store: Path, dest: Path, key: keys.DataKey, breathe: Breathe = lambda: None
) -> None:
    """A checked copy of an open store at `dest`, with its key file. Raises a StoreError."""
    if dest.exists():
        raise StoreError(f"There is already a store at {dest}.", "Neither has been touched.")
    aside = restoring.aside_of(dest)
    with restoring.disk_told(dest.parent), restoring.none_left_of(aside):
        make_folder(dest.parent)
        copy_checked(db, aside, key, breathe)
        write_whole(keys.key_file(dest), keys.key_file(store).read_bytes())
        os.replace(aside, dest)
        sync_folder(dest.parent)


def set_aside(store: Path, now: datetime) -> Path:
    """Once the copy is there: the closed old store goes into ``kept``, so that nobody works on."""
    with restoring.disk_told(store.parent):
        kept = restoring.keep(store, now)
        for old in (store, keys.key_file(store)):
            old.unlink()  # its second name in “kept” stays
        sync_folder(store.parent)
    return kept
