"""Making and opening a store: refuse what must not be touched, check, back up, migrate."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import (
    StoreDamaged,
    StoreError,
    StoreMissing,
    StoreNewer,
    StoreNotWritable,
    WrongPassphrase,
)
from sipdesk.models.store import generation, keys
from sipdesk.models.store.backups.making import Order, make
from sipdesk.models.store.backups.records import Reason, backups_in, folder_of
from sipdesk.models.store.connection import (
    APPLICATION_ID,
    SqlError,
    connect,
    damaged,
    let_go,
    moved_away,
    translate,
)
from sipdesk.models.store.files import make_folder, remove_store, sync_folder
from sipdesk.models.store.holder import forget_holder, note_holder, refuse_elsewhere
from sipdesk.models.store.leftovers import clear_leftovers
from sipdesk.models.store.mending import check_and_mend
from sipdesk.models.store.migrations import migrations

LEFT_OVER = 60  # seconds after which a store that is being made is no longer being made
SCHEMA = 3  # how many migrations there are; PRAGMA user_version of a store that is up to date


def create_store(
    path: Path, passphrase: str, code: str, cost: keys.Cost | None = None
) -> tuple[Database, keys.DataKey]:
    """A new, empty store and its key file, both or neither.

    Raises StoreError when something is there already or nothing may be written there.
    """
    _claim(path)
    with _made_whole(path):
        key = keys.DataKey.fresh()
        _fill_aside(path, key)
        keys.create(path, key, passphrase, code, cost or keys.Cost())
        os.replace(_aside_of(path), path)
        sync_folder(path.parent)
        db = connect(path, key)
        try:
            generation.step_on(db, path)
        except BaseException:
            let_go(db)
            raise
    note_holder(path)
    return db, key


def _aside_of(path: Path) -> Path:
    """Where a new store is filled before it takes its place, so that nobody meets half of one."""
    return path.with_name(f".{path.name}.making")


def _fill_aside(path: Path, key: keys.DataKey) -> None:
    aside = _aside_of(path)
    remove_store(aside)
    db = connect(aside, key)
    try:
        fill_empty(db)
    finally:
        let_go(db)


def _claim(path: Path) -> None:
    """An empty key file that only one of two makers can make."""
    lock = keys.key_file(path)
    try:
        if not path.exists():
            make_folder(path.parent)
            if _is_left_over(lock, _aside_of(path)):
                lock.unlink()
            lock.open("xb").close()
            return
    except OSError as error:
        if not lock.exists():
            raise _not_made(path, error) from error
    raise StoreError(
        f"There is already a store at {path}.",
        "It has not been touched.",
        "Open it, or choose another name.",
    )


def _is_left_over(lock: Path, aside: Path) -> bool:
    """Whether a key file is what a maker left that was ended; nobody takes so long.

    A full one without a store may belong to a store that was moved: it goes only where what it
    was made for still lies aside.
    """
    with suppress(OSError):
        left = lock.stat()
        unfinished = left.st_size == 0 or aside.exists()
        return unfinished and time.time() - left.st_mtime > LEFT_OVER
    return False


@contextmanager
def _made_whole(path: Path) -> Iterator[None]:
    """Take away what was begun at `path`, where nothing was before, when it cannot be finished."""
    try:
        yield
    except BaseException as error:
        with suppress(OSError):
            keys.key_file(path).unlink()
        for store in (path, _aside_of(path)):
            remove_store(store)
        if isinstance(error, SqlError):
            raise translate(error, path) from error
        if isinstance(error, OSError):
            raise _not_made(path, error) from error
        raise


def _not_made(path: Path, error: OSError) -> StoreNotWritable:
    return StoreNotWritable(
        f"No store could be made at {path} ({error.strerror or error}).",
        "Nothing has been left there.",
        "Choose another folder, or see whether the disk is full or may not be written.",
    )


def open_store(
    path: Path, secret: str, now: datetime, *, anyway: bool = False
) -> tuple[Database, keys.DataKey]:
    """Open with the passphrase or the recovery code. Raises a StoreError that says what to do.

    `anyway` opens a store that another computer's note lies beside, or that has gone back in time.
    A store that was replaced meanwhile, as a new key does it, is opened once more from the
    beginning: what was read of the old one's keys says nothing of the new one.
    """
    looked_at = _which(path)
    try:
        return _unlocked(path, secret, now, anyway)
    except (StoreDamaged, WrongPassphrase, StoreNotWritable):
        if _which(path) in (looked_at, None):
            raise
    return _unlocked(path, secret, now, anyway)


def _unlocked(
    path: Path, secret: str, now: datetime, anyway: bool
) -> tuple[Database, keys.DataKey]:
    refuse_no_file(path)
    key = keys.unlock(path, secret)
    return open_with(path, key, now, anyway=anyway), key


def _which(path: Path) -> tuple[int, int] | None:
    """What tells a file from the one that takes its place.

    Its first bytes are not read: this program may have it open, and would lose its locks (POSIX).
    """
    with suppress(OSError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def open_with(path: Path, key: keys.DataKey, now: datetime, *, anyway: bool = False) -> Database:
    """Open with the data key itself. Raises a StoreError that says what to do."""
    refuse_no_file(path)
    db = connect(path, key)
    ours = False
    try:
        if not anyway:
            refuse_elsewhere(path)
        note_holder(path)
        ours = True
        _refuse_strange(db)
        check_and_mend(db, path)
        _refuse_unwritable(db, path)
        if not anyway:
            _refuse_older(db, path)
        _bring_up_to_date(db, key, path, now)
        with _told(path):
            generation.meet(db, path)
        keys.settle(path, key)
        clear_leftovers(path)
        if not path.exists():
            raise moved_away(path)
    except BaseException:
        if ours:
            forget_holder(path)
        db.conn.close()
        raise
    return db


def close(db: Database, path: Path) -> None:
    """Let go of the file; what was changed counts as a step, so that an older copy is noticed."""
    with suppress(SqlError):
        if db.conn.total_changes:
            generation.step_on(db, path)
    forget_holder(path)
    let_go(db)


def refuse_no_file(path: Path) -> None:
    if not path.exists():
        raise StoreMissing(
            f"There is no store at {path}.",
            "Nothing has been made or changed.",
            "Make one with “sipdesk init”, or name another with --store.",
        )
    if path.stat().st_size == 0:
        raise damaged()


def _refuse_strange(db: Database) -> None:
    try:
        marks = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in _MARKS]
    except SqlError as error:
        raise damaged() from error
    if marks[0] != APPLICATION_ID:
        raise damaged()
    if marks[1] > SCHEMA:
        raise StoreNewer(
            "This store was written by a newer SIP Desk.",
            "Nothing has been changed in it.",
            "Update SIP Desk on this computer, then open it again.",
        )


def _refuse_unwritable(db: Database, path: Path) -> None:
    """Better said at the door than after the first paragraph; what is tried is taken back."""
    try:
        db.conn.execute("BEGIN IMMEDIATE")
        db.conn.execute("PRAGMA user_version = 0")
        db.rollback()
    except SqlError as error:
        raise translate(error, path) from error


_MARKS = ("application_id", "user_version")


def _refuse_older(db: Database, path: Path) -> None:
    with _told(path):
        generation.refuse_older(db, path)


def _bring_up_to_date(db: Database, key: keys.DataKey, path: Path, now: datetime) -> None:
    with _told(path):
        if not migrations.pending(db):
            return
        known = backups_in(folder_of(path), path)
        newest = max((backup.number for backup in known), default=0)
        number = generation.following(db, path, newest)
        make(db, Order(path, key, number, now, Reason.UPDATE))
        _migrate(db)
        generation.step_on(db, path, number)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except SqlError as error:
        raise translate(error, path) from error


def fill_empty(db: Database) -> None:
    """Make a new file a store without a record."""
    with db.atomic():
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        _migrate(db)


def update_copy(db: Database) -> None:
    """Bring a copy, of which the original is kept, to the present schema."""
    if migrations.pending(db):
        _migrate(db)


def _migrate(db: Database) -> None:
    """All that is pending and the number of the schema, in one transaction."""
    with db.atomic():
        migrations.apply(db)
        db.execute(f"PRAGMA user_version = {SCHEMA}")
