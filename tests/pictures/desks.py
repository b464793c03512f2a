"""Desks to take pictures of and to drive: each made once in a process, then copied."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from functools import cache
from pathlib import Path

from sipdesk import sample
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from tests import made
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, moment

DAY = "2026-11-24"
MORNING, LATE, EVENING = f"{DAY} 08:00", f"{DAY} 10:40", f"{DAY} 17:10"


def lived(folder: Path, at: str = EVENING) -> Desk:
    """The sample school after its day."""
    return _copy("lived", folder, at)


def half_lived(folder: Path, at: str = LATE) -> Desk:
    """The sample school at twenty to eleven: what is still to come is not yet written."""
    return _copy("half-lived", folder, at)


def fresh(folder: Path, at: str = MORNING) -> Desk:
    """The sample school on the morning of its day."""
    return _copy("fresh", folder, at)


def empty(folder: Path, at: str = MORNING) -> Desk:
    """A desk without a school."""
    return _copy("empty", folder, at)


def bare(folder: Path, at: str = MORNING) -> Desk:
    """A desk with one school about which nothing is known yet."""
    desk = _copy("empty", folder, at)
    desk.schools.add("Northgate High")
    return desk


class _Enough(Exception):
    """The day has been lived as far as was wanted."""


class _Until(FixedClock):
    """A clock that will not go past a moment."""

    def __init__(self, last: datetime) -> None:
        super().__init__(moment(MORNING))
        self._last = last

    def set(self, to: datetime) -> None:
        if to > self._last:
            raise _Enough
        super().set(to)


@cache
def _made() -> Path:
    """A folder with one store of each kind."""
    folder = made.folder()
    a_desk(folder, MORNING, name="empty.sipdesk").close()
    for name, last in (("fresh", MORNING), ("half-lived", LATE), ("lived", f"{DAY} 23:00")):
        clock = _Until(moment(last))
        desk, _ = Desk.create(folder / f"{name}.sipdesk", PASSPHRASE, clock=clock, cost=LIGHT)
        sample.build(desk)
        with suppress(_Enough):
            sample.live_the_day(desk, clock)
        desk.close()
    return folder


def _copy(name: str, folder: Path, at: str) -> Desk:
    return made.copied(_made() / f"{name}.sipdesk", folder / "desk.sipdesk", a_clock(at))
