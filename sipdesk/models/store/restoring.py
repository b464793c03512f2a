"""Putting a backup in the place of the store. At every moment there is one whole store there.

The restored file is made aside under the present data key, so that taking its place is one move;
the present store gets a second name in ``kept`` first, and is never deleted.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreDamaged, StoreError, StoreNotWritable
from sipdesk.models.store import generation, keys
from sipdesk.models.store.alone import nobody_else, refuse_open
from sipdesk.models.store.backups.making import Breathe, copy_checked
from sipdesk.models.store.connection import SqlError, check, connect, let_go, translate
from sipdesk.models.store.files import (
    make_folder,
    remove_store,
    sync_file,
    sync_folder,
    write_whole,
)
from sipdesk.models.store.kept import kept_folder

ASIDE, READ = ".restoring", ".reading"


def prepare(
    backup: Path,
    its_key: keys.DataKey,
    store: Path,
    key: keys.DataKey,
    number: int,
    breathe: Breathe = lambda: None,
    store_id: str = "",
) -> Path:
    """A checked copy of `backup` beside `store`, under the store's own key. Raises a StoreError.

    It is given the generation `number`, so that it is not taken for a store that went back.
    `store_id` is that of the store, where it is known: another's backup is refused.
    """
    aside = aside_of(store)
    with disk_told(store.parent), none_left_of(aside), _opened(backup, its_key, store) as source:
        if store_id and generation.read(source, "id") not in ("", store_id):
            raise _another_s(backup)
        copy_checked(source, aside, key, breathe)
        with prepared(aside, key) as made:
            if "store_state" in made.table_names():
                beyond = max(number, generation.following(made, store))
                generation.keep(made, "generation", str(beyond))
        sync_file(aside)
    return aside


@contextmanager
def prepared(aside: Path, key: keys.DataKey) -> Iterator[Database]:
    """What is to take a store's place, open. Raises OSError when it is not what was made.

    Another's going back in the same folder may have taken it away: nothing empty takes the place.
    """
    made = connect(aside, key)
    try:
        if not made.table_names():
            raise OSError("what was made ready is gone")
        yield made
    finally:
        let_go(made)


@contextmanager
def _opened(backup: Path, key: keys.DataKey, store: Path) -> Iterator[Database]:
    """A copy of `backup` beside `store`, opened and checked; its own disk may be read-only.

    Raises StoreDamaged in words of its own.
    """
    copy = store.with_name(f".{store.name}{READ}")
    try:
        shutil.copyfile(backup, copy)
        try:
            if not copy.stat().st_size:
                raise spoilt(backup)
            db = connect(copy, key)
            try:
                check(db, backup)
                yield db
            finally:
                let_go(db)
        except StoreDamaged as error:
            raise spoilt(backup) from error
    finally:
        remove_store(copy)


@contextmanager
def none_left_of(aside: Path) -> Iterator[None]:
    """A copy that could not be finished is taken away again."""
    try:
        yield
    except BaseException:
        remove_store(aside)
        raise


def spoilt(backup: Path) -> StoreDamaged:
    """The message for a backup that fails its checks."""
    return StoreDamaged(
        f"The backup “{backup.name}” is damaged.",
        "The desk is as it was.",
        "Take the next one in the list; this one is kept, but cannot be used.",
    )


def _another_s(backup: Path) -> StoreError:
    return StoreError(
        f"“{backup.name}” is a backup of another desk.",
        "The desk is as it was.",
        "To work with the other one, open it by itself: a copy of the backup is a whole desk.",
    )


def replace_unopened(backup: Path, secret: str, store: Path, now: datetime) -> Path:
    """Let a backup take the place of a store that does not open; gives where that is kept.

    Raises StoreInUse when it is open all the same, in a window that knows its passphrase.
    """
    key = keys.unlock(backup, secret)
    refuse_open(store)
    its_keys = None if _opens(store, secret, key) else keys.key_file(backup)
    aside = prepare(backup, key, store, key, 0)
    return put_in_place(aside, store, now, its_keys)


def _opens(store: Path, secret: str, key: keys.DataKey) -> bool:
    """Whether the store's own key file gives that key, as it does unless it is damaged."""
    try:
        return keys.unlock(store, secret) == key
    except StoreError:
        return False


