"""Who holds a store: a note beside it. The lock itself is SQLite's; the note says whose it is.

SQLite's lock ends with its program and cannot be stale. The note can: one of this computer's that
outlived its program is simply written over. One of another computer's is named, because in a synced
folder, or on some network drives, that computer's lock is not seen here.
"""

from __future__ import annotations

import json
import os
import socket
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sipdesk import paths
from sipdesk.models.errors import StoreElsewhere
from sipdesk.models.store.files import make_folder, write_whole


@dataclass(frozen=True, slots=True)
class Holder:
    """Who wrote the note; `computer` stays when a computer is given another name."""

    pid: int
    host: str
    computer: str = ""

    @property
    def here(self) -> bool:
        """Whether it is this computer."""
        ours = _computer()
        if self.computer and ours:  # two computers may go by one name
            return self.computer == ours
        return self.host == socket.gethostname()


def note_holder(path: Path) -> None:
    """Say beside the store who holds it."""
    who = {"pid": os.getpid(), "host": socket.gethostname(), "computer": _computer()}
    try:
        _file(path).write_text(json.dumps(who), encoding="utf-8")
    except OSError:
        return  # only a courtesy to whoever comes second


def forget_holder(path: Path) -> None:
    """Take the note away again."""
    with suppress(OSError):
        _file(path).unlink()


def holder(path: Path) -> Holder | None:
    """Who the note says it is; None without a note that can be read."""
    try:
        who = json.loads(_file(path).read_text(encoding="utf-8"))
        return Holder(int(who["pid"]), str(who["host"]), str(who.get("computer", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None


def refuse_elsewhere(path: Path) -> None:
    """Raises StoreElsewhere when another computer's note lies beside the store."""
    who = holder(path)
    if who is None or who.here:
        return
    raise StoreElsewhere(
        f"{path.name} is open on another computer, {who.host}, or was not closed there.",
        "Nothing has been changed.",
        f"Close it on {who.host}; if that computer is gone or broke down, open it here anyway.",
    )


def by(path: Path) -> str:
    """“in another window (process 4711 on LAPTOP)”, as far as that is known."""
    who = holder(path)
    if who is None or (who.here and not _lives(who.pid)):
        return " in another window"  # no note, or that of a window that was killed
    if who.here:
        return f" in another window (process {who.pid} on {who.host})"
    return f" on another computer, {who.host} (process {who.pid})"


def _file(path: Path) -> Path:
    return path.with_name(path.name + ".open")


def _computer() -> str:
    """A random mark of this computer, made once."""
    file = paths.data() / "seen" / "this-computer"
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        pass
    mark = os.urandom(8).hex()
    try:
        make_folder(file.parent)
        write_whole(file, mark.encode())  # for good: without it this were another computer
    except OSError:
        return ""
    return mark


def _lives(pid: int) -> bool:
    if os.name == "nt":
        return True  # asking there would end the process
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
