"""One encrypted SQLite file, opened by one program at a time.

SQLCipher under sqlite-utils. sqlite-utils looks for a module called ``pysqlite3`` before the
standard one: sqlcipher3 takes that name here, so that the exceptions it catches are the right ones.
"""

from __future__ import annotations

import secrets
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2 as sqlcipher

sys.modules.setdefault("pysqlite3", sqlcipher3)

from sqlite_utils import Database  # noqa: E402  (must follow the line above)

from sipdesk.models.errors import (  # noqa: E402
    StoreDamaged,
    StoreError,
    StoreInUse,
    StoreNotWritable,
)
from sipdesk.models.store.holder import by  # noqa: E402
from sipdesk.models.store.keys import DataKey  # noqa: E402

SqlError = sqlcipher.Error
APPLICATION_ID = 0x53495044  # "SIPD"
LARGE = 1_000  # pages; beyond, holding them against each other takes as long as the key itself
OLDEST_SQLITE = (3, 51, 3)  # earlier ones carry a bug that can corrupt a file

_FULL, _READONLY, _IOERR, _BUSY, _LOCKED = 13, 8, 10, 5, 6
_CORRUPT, _NOT_A_DATABASE, _CANNOT_OPEN, _PERM = 11, 26, 14, 3
_TRIES, _STEP_BACK = 3, 0.004  # seconds, and up to eight times as many
_SAFE = "Everything up to the last “Saved” is on the disk."


class _Connection(sqlcipher.Connection):  # type: ignore[misc]
    """SQLCipher says “out of memory” of a page it could not encipher after the disk had failed."""

    def execute(self, *args: Any) -> Any:
        try:
            return super().execute(*args)
        except MemoryError as error:
            raise _unreachable() from error

    def executemany(self, *args: Any) -> Any:
        try:
            return super().executemany(*args)
        except MemoryError as error:
            raise _unreachable() from error


def _unreachable() -> Exception:
    error: Any = sqlcipher.OperationalError("a page could not be written")
    error.sqlite_errorcode = _IOERR
    return error  # type: ignore[no-any-return]


class _Held(Database):
    """An open store. After anything was taken back, its pages are read from the disk again.

    SQLCipher lets SQLite look at a page that it takes back before it is deciphered. Once in some
    thousand times those bytes pass for a list of tables, and that is kept: the store would be
    called malformed, though nothing is wrong in the file.
    """

    def rollback(self) -> None:
        super().rollback()
        with suppress(SqlError):  # a disk that fails has emptied the memory by itself
            self.conn.execute("PRAGMA shrink_memory")


def connect(path: Path, key: DataKey) -> Database:
    """Open `path` (made when missing) and hold it alone. Raises a StoreError.

    Two who come at the very same moment keep each other out: both step back and come again.
    """
    for _ in range(_TRIES):
        try:
            return _connected(path, key)
        except StoreInUse:
            time.sleep(_STEP_BACK * (1 + secrets.randbelow(8)))
    return _connected(path, key)


def _connected(path: Path, key: DataKey) -> Database:
    if sqlcipher.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"This copy of SQLite is {sqlcipher.sqlite_version}, which can damage a store.",
            "The store has not been touched.",
            "Install SIP Desk again with its own libraries.",
        )
    try:
        # backups read through it from another thread; SQLite itself takes turns
        plain = sqlcipher.connect(
            str(path), timeout=0, check_same_thread=False, factory=_Connection
        )
    except SqlError as error:
        raise translate(error, path) from error
    try:
        for pragma in _pragmas(key):
            plain.execute(f"PRAGMA {pragma}")
        plain.execute("BEGIN EXCLUSIVE")
        plain.execute("COMMIT")
        plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except SqlError as error:
        plain.close()
        raise translate(error, path) from error
    return _Held(plain)


def _pragmas(key: DataKey) -> list[str]:
    # The journal and sync modes are the ones that lost nothing in simulated power cuts.
    wanted = [
        "cipher_log_level = NONE",
        f'key = "{key.pragma}"',
        "locking_mode = EXCLUSIVE",
        "journal_mode = TRUNCATE",
        "synchronous = EXTRA",
        "foreign_keys = ON",
        "secure_delete = ON",
        "temp_store = MEMORY",
        "trusted_schema = OFF",
    ]
    return wanted + (["fullfsync = ON"] if sys.platform == "darwin" else [])


def check(db: Database, path: Path) -> None:
    """Both checks, because each misses damage that the other finds. Raises StoreDamaged."""
    try:
        broken_pages = db.execute("PRAGMA cipher_integrity_check").fetchall()
        verdict = db.execute("PRAGMA integrity_check(5)").fetchall()
    except SqlError as error:
        told = translate(error, path)
        raise (told if isinstance(told, StoreNotWritable) else damaged()) from error
    if broken_pages or verdict != [("ok",)]:
        raise damaged()


def check_to_open(db: Database, path: Path) -> None:
    """What can be checked before the desk opens, without a wait. Raises StoreDamaged.

    Every page's seal, which finds whatever happened to the file outside; that it was cut short was
    found when it was connected. A large store's tables and indexes are held against each other
    when it is backed up next: the copy gets both checks, and nobody waits for those.
    """
    [(pages,)] = db.execute("PRAGMA page_count").fetchall()
    if pages <= LARGE:
        check(db, path)
        return
    try:
        broken_pages = db.execute("PRAGMA cipher_integrity_check").fetchall()
    except SqlError as error:
        told = translate(error, path)
        raise (told if isinstance(told, StoreNotWritable) else damaged()) from error
    if broken_pages:
        raise damaged()


def damaged() -> StoreDamaged:
    """The message for a store that fails its checks."""
    return StoreDamaged(
        "The store is damaged and has not been opened.",
        "Nothing has been changed in it.",
        "Keep the file; where there is a good backup, it can be opened in its place.",
    )


def let_go(db: Database) -> None:
    """Close, and leave no empty journal beside the file."""
    with suppress(SqlError):
        db.execute("PRAGMA journal_mode = DELETE")
    db.conn.close()


def translate(error: Exception, path: Path) -> StoreError:
    """What SQLite says, as something a person can act on."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (_BUSY, _LOCKED):
        return StoreInUse(
            f"{path.name} is already open{by(path)}.",
            "Nothing has been changed.",
            "Go on in that window, or close it first.",
        )
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return damaged()
    if code == _FULL:
        return StoreNotWritable(
            "The disk is full.", _SAFE, "Make some room; SIP Desk tries again by itself."
        )
    if code in (_READONLY, _PERM):
        return StoreNotWritable(
            f"{path.name} may not be written.", _SAFE, "Ask for the right to write in its folder."
        )
    if code in (_IOERR, _CANNOT_OPEN):
        return StoreNotWritable(
            f"{path.name} cannot be reached.",
            _SAFE,
            "Check that its disk is there and its folder may be written in.",
        )
    return StoreError(f"The store answered: {error}.", _SAFE, "Close SIP Desk and start it again.")


def moved_away(path: Path) -> StoreNotWritable:
    """The message for a store that was moved or deleted while it was open."""
    return StoreNotWritable(
        f"{path.name} is no longer in {path.parent}.",
        "Everything up to the last “Saved” is in the file that was taken from there.",
        "Bring it back; if it was deleted, open the newest backup.",
    )
