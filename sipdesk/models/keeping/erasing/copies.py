"""Every copy of the store that the desk knows of, and why some of them cannot be rewritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from sipdesk.models.errors import StoreDamaged, StoreError
from sipdesk.models.keeping.records import Person
from sipdesk.models.store.backups import Backups
from sipdesk.models.store.backups.records import PART

BARE = (
    "A name without a record is looked for now or never: connect what is not connected first, or"
    " the name stays in it and comes back with it."
)


class Why(Enum):
    """Why a copy is not reached: in words, for one of them and for several."""

    KEY = (
        "One copy was made under an earlier key of the desk, and opens only with the passphrase"
        " of its time",
        "{} copies were made under an earlier key of the desk, and open only with the passphrase"
        " of their time",
    )
    DAMAGED = (
        "One copy is damaged and does not open: {2}. Whoever was erased may still be in it: delete"
        " the file if it is not needed",
        "{0} copies are damaged and do not open: {2}. Whoever was erased may still be in them:"
        " delete the files if they are not needed",
    )
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
    FORMER = (
        "A place with earlier copies of the desk is not connected: {1}",
        "{0} places with earlier copies of the desk are not connected: {1}",
    )
    OLDER = (
        "One copy is older than the record of somebody who was erased, and they may be named in its"
        " texts: {1}. Delete it, unless you know that they are not",
        "{0} copies are older than the record of somebody who was erased, and they may be named in"
        " their texts: {1}. Delete them, unless you know that they are not",
    )
    TEMPLATE = (
        "One template of a day could not be looked through: {1}. Read it, or delete it",
        "{0} templates of days could not be looked through: {1}. Read them, or delete them",
    )


@dataclass
class Unreached:
    """Copies that still hold what was erased elsewhere."""

    by_reason: dict[Why, list[Path]] = field(default_factory=dict)

    def add(self, why: Why, path: Path) -> None:
        self.by_reason.setdefault(why, []).append(path)

    @property
    def later(self) -> list[Path]:
        """What is worth another try by itself."""
        whys = (Why.AWAY, Why.FORMER, Why.NOT_WRITTEN)
        return [path for why in whys for path in self.by_reason.get(why, [])]

    @property
    def may_be_reached_later(self) -> bool:
        """Whether anything is."""
        return bool(self.later)

    def in_words(self, people: Iterable[Person] = ()) -> tuple[str, ...]:
        """One sentence for each reason, and what it means for those of `people` without an id."""
        told = [
            f"{why.value[len(paths) > 1].format(len(paths), _listed(paths), _named(paths))}."
            for why, paths in self.by_reason.items()
        ]
        if self.may_be_reached_later and not all(person.id for person in people):
            told.append(BARE)
        return tuple(told)


def _listed(paths: Iterable[Path]) -> str:
    return ", ".join(map(str, paths))


def _named(paths: Iterable[Path]) -> str:
    """Among the desk's own copies, where a folder's name will do."""
    return ", ".join(f"“{path.name}” in “{path.parent.name}”" for path in paths)


def why_not(error: Exception) -> Why:
    """What an error while rewriting means."""
    return Why.DAMAGED if isinstance(error, StoreDamaged) else Why.NOT_WRITTEN


TROUBLES = (StoreError, OSError)


def copies(backups: Backups, told: Unreached) -> list[Path]:
    """The files, newest backups first; places that are away are added to `told`."""
    places = backups.places()
    for root in dict.fromkeys(place.root for place in places if not place.is_there):
        told.add(Why.AWAY if root == backups.second_place else Why.FORMER, root)
    return list(dict.fromkeys(file for place in places for file in place.copies))


def older(files: Iterable[str], told: Unreached) -> None:
    """Copies that may name somebody, as was found once; what is still there is told."""
    for each in map(Path, files):
        if each.exists():
            told.add(Why.OLDER, each)


def asked_for(places: Iterable[str], told: Unreached) -> None:
    """Copies that a person put elsewhere are theirs; what is still there, or may be, is told."""
    for each in map(Path, places):
        half = each.with_name(f"{each.name}{PART}")
        if each.exists() or not each.parent.is_dir():
            told.add(Why.ASKED_FOR, each)
        elif half.exists():
            told.add(Why.ASKED_FOR, half)
