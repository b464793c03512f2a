"""Every copy of the store that the desk knows of, and why some of them cannot be rewritten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from sipdesk.models.errors import StoreDamaged, StoreError
from sipdesk.models.store.backups import Backups, backups_in, folder_of
from sipdesk.models.store.kept import kept_beside, kept_folder


class Why(Enum):
    """Why a copy is not reached: in words, for one of them and for several."""

    KEY = (
        "One copy was made under an earlier key of the desk, and opens only with the passphrase"
        " of its time",
        "{} copies were made under an earlier key of the desk, and open only with the passphrase"
        " of their time",
    )
    DAMAGED = ("One copy is damaged and does not open", "{} copies are damaged and do not open")
    NOT_WRITTEN = ("One copy could not be written anew", "{} copies could not be written anew")
    ASKED_FOR = (
        "One copy was made elsewhere with “sipdesk backup” and is as it was: {1}. Delete it, or"
        " whoever was erased is still in it",
        "{0} copies were made elsewhere with “sipdesk backup” and are as they were: {1}. Delete"
        " them, or whoever was erased is still in them",
    )
    AWAY = (
        "The second place for backups is not connected",
        "{} places with copies are not connected",
    )


@dataclass
class Unreached:
    """Copies that still hold what was erased elsewhere."""

    by_reason: dict[Why, list[Path]] = field(default_factory=dict)

    def add(self, why: Why, path: Path) -> None:
        self.by_reason.setdefault(why, []).append(path)

    @property
    def may_be_reached_later(self) -> bool:
        """Whether it is worth another try by itself."""
        return bool({Why.AWAY, Why.NOT_WRITTEN} & self.by_reason.keys())

    def in_words(self) -> tuple[str, ...]:
        """One sentence for each reason."""
        return tuple(
            f"{why.value[len(paths) > 1].format(len(paths), ', '.join(map(str, paths)))}."
            for why, paths in self.by_reason.items()
        )


def why_not(error: Exception) -> Why:
    """What an error while rewriting means."""
    return Why.DAMAGED if isinstance(error, StoreDamaged) else Why.NOT_WRITTEN


TROUBLES = (StoreError, OSError)


def copies(
    store: Path, backups: Backups, left_behind: Iterable[str], told: Unreached
) -> list[Path]:
    """The files, newest backups first; places that are away are added to `told`."""
    found = [backup.path for backup in backups.all()]
    found += kept_beside(store)
    place = backups.second_place
    if place is not None and not backups.second_is_there():
        told.add(Why.AWAY, place)
    else:
        found += backups.copies_elsewhere()
    for former in map(Path, left_behind):
        if former.parent == store.parent:
            continue
        if not former.parent.is_dir():
            told.add(Why.AWAY, former.parent)
            continue
        found += [backup.path for backup in backups_in(folder_of(former), former)]
        found += kept_beside(former)
    return list(dict.fromkeys(found))


def asked_for(places: Iterable[str], told: Unreached) -> None:
    """Copies that a person put elsewhere are theirs; what is still there, or may be, is told."""
    for each in map(Path, places):
        if each.exists() or not each.parent.is_dir():
            told.add(Why.ASKED_FOR, each)


def folders(store: Path, backups: Backups, left_behind: Iterable[str]) -> Iterator[Path]:
    """Where copies lie."""
    for each in (store, *map(Path, left_behind)):
        yield from (folder_of(each), kept_folder(each))
    yield from {path.parent for path in backups.copies_elsewhere()}
