"""What there is to recover a store from: its own key, its backups' keys, the newest good backup."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sipdesk.models.errors import StoreDamaged, StoreError, StoreMissing, WrongPassphrase
from sipdesk.models.store import keys
from sipdesk.models.store.backups.records import Backup, backups_in, folder_of
from sipdesk.models.store.backups.shelf import salt_of
from sipdesk.models.store.connection import SqlError, check, connect, let_go
from sipdesk.models.store.keys import DataKey

HOLDS = ("schools", "visits", "pupils")


@dataclass(frozen=True, slots=True)
class Found:
    """`backup` is the newest good one; `passed_over` counts newer ones that are not."""

    own: DataKey | None = None
    ring: tuple[tuple[DataKey, Backup], ...] = ()  # keys of backups, the newest of each
    backup: Backup | None = None
    key: DataKey | None = None  # the backup's
    holds: tuple[tuple[str, int], ...] = ()
    passed_over: int = 0

    @property
    def holds_words(self) -> str:
        """“2 schools, 5 visits, 240 pupils”."""
        return ", ".join(f"{n} {what if n != 1 else what[:-1]}" for what, n in self.holds)

    @property
    def keys(self) -> tuple[DataKey, ...]:
        """Every key that the secret gave, the store's own first."""
        given = (*([self.own] if self.own else []), *(key for key, _ in self.ring))
        return tuple(dict.fromkeys(given))


def find(store: Path, secret: str) -> Found:
    """Look through the backups, newest first, until a good one is found.

    Raises WrongPassphrase when the store's key file is whole and the secret does not fit it.
    """
    own = _own_key(store, secret)
    ring: dict[DataKey, Backup] = {}
    passed_over = 0
    for backup in backups_in(folder_of(store), store):
        key = _key_of(backup, secret, [*([own] if own else []), *ring])
        if key is not None:
            ring.setdefault(key, backup)
            holds = _looked_into(backup, key)
            if holds is not None:
                return Found(own, tuple(ring.items()), backup, key, holds, passed_over)
        passed_over += 1
    return Found(own, tuple(ring.items()), passed_over=passed_over)


def _own_key(store: Path, secret: str) -> DataKey | None:
    try:
        return keys.unlock(store, secret)
    except WrongPassphrase:
        raise
    except (StoreDamaged, StoreMissing):
        return None


def _key_of(backup: Backup, secret: str, known: list[DataKey]) -> DataKey | None:
    for key in known:
        if key.is_of(salt_of(backup.path)):
            return key
    try:
        return keys.unlock(backup.path, secret)
    except StoreError:
        return None


def _looked_into(backup: Backup, key: DataKey) -> tuple[tuple[str, int], ...] | None:
    """How much it holds; None when it is not good."""
    try:
        if not backup.size:
            return None
        db = connect(backup.path, key)
        try:
            check(db, backup.path)
            return tuple(
                (name, int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]))
                for name in HOLDS
            )
        finally:
            let_go(db)
    except (StoreError, SqlError, OSError):
        return None
