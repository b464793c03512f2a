"""The backups of one open store."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from sqlite_utils import Database

from sipdesk.models.clock import Clock
from sipdesk.models.errors import StoreDamaged, StoreError, StoreMissing, WrongPassphrase
from sipdesk.models.store import generation, key_file, keys
from sipdesk.models.store.backups import second_place
from sipdesk.models.store.backups.keeping import KeepUntil, to_go
from sipdesk.models.store.backups.making import Breathe, Order, make, told
from sipdesk.models.store.backups.places import (
    ASKED_FOR,
    LEFT_BEHIND,
    Place,
    note_second_place,
    places,
)
from sipdesk.models.store.backups.records import (
    Backup,
    Reason,
    backups_in,
    folder_of,
    unfinished_in,
)
from sipdesk.models.store.backups.rewriting import Rewritten, rewrite
from sipdesk.models.store.connection import SqlError, check, connect, let_go, translate
from sipdesk.models.store.files import write_whole
from sipdesk.models.store.wraps import Wrap

SALT = 16  # bytes at the beginning of a store that tell one data key from another
_NOTED = (LEFT_BEHIND, ASKED_FOR)  # of what the store notes, where its copies lie


class Backups:
    """Made in three parts, so that the long one can go on beside someone who types.

    `begin` and `end` write to the store and belong to its own thread; `make` may be on any.
    """

    def __init__(
        self, db: Database, path: Path, key: keys.DataKey, clock: Clock, stamp: Callable[[], str]
    ) -> None:
        self._db, self._path, self._key = db, path, key
        self._clock, self._stamp = clock, stamp
        self._one_at_a_time = Lock()
        self.where_else: Callable[[], Path | None] = lambda: None  # the second place
        self.keep_until: KeepUntil | None = None
        self._reached: Path | None = None  # the second place, if it was there for the last one
        self._refused: Path | None = None  # the same, if it did not take it

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return folder_of(self._path)

    @property
    def second_place(self) -> Path | None:
        """Where finished backups are copied as well."""
        return self.where_else()

    def all(self) -> list[Backup]:
        """The finished backups beside the store, newest first."""
        return backups_in(self.folder, self._path)

    def needed(self) -> bool:
        """Whether something has changed since the last one, or there is none.

        A new passphrase counts, as the last one does not open by it. Raises a StoreError.
        """
        made = self.all()
        try:
            changed = generation.read(self._db, "backed_up") != self._mark()
        except SqlError as error:
            raise translate(error, self._path) from error
        return changed or not made or not self._has_our_keys(made[0].path)

    def now(self, reason: Reason) -> Backup:
        """A backup at once. Raises a StoreError."""
        order = self.begin(reason)
        made = self.make(order)
        self.end(order)
        return made

    def begin(self, reason: Reason) -> Order:
        """Settle what the next one is to be, and count it in the store."""
        newest = max((backup.number for backup in self.all()), default=0)
        try:
            mark, number = self._mark(), generation.step_on(self._db, self._path, newest)
        except SqlError as error:
            raise translate(error, self._path) from error
        now, place = self._clock.now(), self.second_place
        return Order(self._path, self._key, number, now, reason, place, mark)

    def make(self, order: Order, breathe: Breathe = lambda: None) -> Backup:
        """Copy, check and compare; only then may older ones go. Raises a StoreError."""
        with self._one_at_a_time:
            key_file.read_known(keys.key_file(self._path))  # said before anything is made
            made = make(self._db, order, breathe)
            self._share_keys()
            gone = to_go(self.all(), order.at.date(), self.keep_until)
            second_place.remove([backup.path for backup in gone])
            self._bring_to_second_place(order)
            return made

    def end(self, order: Order) -> None:
        """Note in the store how far it is backed up, and where copies are now."""
        with suppress(SqlError):  # then there is one more backup next time
            if self._reached is not None:
                note_second_place(self._db, self._reached)
            generation.keep(self._db, "backed_up", order.mark)

    def second_is_there(self) -> bool:
        """Whether the second place, if there is one, can be written to now."""
        place = self.second_place
        return place is not None and second_place.is_there(place)

    @property
    def second_refused(self) -> bool:
        """Whether the second place was there, and did not take the last backup."""
        return self._refused is not None and self._refused == self.second_place

    def check(self, backup: Backup, secret: str = "") -> None:
        """Open it by its own key file, and check it both ways. Raises a StoreError.

        WrongPassphrase: it is under an earlier key that `secret` does not open, and not checked.
        """
        db = connect(backup.path, self._key_beside(backup.path, secret))
        try:
            check(db, backup.path)
        finally:
            let_go(db)

    def copy_to(self, backup: Backup, dest: Path) -> None:
        """A finished backup and its key file elsewhere, read back and compared."""
        with told(dest.parent):
            for file, to in (
                (keys.key_file(backup.path), keys.key_file(dest)),
                (backup.path, dest),
            ):
                second_place.copy_compared(file, to)

    def key_of(self, backup: Path, secret: str = "") -> keys.DataKey:
        """This store's key where it opens `backup`; else by `secret`. Raises a StoreError."""
        if not secret or self.opens(backup):
            return self._key
        try:
            return keys.unlock(backup, secret)
        except WrongPassphrase as error:
            raise _earlier(backup) from error

    @contextmanager
    def resting(self) -> Iterator[None]:
        """No backup is made meanwhile."""
        with self._one_at_a_time:
            yield

    def clear_unfinished(self) -> list[Path]:
        """Take away what a kill or a pulled stick left half-made; gives what will not go.

        Only while they are `resting`. Another desk that lies now where this one did sees to its
        own, but for what is under this one's key.
        """
        parts = [
            part
            for place in self.places()
            for part in unfinished_in(place.folder, place.store)
            if place.store in (None, self._path) or not place.store.exists() or self.opens(part)
        ]
        second_place.take_away(parts)
        return [part for part in parts if os.path.lexists(part)]

    def rewrite(self, file: Path, change: Callable[[Database], Rewritten]) -> Rewritten:
        """Change a backup, or a store that is kept aside, in one move.

        Raises a StoreError or OSError, and then it is as it was.
        """
        return rewrite(file, self._key, change)

    def opens(self, file: Path) -> bool:
        """Whether the store's own key is the one of another file."""
        return self._key.is_of(salt_of(file))

    def places(self) -> list[Place]:
        """Wherever copies of the store may lie, its own backups first."""
        return list(places(self._db, self._path, self.second_place))

    def _bring_to_second_place(self, order: Order) -> None:
        place = order.second_place
        self._reached = place if place is not None and second_place.is_there(place) else None
        self._refused = None
        if self._reached is not None and not second_place.bring_up_to_date(
            self._reached,
            generation.read(self._db, "id"),
            self._path,
            self.all(),
            order.at.date(),
            self.keep_until,
        ):
            self._refused = self._reached

    def _mark(self) -> str:
        """How far the store has come: by its journal, and by what is noted without one."""
        [(left,)] = self._db.execute("SELECT count(*) FROM departures").fetchall()
        noted = "".join(generation.read(self._db, name) for name in _NOTED)
        return f"{self._stamp()} {left} {hashlib.sha256(noted.encode()).hexdigest()[:16]}"

    def _has_our_keys(self, backup: Path) -> bool:
        """Whether the same secrets open it as the store."""
        with suppress(StoreError):
            theirs = key_file.read(keys.key_file(backup))
            return theirs == key_file.read(keys.key_file(self._path))
        return False

    def _key_beside(self, backup: Path, secret: str) -> keys.DataKey:
        """What a backup's own key file gives, as far as can be known without a person."""
        theirs = self._wraps_beside(backup)
        ours = key_file.read(keys.key_file(self._path))
        if not set(theirs).isdisjoint(ours):
            return self._key
        found = keys.opened(keys.of_this_store(theirs, backup), secret)
        if found != self._key and self.opens(backup):
            raise StoreDamaged(
                f"The key file beside the backup “{backup.name}” is not that of the desk.",
                "The desk is as it was.",
                "The next backup that is made puts that right.",
            )
        if found is None:
            raise _earlier(backup)
        return found

    def _wraps_beside(self, backup: Path) -> list[Wrap]:
        """A missing key file does not spoil a backup that the desk's own key opens."""
        try:
            return key_file.read(keys.key_file(backup))
        except StoreMissing as error:
            if not self.opens(backup):
                raise
            raise StoreDamaged(
                f"The key file beside the backup “{backup.name}” is missing.",
                "The desk is as it was.",
                "The next backup that is made puts it back.",
            ) from error

    def _share_keys(self) -> None:
        """After a new passphrase it opens earlier copies too, and the old one none of them.

        A key file that is missing is put back. Those on a stick that is not in now have to wait
        for the next backup with it. Raises a StoreError, and leaves them all, where the store's
        own is not what opened it.
        """
        mine = key_file.as_bytes(key_file.read_known(keys.key_file(self._path)))
        for copy in (copy for place in self.places() for copy in place.copies):
            with suppress(OSError):
                theirs = keys.key_file(copy)
                if self.opens(copy) and not (theirs.exists() and theirs.read_bytes() == mine):
                    write_whole(theirs, mine)


def _earlier(backup: Path) -> WrongPassphrase:
    return WrongPassphrase(
        f"The backup “{backup.name}” was made under an earlier key, and that passphrase does not"
        " open it.",
        "Nothing has been changed.",
        "Give the passphrase or the recovery code that the desk had then.",
    )


def salt_of(store: Path) -> bytes:
    """The first bytes of a store, which stand for its data key; b"" where they cannot be read."""
    try:
        with open(store, "rb") as stream:
            return stream.read(SALT)
    except OSError:
        return b""
