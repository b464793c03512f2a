"""Python's own door to the disk, with somebody in front of it: ``open`` and the calls of ``os``."""

from __future__ import annotations

import builtins
import errno
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.faults.calls import Call, Kind, Meet, Refused

_open, _fsync = io.open, os.fsync
_WRITES = set("wxa+")


class _File(io.FileIO):
    """A file open for writing that tells what is written, when it is really written."""

    def __init__(self, path: str, mode: str, tell: Callable[[Call], None]) -> None:
        self._tell = tell
        self._path = path
        there = os.path.exists(path)
        if not there and "r" not in mode:
            tell(Call(Kind.CREATE, path))
        else:
            tell(Call(Kind.OPEN, path))
        if there and "w" in mode:
            tell(Call(Kind.TRUNCATE, path, 0))
        super().__init__(path, mode)

    def write(self, data: Any) -> int:
        self._tell(Call(Kind.WRITE, self._path, self.tell(), bytes(data)))
        return super().write(data)

    def truncate(self, size: int | None = None) -> int:
        self._tell(Call(Kind.TRUNCATE, self._path, self.tell() if size is None else size))
        return super().truncate(size)


def path_of(number: int) -> str:
    """The path of an open file."""
    return os.readlink(f"/proc/self/fd/{number}")


@contextmanager
def watched(meet: Meet) -> Iterator[None]:
    """Put stand-ins in the place of the calls, and the calls back."""
    put = _stand_ins(lambda call: _tell(meet, call))
    before = {(where, name): getattr(where, name) for where, name in put}
    try:
        for (where, name), stand_in in put.items():
            setattr(where, name, stand_in)
        yield
    finally:
        for (where, name), own in before.items():
            setattr(where, name, own)


def _tell(meet: Meet, call: Call) -> None:
    try:
        meet(call)
    except Refused as refused:
        raise refused.as_os_error(call.path) from None


def _stand_ins(tell: Callable[[Call], None]) -> dict[tuple[Any, str], Any]:
    def open_told(
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        *args: Any,
        **kw: Any,
    ) -> Any:
        if isinstance(file, int):
            return _open(file, mode, buffering, encoding, *args, **kw)
        path = _whole(file)
        if not _WRITES.intersection(mode):
            tell(Call(Kind.OPEN, path))
            return _open(file, mode, buffering, encoding, *args, **kw)
        raw = _File(path, mode.replace("b", "").replace("t", ""), tell)
        if buffering == 0:
            return raw
        stream = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
        return stream if "b" in mode else io.TextIOWrapper(stream, encoding, *args, **kw)

    def fsync_told(number: Any) -> None:
        number = number if isinstance(number, int) else number.fileno()
        tell(Call(Kind.SYNC, path_of(number)))
        _fsync(number)

    def sendfile_told(*_: Any, **__: Any) -> int:
        raise OSError(errno.ENOTSOCK, "copied by hand, so that it is seen")

    return {
        (builtins, "open"): open_told,
        (io, "open"): open_told,
        (os, "fsync"): fsync_told,
        (os, "fdatasync"): fsync_told,
        (os, "sendfile"): sendfile_told,
        (os, "replace"): _of_two(os.replace, Kind.RENAME, tell),
        (os, "rename"): _of_two(os.rename, Kind.RENAME, tell),
        (os, "link"): _of_two(os.link, Kind.LINK, tell),
        (os, "unlink"): _of_one(os.unlink, Kind.UNLINK, tell),
        (os, "remove"): _of_one(os.remove, Kind.UNLINK, tell),
        (os, "mkdir"): _of_one(os.mkdir, Kind.MKDIR, tell),
    }


def _of_one(own: Callable[..., None], kind: Kind, tell: Callable[[Call], None]) -> Any:
    def told(path: Any, *args: Any, **kw: Any) -> None:
        if os.path.lexists(path) == (kind is Kind.UNLINK):  # else it fails by itself
            tell(Call(kind, _whole(path)))
        own(path, *args, **kw)

    return told


def _of_two(own: Callable[..., None], kind: Kind, tell: Callable[[Call], None]) -> Any:
    def told(source: Any, dest: Any, *args: Any, **kw: Any) -> None:
        tell(Call(kind, _whole(source), to=_whole(dest)))
        own(source, dest, *args, **kw)

    return told


def _whole(path: Any) -> str:
    return os.path.abspath(os.fsdecode(path))
