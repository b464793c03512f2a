"""Copies of the desk that no thinning looks after, and that are older than backups may be.

What was set aside by going back or recovery, what a move left behind, and what lies in a second
place of before. They hold what the review of records has taken out of the backups.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sipdesk.models.errors import UserError
from sipdesk.models.store import Store
from sipdesk.models.store.backups import folder_of
from sipdesk.models.store.backups.places import Place
from sipdesk.models.store.backups.records import read_name
from sipdesk.models.store.backups.second_place import remove, take_away

_SET_ASIDE = re.compile(r"(?P<stem>.*) until (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)(?: \(\d+\))?")


@dataclass(frozen=True, slots=True)
class Outlived:
    """A copy as it was on a day, and until when a backup of that day was kept."""

    path: Path
    of: date
    until: date = date.max

    @property
    def id(self) -> str:
        return str(self.path)


def outlived(store: Store) -> list[Outlived]:
    """The oldest first. Nothing goes by itself."""
    keep_until = store.backups.keep_until
    found = {}
    for place in store.backups.places():
        for copy in _of_ours(store, place):
            last = keep_until(copy.of) if keep_until is not None else None
            if last is not None:
                found[copy.path] = replace(copy, until=last)
    return sorted(found.values(), key=lambda each: (each.of, each.id))


def delete(store: Store, copy: Outlived) -> None:
    """For good, with its key file. Raises a UserError where it stays."""
    there = copy.path in {each.path for each in outlived(store)}
    if there:
        remove([copy.path])
        take_away([copy.path.with_name(f"{copy.path.name}-journal")])
    if not there or os.path.lexists(copy.path) or not copy.path.parent.is_dir():
        raise UserError(
            f"“{copy.path.name}” could not be deleted.",
            "Nothing else was touched.",
            f"Look whether the folder {copy.path.parent} is there and may be written to.",
        )


def _of_ours(store: Store, place: Place) -> Iterator[Outlived]:
    """What lies in a place, but for backups that are thinned; not what is another desk's."""
    thinned = place.store is None and place.root == store.backups.second_place
    if thinned or place.folder == folder_of(store.path):
        return
    for path in place.copies:
        copy = _read(path, place.store)
        another = place.store not in (None, store.path) and place.store.exists()
        if copy is not None and (not another or store.backups.opens(path)):
            yield copy


def _read(path: Path, store: Path | None) -> Outlived | None:
    """By its name; None for what somebody called otherwise, or put there."""
    stem = None if store is None else store.stem
    found = _SET_ASIDE.fullmatch(path.stem)
    if found is None or stem not in (None, found["stem"]):
        backup = read_name(path, stem)
        return Outlived(path, backup.at.date()) if backup is not None else None
    try:
        return Outlived(path, datetime.strptime(found["at"], "%Y-%m-%d %H.%M.%S").date())
    except ValueError:
        return None
