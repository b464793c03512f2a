"""A work done once without a fault: the calls it makes, and what is found after each act."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.calls import Call, watched
from tests.faults.works import Found, Hand, Work, at_home, begin, look


@dataclass
class Rehearsal:
    """`before` is a copy of the place; `along[n]` what is found after `n` acts."""

    work: Work
    place: Path
    before: Path
    calls: list[Call] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)  # how many calls had been made after each act
    along: list[Found] = field(default_factory=list)

    @property
    def changing(self) -> int:
        """How many of the calls change something."""
        return sum(call.changes for call in self.calls[: self.ended[-1]])

    def again(self) -> Path:
        """The place as it is before the first act."""
        shutil.rmtree(self.place, ignore_errors=True)
        shutil.copytree(self.before, self.place)
        return self.place


def rehearse(work: Work, folder: Path) -> Rehearsal:
    """Every act once, from an identical beginning each time it is looked at what there is."""
    place, before, seen = folder / "place", folder / "before", folder / "seen"
    begin(work, place)
    shutil.copytree(place, before)
    made = Rehearsal(work, place, before)
    made.along.append(_found(work, place, seen))
    hand = Hand(place)
    with at_home(place), watched(place, made.calls.append):
        for act in work.acts:
            act(hand)
            made.ended.append(len(made.calls))
            noted = len(made.calls)
            made.along.append(_found(work, place, seen))
            del made.calls[noted:]  # looking made no call in the place itself
    with at_home(place):
        hand.close()
    return made


def _found(work: Work, place: Path, seen: Path) -> Found:
    """What is in a copy: looking must not disturb the one who works."""
    shutil.rmtree(seen, ignore_errors=True)
    shutil.copytree(place, seen)
    return look(work, seen)
