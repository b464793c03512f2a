"""Making and opening a store: refuse what must not be touched, check, back up, migrate."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreError, StoreMissing, StoreNewer
from sipdesk.models.store import keys
from sipdesk.models.store.connection import (
    APPLICATION_ID,
    SqlError,
    check,
    connect,
    damaged,
    forget_holder,
    note_holder,
)
from sipdesk.models.store.files import sync_folder
from sipdesk.models.store.migrations import migrations

SCHEMA = 1  # how many migrations there are; PRAGMA user_version of a store that is up to date


def create_store(
    path: Path, passphrase: str, code: str, cost: keys.Cost | None = None
) -> tuple[Database, keys.DataKey]:
    """A new, empty store and its key file. Raises StoreError when something is there already."""
    if path.exists() or keys.key_file(path).exists():
        raise StoreError(
            f"There is already a store at {path}.",
            "It has not been touched.",
            "Open it, or choose another name.",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    key = keys.create(path, passphrase, code, cost or keys.Cost())
    db = connect(path, key)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    _migrate(db)
    sync_folder(path.parent)
    note_holder(path)
    return db, key


def open_store(path: Path, secret: str, now: datetime) -> tuple[Database, keys.DataKey]:
    """Open with the passphrase or the recovery code. Raises a StoreError that says what to do."""
    _refuse_no_file(path)
    key = keys.unlock(path, secret)
    db = connect(path, key)
    try:
        _refuse_strange(db)
        check(db)
        if migrations.pending(db):
            back_up(db, key, path, f"before update {now:%Y-%m-%d %H%M%S}")
            _migrate(db)
    except BaseException:
        close(db, path)
        raise
    note_holder(path)
    return db, key


def close(db: Database, path: Path) -> None:
    """Let go of the file."""
    db.conn.close()
    forget_holder(path)


def back_up(db: Database, key: keys.DataKey, path: Path, why: str) -> Path:
    """A finished, checked copy in ``backups`` beside the store, opened by the same secrets."""
    folder = path.parent / "backups"
    folder.mkdir(exist_ok=True)
    dest = folder / f"{path.stem} {why}{path.suffix}"
    copy = connect(dest, key)
    try:
        db.conn.backup(copy.conn)  # type: ignore[arg-type]
        check(copy)
    finally:
        copy.conn.close()
    keys.key_file(dest).write_bytes(keys.key_file(path).read_bytes())
    sync_folder(folder)
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


_MARKS = ("application_id", "user_version")


def _migrate(db: Database) -> None:
    migrations.apply(db)
    db.execute(f"PRAGMA user_version = {SCHEMA}")
