"""SQLite's own door to the disk, with somebody in front of it.

The SQLite inside ``sqlcipher3`` lets a program register a VFS. Ours hands everything to the one
that was there; only opening, deleting, writing, cutting and syncing are told before.
"""

from __future__ import annotations

import ctypes as c
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from tests.faults.calls import Call, Kind, Meet, Refused

_OK, _FULL, _CANNOT_OPEN, _IOERR = 0, 13, 14, 10
_READ, _FSYNC, _WRITE, _TRUNCATE, _DELETE = (_IOERR | n << 8 for n in (1, 4, 3, 6, 10))
_READONLY_FOLDER, _GONE = 8 | 6 << 8, _IOERR | 23 << 8
_CREATE, _MAIN_JOURNAL = 0x4, 0x800
_P, _I, _L = c.c_void_p, c.c_int, c.c_int64

_OPEN = c.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_UNLINK = c.CFUNCTYPE(_I, _P, c.c_char_p, _I)
_MOVE = c.CFUNCTYPE(_I, _P, _P, _I, _L)  # read and write
_CUT = c.CFUNCTYPE(_I, _P, _L)
_SAFE = c.CFUNCTYPE(_I, _P, _I)
_CLOSE = c.CFUNCTYPE(_I, _P)

_VFS_TAIL = (
    "xOpen xDelete xAccess xFullPathname xDlOpen xDlError xDlSym xDlClose xRandomness xSleep"
    " xCurrentTime xGetLastError xCurrentTimeInt64 xSetSystemCall xGetSystemCall xNextSystemCall"
)


class _Vfs(c.Structure):
    _fields_ = [
        ("iVersion", _I),
        ("szOsFile", _I),
        ("mxPathname", _I),
        ("pNext", _P),
        ("zName", c.c_char_p),
        ("pAppData", _P),
        *((name, _P) for name in _VFS_TAIL.split()),
    ]


class _Methods(c.Structure):
    _fields_ = [
        ("iVersion", _I),
        *((name, _P) for name in "xClose xRead xWrite xTruncate xSync xFileSize xLock".split()),
        *((f"x{n}", _P) for n in range(11)),  # to the end of version 3; handed on as they are
    ]


@cache
def _library() -> Any:
    import sqlcipher3

    library = c.CDLL(sqlcipher3._sqlite3.__file__)
    library.sqlite3_vfs_find.restype = _P
    library.sqlite3_vfs_find.argtypes = [c.c_char_p]
    library.sqlite3_vfs_register.argtypes = [_P, _I]
    library.sqlite3_vfs_unregister.argtypes = [_P]
    return library


def why_not() -> str:
    """Why SQLite's calls cannot be watched here; "" where they can."""
    try:
        name = _Vfs.from_address(_library().sqlite3_vfs_find(None)).zName
    except (OSError, AttributeError, TypeError) as error:
        return f"did not run: this SQLite shows no VFS ({error})"
    return "" if name == b"unix" else f"did not run: the VFS {name!r} is not known here"


@contextmanager
def watched(meet: Meet) -> Iterator[None]:
    """Stand before every file that SQLite opens meanwhile. Files end with the block."""
    door = _Door(meet)
    library = _library()
    library.sqlite3_vfs_register(c.addressof(door.vfs), 1)
    try:
        yield
    finally:
        library.sqlite3_vfs_unregister(c.addressof(door.vfs))
        door.step_aside()


