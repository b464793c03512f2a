"""“My passphrase has leaked”: the same store under a new key, in a new file.

Two files belong together, so the order is what makes a kill harmless:

1. the new store is written aside, synced, checked and compared;
2. the key file gets wraps of both keys, each marked with the salt of the store it opens; until the
   swap the old and the new passphrase open the old store;
3. the new store takes the place of the old one in one move; from here on only the new secrets open;
4. the old wraps are dropped, at the latest by the next opening.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreError, StoreInUse, StoreNotWritable
from sipdesk.models.store import generation, key_file, keys
from sipdesk.models.store.alone import nobody_else
from sipdesk.models.store.backups.making import Order, copy_checked, make
from sipdesk.models.store.backups.records import Reason, backups_in, folder_of
from sipdesk.models.store.connection import SqlError, let_go, translate
from sipdesk.models.store.files import sync_folder
from sipdesk.models.store.holder import forget_holder
from sipdesk.models.store.leftovers import aside_of, clear_leftovers
from sipdesk.models.store.opening import open_store
from sipdesk.models.store.wraps import Cost, DataKey, Wrap, seal


def rekey(path: Path, secret: str, passphrase: str, code: str, now: datetime, cost: Cost) -> None:
    """Give a closed store a new data key, passphrase and recovery code, all or nothing.

    A backup under the old secrets is made first, and it and all older ones stay. Raises a
    StoreError saying what to do.
    """
    db, old = open_store(path, secret, now)
    with _told(path):
        _renew(db, path, old, secret, passphrase, code, now, cost)


def _renew(
    db: Database,
    path: Path,
    old: DataKey,
    secret: str,
    passphrase: str,
    code: str,
    now: datetime,
    cost: Cost,
) -> None:
    new = DataKey.fresh()
    before = key_file.read(keys.key_file(path))
    try:
        try:
            make(db, Order(path, old, _next_number(db, path), now, Reason.REKEY))
            copy_checked(db, aside_of(path), new, lambda: None)
            kept = _kept(keys.of_this_store(before, path), secret)
            of_old = [*kept, seal(old, keys.PASSPHRASE, passphrase, cost)]
            of_new = keys.first_wraps(new, passphrase, code, cost)
            _write_both(path, _marked(of_old, old), _marked(of_new, new), passphrase, code)
            as_copied = path.stat()
        finally:
            let_go(db)  # without counting on: the copy must not be older than what it replaces
        _swap(path, as_copied)
    except BaseException:
        _back(path, before)
        raise
    finally:
        forget_holder(path)
    _make_it_last(path, code)
    with suppress(StoreError):  # the next opening tries again; the code must be shown now
        keys.settle(path, new)
    clear_leftovers(path)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """The disk's troubles in words; the swap and what comes after it have their own."""
    try:
        yield
    except SqlError as error:
        why = translate(error, path)
        said = why.what.rstrip(".") if type(why) is StoreNotWritable else str(error)
        raise _kept_its_key(path, said) from error
    except OSError as error:
        raise _kept_its_key(path, str(error.strerror or error)) from error


def _kept_its_key(path: Path, why: str) -> StoreNotWritable:
    return StoreNotWritable(
        f"{path.name} could not be given a new key ({why}).",
        "It has kept its old one, and opens as it did before.",
        "See whether the disk is full or the folder may not be written, then try again.",
    )


def _next_number(db: Database, path: Path) -> int:
    newest = max((backup.number for backup in backups_in(folder_of(path), path)), default=0)
    return generation.step_on(db, path, newest)


def _kept(wraps: list[Wrap], secret: str) -> list[Wrap]:
    """Of several passphrases, as an interrupted renewal leaves them, the one that was typed now."""
    typed = [w for w in wraps if w.by == keys.PASSPHRASE]
    if len(typed) > 1:
        typed = [w for w in typed if keys.opened([w], secret)]
    return [*typed, *(w for w in wraps if w.by != keys.PASSPHRASE)]


def _write_both(
    path: Path, of_old: list[Wrap], of_new: list[Wrap], passphrase: str, code: str
) -> None:
    """A key file that opens the store before the swap and after it."""

    def opens(back: list[Wrap]) -> bool:
        then = keys.of_this_store(back, aside_of(path))  # not of `path`, which is open
        new = keys.opened(then, passphrase)
        return (
            back == [*of_old, *of_new]
            and then == of_new
            and new is not None
            and new == keys.opened(then, code)
            and keys.opened(of_old, passphrase) not in (None, new)
        )

    key_file.write(keys.key_file(path), [*of_old, *of_new], opens)


def _marked(wraps: list[Wrap], data: DataKey) -> list[Wrap]:
    return [replace(wrap, of=data.salt.hex()) for wrap in wraps]


def _swap(path: Path, as_copied: os.stat_result) -> None:
    try:
        with nobody_else(path):
            if path.stat().st_mtime_ns != as_copied.st_mtime_ns:
                raise OSError("what is there now is not what was copied")
            os.replace(aside_of(path), path)
    except (OSError, StoreInUse) as error:
        raise StoreInUse(
            f"{path.name} was opened by another program meanwhile, or may not be replaced.",
            "It has kept its old key, and opens as it did before.",
            "Close it there, then try again.",
        ) from error


def _make_it_last(path: Path, code: str) -> None:
    """Where the disk does not say so, both wraps stay: the new passphrase opens either store."""
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise StoreNotWritable(
            f"{path.name} has its new key, but the disk did not confirm it"
            f" ({error.strerror or error}).",
            "Nothing is lost: the new passphrase opens it, and so does its new recovery code:"
            f" {code}.",
            "Write that down now. After a power cut the old key may be back: see whether the disk"
            " is sound, and whether the next opening says that it should be done once more.",
        ) from error


def _back(path: Path, before: list[Wrap]) -> None:
    """Unless the swap was done: the old keys alone, and no second file."""
    with suppress(OSError, StoreError):
        present = key_file.read(keys.key_file(path))
        if present != before and aside_of(path).exists():
            key_file.write(keys.key_file(path), before, lambda back: back == before)
    if not keys.two_keys(path):
        clear_leftovers(path)
