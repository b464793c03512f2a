"""A finished backup brought to another state: rewritten aside, checked, and swapped in one move.

Killed at any moment, the old file or the new one is there, whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreDamaged
from sipdesk.models.store import keys
from sipdesk.models.store.backups.comparing import contents
from sipdesk.models.store.connection import SqlError, check, connect, let_go, translate
from sipdesk.models.store.files import remove_store, sync_file, sync_folder

ASIDE = ".rewriting"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a change did: how many rows went from each table, and in which others words changed."""

    removed: Mapping[str, int] = field(default_factory=dict)
    touched: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.touched) or any(self.removed.values())


def rewrite(
    file: Path,
    key: keys.DataKey,
    change: Callable[[Database], Rewritten],
) -> Rewritten:
    """Do `change` to a store that nobody has open. Untouched where there is nothing to do.

    Raises a StoreError or OSError; then the file is as it was.
    """
    aside = file.with_name(f".{file.name}{ASIDE}")
    remove_store(aside)
    try:
        _settle(file, key)
        shutil.copyfile(file, aside)
        db = connect(aside, key)
        try:
            check(db, file)
            done = _changed(db, change)
            if not done:
                return done
            compact(db)
            check(db, file)
        finally:
            let_go(db)
        sync_file(aside)
        os.replace(aside, file)
        sync_folder(file.parent)
        return done
    except SqlError as error:
        raise translate(error, file) from error
    finally:
        remove_store(aside)


def compact(db: Database) -> None:
    """Write the file anew, so that no page holds what was taken out of it."""
    db.conn.execute("VACUUM")


def clear_rewriting(folder: Path) -> None:
    """What a killed program left; only who holds the store calls this."""
    with suppress(OSError):
        for left in folder.glob(f".*{ASIDE}*"):
            left.unlink(missing_ok=True)


def _changed(db: Database, change: Callable[[Database], Rewritten]) -> Rewritten:
    """Do it, and see that nothing happened beyond what it says it did."""
    was = contents(db.conn)
    done = change(db)
    now = contents(db.conn)
    for table, (count, digest) in was.items():
        count_now, digest_now = now[table]
        expected = count - done.removed.get(table, 0)
        same = digest == digest_now or table in done.touched or done.removed.get(table)
        if count_now != expected or not same:
            raise StoreDamaged(
                "A backup would have lost more than what was to be erased.",
                "It is as it was.",
                "Check the desk with “sipdesk check --deep”, then erase again.",
            )
    return done


def _settle(file: Path, key: keys.DataKey) -> None:
    """A change that was never finished is taken back first: its journal fits no other file."""
    if file.with_name(f"{file.name}-journal").exists():
        let_go(connect(file, key))
