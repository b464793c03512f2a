"""A second place for backups, such as a stick: finished ones only, each read back and compared."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from datetime import date
from pathlib import Path

from sipdesk.models.store import keys
from sipdesk.models.store.backups.keeping import KeepUntil, to_go
from sipdesk.models.store.backups.records import PART, Backup, backups_in, unfinished_in
from sipdesk.models.store.files import make_folder, sync_file, sync_folder


def folder_in(place: Path, store_id: str) -> Path:
    """Where the backups of one store lie in a place that others may share."""
    return place / f"SIP Desk {store_id[:8]}"


def is_there(place: Path) -> bool:
    """Whether the stick is in, the drive connected."""
    try:
        return place.is_dir()
    except OSError:
        return False


def bring_up_to_date(
    place: Path,
    store_id: str,
    store: Path,
    finished: list[Backup],
    today: date,
    keep_until: KeepUntil | None,
) -> bool:
    """Copy there what is missing, newest first, then thin. False when the place is not there.

    A place that is full, or goes away half-way, is left for the next time: never an error.
    """
    if not is_there(place):
        return False
    folder = folder_in(place, store_id)
    try:
        make_folder(folder)
        take_away(unfinished_in(folder))
        there = backups_in(folder, store, under_any_name=True)
        thinned = {b.id for b in to_go(finished + there, today, keep_until)}
        known = thinned.union(b.id for b in there)
        for backup in finished:
            if backup.id not in known:
                _copy_both(backup, folder / backup.id)
        there = backups_in(folder, store, under_any_name=True)
        remove([backup.path for backup in to_go(there, today, keep_until)])
    except OSError:
        return False
    return True


def remove(stores: list[Path]) -> None:
    """Take copies away: first the stores, and for good, then the key files of those that went.

    A power cut between the two may leave a key file alone, never a store that nothing opens.
    """
    take_away(stores)
    take_away([keys.key_file(store) for store in stores if not os.path.lexists(store)])


def take_away(files: list[Path]) -> None:
    """For good; what cannot be taken away stays until the next time."""
    for file in files:
        with suppress(OSError):
            file.unlink()
    for folder in {file.parent for file in files}:
        with suppress(OSError):
            sync_folder(folder)


def _copy_both(backup: Backup, dest: Path) -> None:
    """The name that counts comes last; where it does not come, the key file goes as well."""
    copy_compared(keys.key_file(backup.path), keys.key_file(dest))
    try:
        copy_compared(backup.path, dest)
    except OSError:
        with suppress(OSError):
            keys.key_file(dest).unlink()
        raise


def copy_compared(source: Path, dest: Path) -> None:
    """Written aside, synced, read back and compared, and only then under its name."""
    aside = dest.with_name(dest.name + PART)
    data = source.read_bytes()
    try:
        aside.write_bytes(data)
        sync_file(aside)
        if hashlib.sha256(aside.read_bytes()).digest() != hashlib.sha256(data).digest():
            raise OSError("what was written reads differently")
        os.replace(aside, dest)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
    sync_folder(dest.parent)
