"""A backup as it is listed. All that is said of it travels in its file's name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from sipdesk.models.clock import day_in_words

_WHEN = "%Y-%m-%d %H.%M.%S%z"
_NAME = re.compile(
    r"(?P<stem>.*) (?P<number>\d{6,}) (?P<at>\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d[+-]\d{4})"
    r" (?P<reason>[a-z-]+)(?P<suffix>\.[^.]*)?"
)

PART = ".part"  # what a copy's name ends with until it is finished
_UNFINISHED = re.compile(
    rf"(?P<stem>.*) (?:\d{{6,}}|until) \d{{4}}-.*{re.escape(PART)}(?:-journal)?"
)


class Reason(StrEnum):
    """Why a backup was made; the value stands in the file's name."""

    OPENING = "at-opening"
    WORKING = "while-working"
    CLOSING = "at-closing"
    ASKED = "asked-for"
    UPDATE = "before-update"
    RESTORE = "before-restore"
    REKEY = "before-new-key"
    IMPORT = "before-import"
    MOVE = "before-move"

    @property
    def words(self) -> str:
        """“before importing a file”."""
        return _WORDS[self]

    @property
    def before(self) -> bool:
        """Whether it was made before something that changes much at once."""
        return self.value.startswith("before-")


_WORDS = {
    Reason.OPENING: "when the desk was opened",
    Reason.WORKING: "while you worked",
    Reason.CLOSING: "when the desk was closed",
    Reason.ASKED: "because you asked",
    Reason.UPDATE: "before an update of SIP Desk",
    Reason.RESTORE: "before restoring another",
    Reason.REKEY: "before encrypting anew",
    Reason.IMPORT: "before importing a file",
    Reason.MOVE: "before moving the desk",
}


@dataclass(frozen=True, slots=True)
class Backup:
    """One finished backup. The higher its number the newer it is, whatever the clock said."""

    path: Path
    number: int
    at: datetime
    reason: Reason
    size: int = 0

    @property
    def id(self) -> str:
        return self.path.name

    def time_words(self, now: datetime) -> str:
        """“Today 10:40”."""
        return when(self.at, now)

    def title(self, now: datetime) -> str:
        """“Today 10:40, before importing a file”."""
        return f"{when(self.at, now)}, {self.reason.words}"


def when(at: datetime, now: datetime) -> str:
    """“Today 10:40”, “Yesterday 16:05”, “Thu 12 Nov 2009 08:30”, by the clock on the wall."""
    local = at.astimezone(now.tzinfo)
    days = {now.date(): "Today", now.date() - timedelta(days=1): "Yesterday"}
    return f"{days.get(local.date()) or day_in_words(local.date(), short=True)} {local:%H:%M}"


def folder_of(store: Path) -> Path:
    """Where the backups of `store` lie."""
    return store.parent / "backups"


def file_name(store: Path, number: int, at: datetime, reason: Reason) -> str:
    """The name of a backup, in which nobody is named."""
    return f"{store.stem} {number:06} {at.astimezone():{_WHEN}} {reason.value}{store.suffix}"


def read_name(path: Path, stem: str | None) -> Backup | None:
    """The backup at `path`; None when that is no backup of a store called `stem`, or so at all."""
    found = _NAME.fullmatch(path.name)
    if found is None or stem not in (None, found["stem"]):
        return None
    try:
        at, reason = datetime.strptime(found["at"], _WHEN), Reason(found["reason"])
        return Backup(path, int(found["number"]), at, reason, path.stat().st_size)
    except (ValueError, OSError):
        return None


def backups_in(folder: Path, store: Path, *, under_any_name: bool = False) -> list[Backup]:
    """The finished backups of `store` that lie in `folder`, newest first.

    `under_any_name` is for a folder that is one store's alone: it may have been called otherwise.
    """
    stem = None if under_any_name else store.stem
    try:
        files = [path for path in folder.iterdir() if path.suffix == store.suffix]
    except OSError:
        return []
    found = [backup for path in files if (backup := read_name(path, stem)) is not None]
    return sorted(found, key=lambda backup: (backup.number, backup.id), reverse=True)


def unfinished_in(folder: Path, store: Path | None = None) -> list[Path]:
    """Copies of `store`, or of any, and of key files, that were begun there and not finished."""
    try:
        named = [(path, _UNFINISHED.fullmatch(path.name)) for path in folder.iterdir()]
    except OSError:
        return []
    stem = None if store is None else store.stem
    return [path for path, found in named if found and stem in (None, found["stem"])]
