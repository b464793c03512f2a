"""Moving a store to a better place: a checked copy first; the old file is kept by another name."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreError
from sipdesk.models.store import key_file, keys, restoring
from sipdesk.models.store.backups.making import Breathe, copy_checked
from sipdesk.models.store.files import make_folder, remove_store, sync_folder, write_whole


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
    if dest.exists() or keys.key_file(dest).exists():
        raise StoreError(f"There is already a store at {dest}.", "Neither has been touched.")
    copy_again(db, store, dest, key, breathe)


def copy_again(
    db: Database, store: Path, dest: Path, key: keys.DataKey, breathe: Breathe = lambda: None
) -> None:
    """The same where `copy_over` has made one before. Raises a StoreError.

    Then there is none: an older one must not be met later and taken for the store.
    """
    aside = restoring.aside_of(dest)
    try:
        with restoring.disk_told(dest.parent), restoring.none_left_of(aside):
            make_folder(dest.parent)
            copy_checked(db, aside, key, breathe)
            wraps = key_file.read_known(keys.key_file(store))
            write_whole(keys.key_file(dest), key_file.as_bytes(wraps))
            os.replace(aside, dest)
            sync_folder(dest.parent)
    except BaseException:
        take_back(dest)
        raise


def take_back(dest: Path) -> None:
    """Away with a copy that was made to be gone on with, and is not; what cannot go stays."""
    remove_store(dest)
    with suppress(OSError):
        keys.key_file(dest).unlink()


def mark(db: Database, store: Path) -> tuple[int, bytes]:
    """By what a copy is told to be still the same: all that is written, and the key file."""
    with suppress(OSError):  # said when it is copied
        return db.conn.total_changes, keys.key_file(store).read_bytes()
    return db.conn.total_changes, b""


def set_aside(store: Path, now: datetime) -> Path:
    """Once the copy is there: the closed old store goes into ``kept``, so that nobody works on.

    Raises a StoreError, and then it is where it was.
    """
    with restoring.disk_told(store.parent):
        kept = restoring.keep(store, now)
        store.unlink()  # its second name in “kept” stays
    with suppress(OSError):  # it has gone: what is left of it stands in nobody's way
        keys.key_file(store).unlink()
        sync_folder(store.parent)
    return kept