def put_in_place(aside: Path, store: Path, now: datetime, its_keys: Path | None = None) -> Path:
    """Let `aside` take the place of `store`, which nobody has open; gives where the old one is.

    `its_keys` is its key file where the store's does not open it. That goes first: a kill in
    between leaves what does not open, as before, and both kept. Raises StoreInUse, and NotForGood.
    """
    with disk_told(store.parent):
        with nobody_else(store):
            kept = keep(store, now)
        with nobody_else(store):  # again: a disk without second names had it copied
            if its_keys is not None:
                write_whole(keys.key_file(store), its_keys.read_bytes())
            journal = store.with_name(f"{store.name}-journal")
            if journal.exists():  # it belongs to the old file and would be played into the new one
                os.replace(journal, kept.with_name(f"{kept.name}-journal"))
            os.replace(aside, store)
    try:
        sync_folder(store.parent)
    except OSError as error:
        raise NotForGood(kept, error.strerror or str(error)) from error
    return kept


class NotForGood(StoreNotWritable):
    """It has taken its place, but the disk did not say that it will last; the old one is `kept`."""

    def __init__(self, kept: Path, why: str) -> None:
        super().__init__(
            f"The desk has been put in place, but the disk did not confirm it ({why}).",
            f"What was there before is kept as “{kept.name}” in the folder “kept”.",
            "See whether the disk is sound; if what was there before comes back, do it again.",
        )
        self.kept = kept


def keep(store: Path, now: datetime) -> Path:
    """Give the store and its key file a second name in ``kept``; gives the store's.

    The key file is there for good before the store is: a power cut must not leave one that nothing
    opens.
    """
    folder = kept_folder(store)
    make_folder(folder)
    name = f"{store.stem} until {now.astimezone():%Y-%m-%d %H.%M.%S}"
    kept, n = folder / f"{name}{store.suffix}", 1
    while kept.exists() or keys.key_file(kept).exists():
        n += 1
        kept = folder / f"{name} ({n}){store.suffix}"
    if keys.key_file(store).exists():
        _copy(keys.key_file(store), keys.key_file(kept))
        sync_folder(folder)
    if store.exists():
        try:
            os.link(store, kept)
        except OSError:  # a disk without second names
            _copy(store, kept)
    sync_folder(folder)
    return kept


def aside_of(store: Path) -> Path:
    """Where the file lies that is about to take the place of `store`."""
    return store.with_name(f".{store.name}{ASIDE}")


@contextmanager
def disk_told(folder: Path) -> Iterator[None]:
    """The disk's troubles in words; nothing has been put in place then."""
    try:
        yield
    except SqlError as error:
        trouble = translate(error, folder)
        if type(trouble) is StoreError:  # copying page by page, SQLite gives words but no number
            raise _not_written(folder, str(error)) from error
        raise _told(folder, trouble) from error
    except StoreNotWritable as error:
        raise _told(folder, error) from error
    except OSError as error:
        raise _not_written(folder, error.strerror or str(error)) from error


def _told(folder: Path, error: StoreError) -> StoreError:
    if type(error) is StoreNotWritable:
        return _not_written(folder, error.what.rstrip("."))
    return error


def _not_written(folder: Path, why: str) -> StoreNotWritable:
    return StoreNotWritable(
        f"The backup could not be put in place in {folder} ({why}).",
        "The desk and all its backups are as they were.",
        "See whether the disk is full or the folder may not be written, then try again.",
    )


def _copy(source: Path, dest: Path) -> None:
    aside = dest.with_name(f"{dest.name}.part")
    try:
        shutil.copyfile(source, aside)
        sync_file(aside)
        os.replace(aside, dest)
    except BaseException:
        with suppress(OSError):
            aside.unlink()
        raise