class _Door:
    def __init__(self, meet: Meet) -> None:
        self.meet = meet
        self._under = _library().sqlite3_vfs_find(None)
        below = _Vfs.from_address(self._under)
        self._open, self._unlink = _OPEN(below.xOpen), _UNLINK(below.xDelete)
        self.vfs = _Vfs.from_buffer_copy(below)
        self.vfs.zName = b"watched"
        self._files: dict[int, str] = {}
        self._new_journals: set[int] = set()
        self._methods: dict[int, _Methods] = {}
        self._alive: list[Any] = []
        self.vfs.xOpen = self._pointer(_OPEN(self._on_open))
        self.vfs.xDelete = self._pointer(_UNLINK(self._on_delete))

    def step_aside(self) -> None:
        """A connection that nobody closed goes on without us, to the end of the process."""
        below = _Vfs.from_address(self._under)
        self.vfs.xOpen, self.vfs.xDelete = below.xOpen, below.xDelete
        c.pythonapi.Py_IncRef(c.py_object(self.vfs))
        ours = {c.addressof(made): own for own, made in self._methods.items()}
        for file in self._files:
            methods = c.cast(file, c.POINTER(_P))
            methods[0] = ours[methods[0] or 0]

    def _pointer(self, made: Any) -> int:
        self._alive.append(made)
        return c.cast(made, _P).value or 0

    def _told(self, call: Call, codes: Callable[[int], int]) -> int:
        try:
            self.meet(call)
        except Refused as refused:
            return codes(refused.number)
        return _OK

    def _on_open(self, _vfs: int, name: int, file: int, flags: int, out: int) -> int:
        path = os.fsdecode(c.string_at(name)) if name else ""
        new = bool(flags & _CREATE) and bool(path) and not os.path.exists(path)
        if path:
            kind = Kind.CREATE if new else Kind.OPEN
            code = self._told(Call(kind, path), lambda n: _of_opening(n, new and flags))
            if code:
                c.memset(file, 0, c.sizeof(_P))  # no methods: not open
                return code
        code = self._open(self._under, name, file, flags, out)
        if code == _OK and path:
            if new and flags & _MAIN_JOURNAL:
                self._new_journals.add(file)
            self._files[file] = path
            self._stand_before(file)
        return code

    def _on_delete(self, _vfs: int, name: bytes, sync: int) -> int:
        path = os.fsdecode(name)
        if os.path.exists(path):
            code = self._told(Call(Kind.UNLINK, path), lambda _: _DELETE)
            if code:
                return code
        code = self._unlink(self._under, name, 0 if sync else sync)
        if code == _OK and sync:
            code = self._told(Call(Kind.SYNC, os.path.dirname(path)), lambda _: _FSYNC)
        return code

    def _stand_before(self, file: int) -> None:
        below = c.cast(file, c.POINTER(_P))[0] or 0
        if below not in self._methods:
            self._methods[below] = self._in_front_of(_Methods.from_address(below))
        c.cast(file, c.POINTER(_P))[0] = c.addressof(self._methods[below])

    def _in_front_of(self, below: _Methods) -> _Methods:
        read, write = _MOVE(below.xRead), _MOVE(below.xWrite)
        cut, safe, close = _CUT(below.xTruncate), _SAFE(below.xSync), _CLOSE(below.xClose)

        def on_read(file: int, buffer: int, amount: int, at: int) -> int:
            code = self._told(Call(Kind.READ, self._files[file], at), lambda _: _READ)
            return code or read(file, buffer, amount, at)

        def on_write(file: int, data: int, amount: int, at: int) -> int:
            call = Call(Kind.WRITE, self._files[file], at, c.string_at(data, amount))
            code = self._told(call, lambda n: _FULL if n == errno.ENOSPC else _WRITE)
            return code or write(file, data, amount, at)

        def on_cut(file: int, size: int) -> int:
            code = self._told(Call(Kind.TRUNCATE, self._files[file], size), lambda _: _TRUNCATE)
            return code or cut(file, size)

        def on_sync(file: int, flags: int) -> int:
            path = self._files[file]
            code = self._told(Call(Kind.SYNC, path), lambda _: _FSYNC) or safe(file, flags)
            if code == _OK and file in self._new_journals:  # SQLite syncs its folder as well
                self._new_journals.discard(file)
                code = self._told(Call(Kind.SYNC, os.path.dirname(path)), lambda _: _FSYNC)
            return code

        def on_close(file: int) -> int:
            self._files.pop(file, None)
            self._new_journals.discard(file)
            return close(file)

        made = _Methods.from_buffer_copy(below)
        made.xRead, made.xWrite = self._pointer(_MOVE(on_read)), self._pointer(_MOVE(on_write))
        made.xTruncate, made.xSync = self._pointer(_CUT(on_cut)), self._pointer(_SAFE(on_sync))
        made.xClose = self._pointer(_CLOSE(on_close))
        self._alive.extend([read, write, cut, safe, close])
        return made


def _of_opening(number: int, new: int) -> int:
    """As the unix VFS answers: a journal that may not be made means a folder not to be written."""
    if number in (errno.EACCES, errno.EROFS) and new & _MAIN_JOURNAL:
        return _READONLY_FOLDER
    return _CANNOT_OPEN
