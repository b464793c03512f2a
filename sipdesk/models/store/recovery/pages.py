"""Connections to a damaged file, and pages that a backup can lend it.

A backup under the same key is the same file page by page, with the same seals. The pages that hold
the list of tables do not change between schemas: where the damaged file's are refused, the
backup's take their place, and every table behind them can be read again.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from sipdesk.models.store.connection import SqlError
from sipdesk.models.store.keys import DataKey

PAGE = 4096
MOST = 3_000  # pages that are tried: the list of tables stands near the beginning
_NUMBER = re.compile(r"page (\d+)")


@contextmanager
def connected(path: Path, key: DataKey) -> Iterator[Any]:
    """A connection that takes a damaged file as it is. Refused pages raise an SqlError."""
    conn = sqlcipher.connect(str(path), timeout=0)
    try:
        for pragma in (
            "cipher_log_level = NONE",
            f'key = "{key.pragma}"',
            "trusted_schema = OFF",
            "writable_schema = ON",  # else a file that is too short is not looked into at all
        ):
            conn.execute(f"PRAGMA {pragma}")
        yield conn
    finally:
        conn.close()


@contextmanager
def copied(store: Path, ending: str) -> Iterator[Path]:
    """A copy to work in, with its rollback journal: the file itself is left alone."""
    copy = store.with_name(f".{store.name}{ending}")
    try:
        shutil.copyfile(store, copy)
        if _journal(store).exists():
            shutil.copyfile(_journal(store), _journal(copy))
        yield copy
    finally:
        for made in (copy, _journal(copy)):
            with suppress(OSError):
                made.unlink()


def lend(damaged: Path, backup: Path, key: DataKey) -> None:
    """Put the backup's list of tables in place of refused pages of `damaged`, which is a copy."""
    with copied(backup, ".reading2") as whole:
        with suppress(SqlError):
            _grow(whole, damaged.stat().st_size // PAGE, key)
        wanted = [page for page in _refused(damaged, key) if _holds_tables(whole, page, key)]
        for page in wanted:
            _put(damaged, page, _get(whole, page))


def _grow(whole: Path, pages: int, key: DataKey) -> None:
    """Make a backup's copy at least so long: its first page says how far the file may be read."""
    more = pages - whole.stat().st_size // PAGE
    if more > 0:
        with connected(whole, key) as conn:
            conn.execute("UPDATE store_state SET value = zeroblob(?)", [(more + 1) * PAGE])
            conn.commit()


def _refused(path: Path, key: DataKey) -> list[int]:
    """The pages that fail their seal; all that may matter where that cannot be asked."""
    with suppress(SqlError), connected(path, key) as conn:
        said = conn.execute("PRAGMA cipher_integrity_check").fetchall()
        found = [int(number[1]) for line in said if (number := _NUMBER.search(str(line[0])))]
        if found:
            return found[:MOST]
    return list(range(1, min(path.stat().st_size // PAGE + 2, MOST)))


def _holds_tables(whole: Path, page: int, key: DataKey) -> bool:
    """Whether the list of tables cannot be read without that page."""
    was = _get(whole, page)
    if len(was) < PAGE:
        return False
    _put(whole, page, was[:100] + bytes([was[100] ^ 1]) + was[101:])
    try:
        with connected(whole, key) as conn:
            conn.execute("SELECT * FROM sqlite_master").fetchall()
    except SqlError:
        return True
    finally:
        _put(whole, page, was)
    return False


def _get(path: Path, page: int) -> bytes:
    with open(path, "rb") as stream:
        stream.seek((page - 1) * PAGE)
        return stream.read(PAGE)


def _put(path: Path, page: int, data: bytes) -> None:
    with open(path, "rb+") as stream:
        stream.seek((page - 1) * PAGE)
        stream.write(data)


def _journal(store: Path) -> Path:
    return store.with_name(f"{store.name}-journal")
