"""The backups of one open store."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock

from sqlite_utils import Database

from sipdesk.models.clock import Clock
from sipdesk.models.store import generation, key_file, keys
from sipdesk.models.store.backups import second_place
from sipdesk.models.store.backups.keeping import KeepUntil, to_go
from sipdesk.models.store.backups.making import Breathe, Order, make, told
from sipdesk.models.store.backups.records import Backup, Reason, backups_in, folder_of
from sipdesk.models.store.backups.rewriting import Rewritten, rewrite
from sipdesk.models.store.connection import SqlError, check, connect, let_go, translate
from sipdesk.models.store.files import write_whole
from sipdesk.models.store.kept import kept_beside

SALT = 16  # bytes at the beginning of a store that tell one data key from another


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
        """Whether something has changed since the last one, or there is none."""
        return generation.read(self._db, "backed_up") != self._stamp() or not self.all()

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
            mark, number = self._stamp(), generation.step_on(self._db, self._path, newest)
        except SqlError as error:
            raise translate(error, self._path) from error
        return Order(
            self._path, self._key, number, self._clock.now(), reason, self.second_place, mark
        )

    def make(self, order: Order, breathe: Breathe = lambda: None) -> Backup:
        """Copy, check and compare; only then may older ones go. Raises a StoreError."""
        with self._one_at_a_time:
            made = make(self._db, order, breathe)
            self._share_keys()
            second_place.remove(to_go(self.all(), order.at.date(), self.keep_until))
            self._bring_to_second_place(order)
            return made

    def end(self, order: Order) -> None:
        """Note in the store how far it is backed up."""
        with suppress(SqlError):  # then there is one more backup next time
            generation.keep(self._db, "backed_up", order.mark)

    def second_is_there(self) -> bool:
        """Whether the second place, if there is one, can be written to now."""
        place = self.second_place
        return place is not None and second_place.is_there(place)

    def check(self, backup: Backup, secret: str = "") -> None:
        """Open it, check it both ways, and see that its key file is whole. Raises a StoreError."""
        key_file.read(keys.key_file(backup.path))
        db = connect(backup.path, self.key_of(backup.path, secret))
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
        return keys.unlock(backup, secret)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """No backup is made meanwhile."""
        with self._one_at_a_time:
            yield

    def rewrite(self, file: Path, change: Callable[[Database], Rewritten]) -> Rewritten:
        """Change a backup, or a store that is kept aside, in one move.

        Raises a StoreError or OSError, and then it is as it was.
        """
        return rewrite(file, self._key, change)

    def opens(self, file: Path) -> bool:
        """Whether the store's own key is the one of another file."""
        return self._key.is_of(salt_of(file))

    def kept_aside(self) -> list[Path]:
        """The stores that were set aside by going back, recovery and moving."""
        return kept_beside(self._path)

    def copies_elsewhere(self) -> list[Path]:
        """The backups in the second place; none where it cannot be reached."""
        place = self.second_place
        if place is None:
            return []
        folder = second_place.folder_in(place, generation.read(self._db, "id"))
        return [backup.path for backup in backups_in(folder, self._path)]

    def _bring_to_second_place(self, order: Order) -> None:
        if order.second_place is not None:
            second_place.bring_up_to_date(
                order.second_place,
                generation.read(self._db, "id"),
                self._path,
                self.all(),
                order.at.date(),
                self.keep_until,
            )

    def _share_keys(self) -> None:
        """After a new passphrase it opens earlier copies too, and the old one none of them.

        Those on a stick that is not in now have to wait for the next backup with it.
        """
        mine = b""
        with suppress(OSError):
            mine = keys.key_file(self._path).read_bytes()
        here = [backup.path for backup in self.all()]
        for copy in (*here, *self.kept_aside(), *self.copies_elsewhere()):
            with suppress(OSError):
                theirs = keys.key_file(copy)
                if mine and self.opens(copy) and theirs.read_bytes() != mine:
                    write_whole(theirs, mine)


def salt_of(store: Path) -> bytes:
    """The first bytes of a store, which stand for its data key; b"" where they cannot be read."""
    try:
        with open(store, "rb") as stream:
            return stream.read(SALT)
    except OSError:
        return b""
