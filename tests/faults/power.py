"""A disk that forgets: what a power cut may leave of recorded calls.

What was synced is there. Of what was not, each write may be there, missing, or there in some of its
sectors of 512 bytes, in any order; each new, changed or removed name in a folder may be there or
not until the folder itself is synced; a folder that was just made as well. That is harder than most
file systems are, and what POSIX lets one rely on.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.faults.calls import Call, Kind

SECTOR = 512
_FOLDER = -1


@dataclass
class _File:
    lasting: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)  # None: cut to that size


@dataclass
class _Naming:
    """Names that change together, and the folders that have yet to be synced for it."""

    names: dict[str, int | None]
    folders: set[str]


Tree = dict[str, bytes | None]  # path -> what it holds; None for a folder


class Disk:
    """What is there for a program, and what of it is there for good."""

    def __init__(self, before: Tree) -> None:
        self._files: dict[int, _File] = {}
        self._names: dict[str, int] = {}
        for path, data in before.items():
            self._names[path] = _FOLDER if data is None else self._new(data)
        self._lasting = dict(self._names)
        self._waiting: list[_Naming] = []

    def _new(self, data: bytes = b"") -> int:
        self._files[len(self._files)] = _File(data)
        return len(self._files) - 1

    def do(self, call: Call) -> None:
        """One call that was made."""
        here = self._names.get(call.path)
        match call.kind:
            case Kind.CREATE:
                self._name({call.path: self._new()})
            case Kind.MKDIR:
                self._name({call.path: _FOLDER})
            case Kind.UNLINK if here is not None:
                self._name({call.path: None})
            case Kind.LINK if here is not None:
                self._name({call.to: here})
            case Kind.RENAME if here is not None:
                self._name({call.path: None, call.to: here})
            case Kind.WRITE if here is not None:
                self._files[here].waiting.append((call.at, call.data))
            case Kind.TRUNCATE if here is not None:
                self._files[here].waiting.append((call.at, None))
            case Kind.SYNC if here is not None and here != _FOLDER:
                file = self._files[here]
                file.lasting, file.waiting = _played(file.lasting, file.waiting), []
            case Kind.SYNC:
                self._sync_folder(call.path)

    def _name(self, names: dict[str, int | None]) -> None:
        for path, number in names.items():
            if number is None:
                self._names.pop(path, None)
            else:
                self._names[path] = number
        self._waiting.append(_Naming(names, {os.path.dirname(path) for path in names}))

    def _sync_folder(self, folder: str) -> None:
        for naming in self._waiting:
            naming.folders.discard(folder)
        for naming in [n for n in self._waiting if not n.folders]:
            _rename(self._lasting, naming)
        self._waiting = [n for n in self._waiting if n.folders]

    def cut(self, way: Way, chance: Random) -> Tree:
        """What is there when the power comes back."""
        names = dict(self._lasting)
        for naming in way.of_names(self._waiting, chance):
            _rename(names, naming)
        tree: Tree = {}
        for path, number in names.items():
            file = None if number == _FOLDER else self._files[number]
            tree[path] = file and _played(file.lasting, way.of_writes(file.waiting, chance))
        return _standing(tree)


def _standing(tree: Tree) -> Tree:
    """Without what was in a folder that is not there."""
    root, kept = min(tree), dict[str, bytes | None]()
    for path in sorted(tree):
        folder = os.path.dirname(path)
        if path == root or (folder in kept and kept[folder] is None):
            kept[path] = tree[path]
    return kept


def _rename(names: dict[str, int], naming: _Naming) -> None:
    for path, number in naming.names.items():
        if number is None:
            names.pop(path, None)
        else:
            names[path] = number


def _played(data: bytes, waiting: list[tuple[int, bytes | None]]) -> bytes:
    if not waiting:
        return data
    made = bytearray(data)
    for at, written in waiting:
        if written is None:
            del made[at:]
        if len(made) < at:
            made.extend(bytes(at - len(made)))
        if written is not None:
            made[at : at + len(written)] = written
    return bytes(made)


# --- what becomes of what was not synced

_Writes = list[tuple[int, bytes | None]]


@dataclass(frozen=True)
class Way:
    """A way in which a disk forgets."""

    name: str
    of_writes: Callable[[_Writes, Random], _Writes]
    of_names: Callable[[list[_Naming], Random], list[_Naming]]


def _none(_: list, chance: Random) -> list:  # type: ignore[type-arg]
    return []


def _all(waiting: list, chance: Random) -> list:  # type: ignore[type-arg]
    return waiting


def _first(waiting: list, chance: Random) -> list:  # type: ignore[type-arg]
    return waiting[: chance.randint(0, len(waiting))]


def _some(waiting: list, chance: Random) -> list:  # type: ignore[type-arg]
    return [one for one in waiting if chance.random() < 0.5]


def _torn(waiting: _Writes, chance: Random) -> _Writes:
    return [piece for at, data in waiting for piece in _pieces(at, data) if chance.random() < 0.6]


def _pieces(at: int, data: bytes | None) -> Iterator[tuple[int, bytes | None]]:
    """A write in the sectors that it falls into."""
    if data is None:
        yield at, None
        return
    start = 0
    while start < len(data):
        end = start + SECTOR - (at + start) % SECTOR
        yield at + start, data[start:end]
        start = end


WAYS = (
    Way("nothing unsynced is there", _none, _none),
    Way("all writes, no names", _all, _none),
    Way("all names, no writes", _none, _all),
    Way("the first writes and names", _first, _first),
    Way("some writes and names", _some, _some),
    Way("all names, some writes", _some, _all),
    Way("torn writes, some names", _torn, _some),
    Way("torn writes, all names", _torn, _all),
)


def tree_of(place: Path) -> Tree:
    """A folder and all below it."""
    found: Tree = {str(place.resolve()): None}
    for path in sorted(place.resolve().rglob("*")):
        found[str(path)] = None if path.is_dir() else path.read_bytes()
    return found


def lay_out(tree: Tree, place: Path) -> None:
    """Make `place` what `tree` says."""
    shutil.rmtree(place, ignore_errors=True)
    for path in sorted(tree):
        data = tree[path]
        if data is None:
            os.makedirs(path, exist_ok=True)
        else:
            Path(path).write_bytes(data)
