"""Recovering a store that does not open: into a new file aside, then in place, the old one kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreDamaged, StoreError, StoreInUse
from sipdesk.models.store import generation, keys, restoring
from sipdesk.models.store.alone import nobody_else, refuse_open
from sipdesk.models.store.backups.comparing import tables
from sipdesk.models.store.backups.shelf import salt_of
from sipdesk.models.store.connection import check, connect, let_go
from sipdesk.models.store.files import remove_store, sync_file, write_whole
from sipdesk.models.store.keys import DataKey
from sipdesk.models.store.opening import fill_empty, update_copy
from sipdesk.models.store.recovery.finding import Found, find
from sipdesk.models.store.recovery.merging import Joined, all_of, join, last_numbers, write
from sipdesk.models.store.recovery.reading import Readable, read
from sipdesk.models.store.recovery.report import Report


def recover(store: Path, secret: str, now: datetime) -> Report:
    """Make the store open again, with all that can be had. Raises a StoreError when it cannot.

    The other copies of the key first; then the newest good backup, with what the damaged file's
    readable pages and its journal still give.
    """
    refuse_open(store)
    found = find(store, secret)
    if _bring_keys_back(store, found, now):
        return Report(only_keys=True)
    key = found.own or found.key
    if key is None:
        raise _nothing_to_recover_from()
    with restoring.disk_told(store.parent):
        joined = _make_aside(store, found, key)
    lender = found.backup if found.own is None else None
    its_keys = keys.key_file(lender.path) if lender is not None else None
    kept = restoring.put_in_place(restoring.aside_of(store), store, now, its_keys)
    return Report(found.backup, joined.told(), kept)


def _bring_keys_back(store: Path, found: Found, now: datetime) -> bool:
    """Whether the store is whole under a key that one of the backups gave."""
    for key, backup in found.ring:
        if key != found.own and _is_whole(store, key):
            with restoring.disk_told(store.parent), nobody_else(store):
                restoring.keep(store, now)
                write_whole(keys.key_file(store), keys.key_file(backup.path).read_bytes())
            return True
    return False


def _is_whole(store: Path, key: DataKey) -> bool:
    try:
        if not store.stat().st_size:
            return False
        db = connect(store, key)
        try:
            check(db, store)
            return True
        finally:
            let_go(db)
    except StoreInUse:
        raise
    except (StoreError, OSError):
        return False


def _make_aside(store: Path, found: Found, key: DataKey) -> Joined:
    aside = restoring.aside_of(store)
    with _begun(store, found, key) as db:
        base = all_of(tables(db.conn), db.conn)
        joined = join(base, _readable(store, found, base))
        if found.backup is None and not any(joined.tables.values()):
            raise _nothing_to_recover_from()
        write(db, joined)
        generation.keep(db, "generation", str(generation.following(db, store)))
        check(db, aside)
    sync_file(aside)
    return joined


@contextmanager
def _begun(store: Path, found: Found, key: DataKey) -> Iterator[Database]:
    """The file aside: a checked copy of the backup, or an empty store."""
    aside = restoring.aside_of(store)
    with restoring.none_left_of(aside):
        if found.backup is not None and found.key is not None:
            restoring.prepare(found.backup.path, found.key, store, key, 0)
            db = connect(aside, key)
            update_copy(db)
        else:
            remove_store(aside)
            db = connect(aside, key)
            fill_empty(db)
        try:
            yield db
        finally:
            let_go(db)


def _readable(store: Path, found: Found, base: Readable) -> Readable:
    """What the damaged file gives under any key that the secret gave."""
    if not store.exists():
        return {}
    for key in found.keys:
        backup = found.backup.path if found.backup is not None else None
        like = backup if backup is not None and key.is_of(salt_of(backup)) else None
        live = read(store, key, like, last_numbers(base))
        if any(rows.rows for rows in live.values()):
            return live
    return {}


def _nothing_to_recover_from() -> StoreDamaged:
    return StoreDamaged(
        "The store is damaged, and there is no good backup beside it.",
        "Nothing has been changed.",
        "Copy a backup from a second place into the folder “backups” beside it, then try again.",
    )
