"""What the program asks of the disk, call by call: seen, refused, or the last thing it ever did.

Two doors lead to the disk. SQLite's is watched by a VFS of our own in front of its unix one
(`vfs.py`), Python's by stand-ins for ``open`` and the calls of ``os`` (`python_calls.py`). Both
bring every call to one `meet` before it is made. What is not seen: libraries that write by
themselves. None does here; the whole-process traces of `test_leaks.py` look at those.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Kind(StrEnum):
    """What is asked. All but the first two change something."""

    READ = "read"
    OPEN = "open"
    CREATE = "create"
    WRITE = "write"
    TRUNCATE = "truncate"
    SYNC = "sync"
    RENAME = "rename"
    LINK = "link"
    UNLINK = "unlink"
    MKDIR = "mkdir"


@dataclass(frozen=True, slots=True)
class Call:
    """One call, about to be made. `at` is an offset or a size, `to` a second name."""

    kind: Kind
    path: str
    at: int = 0
    data: bytes = b""
    to: str = ""

    @property
    def changes(self) -> bool:
        return self.kind not in (Kind.READ, Kind.OPEN)


class Refused(Exception):
    """The call shall fail with this errno."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(errno.errorcode[number])

    def as_os_error(self, path: str) -> OSError:
        return OSError(self.number, os.strerror(self.number), path)


Meet = Callable[[Call], None]  # may raise Refused, or not return


@contextmanager
def watched(root: Path, meet: Meet) -> Iterator[None]:
    """Bring every call about a file below `root` to `meet`."""
    from tests.faults import python_calls, vfs

    inside = str(root.resolve())

    def meet_inside(call: Call) -> None:
        if call.path == inside or call.path.startswith(f"{inside}/"):
            meet(call)

    with ExitStack() as both:
        both.enter_context(vfs.watched(meet_inside))
        both.enter_context(python_calls.watched(meet_inside))
        yield


def why_not() -> str:
    """Why calls cannot be watched here; "" where they can."""
    from tests.faults import vfs

    if not os.path.isdir("/proc/self/fd"):
        return "did not run: files are followed by /proc/self/fd, which is not here"
    return vfs.why_not()
