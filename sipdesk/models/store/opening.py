"""Making and opening a store: refuse what must not be touched, check, back up, migrate."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreError, StoreMissing, StoreNewer, StoreNotWritable
from sipdesk.models.store import keys
from sipdesk.models.store.connection import (
    APPLICATION_ID,
    SqlError,
    check,
    connect,
    damaged,
    forget_holder,
    let_go,
    note_holder,
    translate,
)
from sipdesk.models.store.files import sync_folder, write_whole
from sipdesk.models.store.migrations import migrations

SCHEMA = 1  # how many migrations there are; PRAGMA user_version of a store that is up to date


def create_store(
    path: Path, passphrase: str, code: str, cost: keys.Cost | None = None
) -> tuple[Database, keys.DataKey]:
    """A new, empty store and its key file, both or neither.

    Raises StoreError when something is there already or nothing may be written there.
    """
    _claim(path)
    with _made_whole(path):
        key = keys.create(path, passphrase, code, cost or keys.Cost())
        db = connect(path, key)
        try:
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            _migrate(db)
            sync_folder(path.parent)
        except BaseException:
            let_go(db)
            raise
    note_holder(path)
    return db, key


def _claim(path: Path) -> None:
    """An empty key file that only one of two makers can make."""
    lock = keys.key_file(path)
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
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


@contextmanager
def _made_whole(path: Path) -> Iterator[None]:
    """Take away what was begun at `path`, where nothing was before, when it cannot be finished."""
    try:
        yield
    except BaseException as error:
        journal = path.with_name(f"{path.name}-journal")
        for begun in (keys.key_file(path), path, journal):
            with suppress(OSError):
                begun.unlink()
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


def open_store(path: Path, secret: str, now: datetime) -> tuple[Database, keys.DataKey]:
    """Open with the passphrase or the recovery code. Raises a StoreError that says what to do."""
    _refuse_no_file(path)
    key = keys.unlock(path, secret)
    db = connect(path, key)
    try:
        note_holder(path)
        _refuse_strange(db)
        check(db, path)
        _refuse_unwritable(db, path)
        _bring_up_to_date(db, key, path, now)
    except BaseException:
        forget_holder(path)
        db.conn.close()
        raise
    return db, key


def close(db: Database, path: Path) -> None:
    """Let go of the file."""
    forget_holder(path)
    let_go(db)


def back_up(db: Database, key: keys.DataKey, path: Path, why: str) -> Path:
    """A finished, checked copy in ``backups`` beside the store, opened by the same secrets.

    It takes its name only once it is whole. Raises StoreError.
    """
    folder = path.parent / "backups"
    dest = folder / f"{path.stem} {why}{path.suffix}"
    aside = dest.with_name(f"{dest.name}.part")
    try:
        folder.mkdir(exist_ok=True)
        aside.unlink(missing_ok=True)
        copy = connect(aside, key)
        try:
            db.conn.backup(copy.conn)
            check(copy, aside)
        finally:
            let_go(copy)
        write_whole(keys.key_file(dest), keys.key_file(path).read_bytes())
        os.replace(aside, dest)
        sync_folder(folder)
    except OSError as error:
        raise StoreNotWritable(
            f"No backup could be written in {folder} ({error.strerror or error}).",
            "The store has not been changed.",
            "See whether the disk is full or the folder may not be written, then open it again.",
        ) from error
    except SqlError as error:
        raise translate(error, dest) from error
    return dest


def _refuse_no_file(path: Path) -> None:
    if not path.exists():
        raise StoreMissing(
            f"There is no store at {path}.",
            todo="Make one with “sipdesk init”, or name another with --store.",
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
        db.conn.execute("ROLLBACK")
    except SqlError as error:
        raise translate(error, path) from error


_MARKS = ("application_id", "user_version")


def _bring_up_to_date(db: Database, key: keys.DataKey, path: Path, now: datetime) -> None:
    try:
        if not migrations.pending(db):
            return
        back_up(db, key, path, f"before update {now:%Y-%m-%d %H%M%S}")
        _migrate(db)
    except SqlError as error:
        raise translate(error, path) from error


def _migrate(db: Database) -> None:
    """All that is pending and the number of the schema, in one transaction."""
    with db.atomic():
        migrations.apply(db)
        db.execute(f"PRAGMA user_version = {SCHEMA}")
