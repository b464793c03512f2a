"""Power cuts through a rehearsed work: every point, every way of forgetting, and what is found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.faults.power import WAYS, Disk, Tree, lay_out, tree_of
from tests.faults.rehearsing import Rehearsal
from tests.faults.works import verdict


@dataclass
class Cuts:
    """How many there were, how many different disks they left, and what was wrong."""

    made: int = 0
    different: int = 0
    wrong: list[str] = field(default_factory=list)


def cut(rehearsed: Rehearsal, times: int, seed: int) -> Cuts:
    """So many power cuts, spread evenly over the calls; the way of forgetting changes each time."""
    counted, seen = Cuts(), set[bytes]()
    chance = Random(seed)
    for number, disk in _disks(rehearsed, times, chance):
        way = WAYS[counted.made % len(WAYS)]
        tree = disk.cut(way, chance)
        counted.made += 1
        done = sum(end <= number for end in rehearsed.ended)
        mark = _mark(tree, done)
        if mark not in seen:  # the same disk says the same
            seen.add(mark)
            counted.wrong += _wrong(rehearsed, tree, done, f"call {number}, {way.name}")
    counted.different = len(seen)
    return counted


def _disks(rehearsed: Rehearsal, times: int, chance: Random) -> Iterator[tuple[int, Disk]]:
    """The disk as it is after each call that is chosen, as often as it is chosen."""
    place = rehearsed.again()
    disk = Disk(tree_of(place))
    points = [n for n, call in enumerate(rehearsed.calls) if call.changes]
    chosen = sorted(points[(k * len(points)) // times] for k in range(times))
    at = 0
    for number, call in enumerate(rehearsed.calls):
        disk.do(call)
        while at < len(chosen) and chosen[at] == number:
            at += 1
            yield number + 1, disk


def _wrong(rehearsed: Rehearsal, tree: Tree, done: int, when: str) -> list[str]:
    lay_out(tree, rehearsed.place)
    said = verdict(rehearsed.work, rehearsed.place, done, rehearsed.along)
    return [f"{said} ({when})"] if said else []


def _mark(tree: Tree, done: int) -> bytes:
    digest = hashlib.blake2b(str(done).encode())
    for path in sorted(tree):
        digest.update(path.encode() + b"\0" + (tree[path] or b"") + b"\0")
    return digest.digest()
