"""Copies that were away when somebody was erased elsewhere: the desk has forgotten their names."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.keeping import todo
from sipdesk.models.keeping.erasing.copies import TROUBLES
from sipdesk.models.keeping.erasing.knowing import targets
from sipdesk.models.keeping.erasing.wording import Target
from sipdesk.models.keeping.records import Person
from sipdesk.models.store.backups import Backup, Backups
from sipdesk.models.store.connection import SqlError, connect, let_go


def told_in(copy: Database, people: Iterable[Person]) -> tuple[Target, ...]:
    """Who they are, as far as a copy has their records or had them once."""
    return tuple(target for target in targets(copy, people) if target.names or target.marks)


def older(
    backups: Backups,
    cleared: Collection[Path],
    away: Iterable[str],
    people: Iterable[Person],
    known: Iterable[Target],
) -> list[Path]:
    """Those of the copies, away then, that are older than a record: texts in them may name them.

    Where any copy knew the record, all were searched for its names; one that was made since knows
    who is gone; and one that lies beside the desk as well, cleared by name, takes the place of its
    like.
    """
    strangers = {person.id for person in people if person.id} - {target.id for target in known}
    places = [Path(each) for each in away]
    was_away = {file for file in cleared if any(file.is_relative_to(place) for place in places)}
    here = {b.id: b for b in backups.all() if b.path in cleared and b.path not in was_away}
    return [
        file
        for file in sorted(was_away)
        if strangers - _gone_in(file, backups) and not _replaced(file, here.get(file.name), backups)
    ]


def _replaced(copy: Path, like: Backup | None, backups: Backups) -> bool:
    if like is not None:
        with suppress(*TROUBLES):
            backups.copy_to(like, copy)
            return True
    return False


def _gone_in(copy: Path, backups: Backups) -> set[str]:
    with suppress(*TROUBLES, SqlError):
        db = connect(copy, backups.key_of(copy))
        try:
            return {person.id for person in todo.gone(db)}
        finally:
            let_go(db)
    return set()
