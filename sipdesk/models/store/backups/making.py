"""Making one backup: copied aside, synced, opened again, checked, compared, and then in place."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreBusy, StoreDamaged, StoreError, StoreNotWritable
from sipdesk.models.store import key_file, keys
from sipdesk.models.store.backups.comparing import contents
from sipdesk.models.store.backups.records import (
    PART,
    Backup,
    Reason,
    backups_in,
    file_name,
    folder_of,
    unfinished_in,
)
from sipdesk.models.store.connection import SqlError, check, connect, let_go, translate
from sipdesk.models.store.files import (
    make_folder,
    remove_store,
    sync_file,
    sync_folder,
    write_whole,
)

Breathe = Callable[[], None]  # called often; may raise to stop the work
PAGES = 32  # copied at a time: about a millisecond in which nobody else can write
TRIES = 5


@dataclass(frozen=True, slots=True)
class Order:
    """What a backup is to be, settled before the copying begins."""

    store: Path
    key: keys.DataKey
    number: int
    at: datetime
    reason: Reason
    second_place: Path | None = None
    mark: str = ""  # how far the store had come

    @property
    def path(self) -> Path:
        """Where it is to be."""
        return folder_of(self.store) / file_name(self.store, self.number, self.at, self.reason)


def make(db: Database, order: Order, breathe: Breathe = lambda: None) -> Backup:
    """A finished backup. Works beside whoever writes through the same connection.

    Raises StoreBusy when there was no quiet moment to compare in, else a StoreError.
    """
    dest = order.path
    aside = dest.with_name(dest.name + PART)
    with told(dest.parent):
        make_folder(dest.parent)
        clear_parts(dest.parent, order.store)
        try:
            copy_checked(db, aside, order.key, breathe)
            wraps = key_file.read(keys.key_file(order.store))
            write_whole(keys.key_file(dest), key_file.as_bytes(wraps))
            os.replace(aside, dest)
            sync_folder(dest.parent)
        except BaseException:
            remove_store(aside)
            raise
        return Backup(dest, order.number, order.at, order.reason, dest.stat().st_size)


def copy_checked(db: Database, dest: Path, key: keys.DataKey, breathe: Breathe) -> None:
    """A copy at `dest` that has been opened again, checked both ways and compared."""
    for _ in range(TRIES):
        before = db.conn.total_changes
        remove_store(dest)
        _copy(db, dest, key, breathe)
        same = _holds_the_same(db, dest, key, breathe)
        if same:
            return
        if db.conn.total_changes == before:
            raise StoreDamaged(
                "The backup did not hold what the store holds.",
                "It has been thrown away; the store and the earlier backups are as they were.",
                "See whether the disk of the backups is sound, then try again.",
            )
    raise StoreBusy(
        "No backup could be finished while so much was being written.",
        "What you write is saved all the same.",
        "It is tried again in a minute.",
    )


def clear_parts(folder: Path, store: Path) -> None:
    """Take away what a killed program left half-made; only who holds the store calls this."""
    for part in unfinished_in(folder, store):
        with suppress(OSError):
            part.unlink()
    finished = {keys.key_file(b.path).name for b in backups_in(folder, store)}
    for lone in folder.glob(f"{escape(store.stem)} [0-9]*{escape(store.suffix)}.keys"):
        if lone.name not in finished and not lone.with_suffix("").exists():
            with suppress(OSError):
                lone.unlink()


def _copy(db: Database, dest: Path, key: keys.DataKey, breathe: Breathe) -> None:
    def between(_status: int, _left: int, _pages: int) -> None:
        breathe()
        time.sleep(0)  # whoever waits to write comes first

    copy = connect(dest, key)
    try:
        # nobody relies on the copy before it is synced and checked below
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        db.conn.backup(copy.conn, pages=PAGES, progress=between, sleep=0.005)
    finally:
        let_go(copy)
    with suppress(OSError):  # an empty one, of a copy that keeps none
        dest.with_name(f"{dest.name}-journal").unlink()
    sync_file(dest)


def _holds_the_same(db: Database, dest: Path, key: keys.DataKey, breathe: Breathe) -> bool:
    try:
        copy = connect(dest, key)
        try:
            check(copy, dest)
            breathe()
            held = contents(copy.conn, breathe)
        finally:
            let_go(copy)
    except StoreDamaged:
        _blame(db, dest)
        return False
    return held == contents(db.conn, breathe)


def _blame(db: Database, dest: Path) -> None:
    """A copy is damaged: by its disk, unless the store is, as a large one is not known to be."""
    try:
        check(db, dest)
    except StoreDamaged as error:
        raise StoreDamaged(
            "The desk is damaged, and no backup of it could be made.",
            "The earlier backups are as they were.",
            "Keep the file; an earlier backup can be opened in its place.",
        ) from error


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """The disk's troubles in words."""
    try:
        yield
    except OSError as error:
        raise _not_written(folder, str(error.strerror or error)) from error
    except SqlError as error:
        trouble = translate(error, folder)
        trouble.__cause__ = error
        raise _of_backup(trouble, folder) from error
    except StoreNotWritable as error:
        raise _of_backup(error, folder) from error


def _of_backup(error: StoreError, folder: Path) -> StoreError:
    """Copying page by page, SQLite gives no number for its troubles, only words."""
    if type(error) is StoreError:
        return _not_written(folder, str(error.__cause__ or error.what).rstrip("."))
    if type(error) is StoreNotWritable and not error.what.startswith("No backup"):
        return _not_written(folder, error.what.rstrip("."))
    return error


def _not_written(folder: Path, why: str) -> StoreNotWritable:
    return StoreNotWritable(
        f"No backup could be written in {folder} ({why}).",
        "The store has not been touched, and the earlier backups are as they were.",
        "See whether the disk is full or the folder may not be written.",
    )
