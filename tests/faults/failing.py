"""A disk that refuses at any one call, or from there on: what was said, and what is there after."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sipdesk.models.errors import UserError
from tests.faults.calls import Call, Meet, Refused, watched
from tests.faults.rehearsing import Rehearsal
from tests.faults.works import Hand, at_home, digest_of, look, verdict

NUMBERS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS)


@dataclass(frozen=True)
class Trouble:
    """Call `at` (of all, reading too) is refused with `number`; all after it as well if `for_good`.

    Without a number the store is moved away there, as when a stick is pulled out.
    """

    at: int
    number: int = 0
    for_good: bool = False

    def __str__(self) -> str:
        what = errno.errorcode[self.number] if self.number else "vanished"
        return f"{what} at {self.at}{' and after' if self.for_good else ''}"


class _Disk:
    """Counts the calls, and refuses while it is `ill`."""

    def __init__(self, trouble: Trouble, store: Path) -> None:
        self.trouble, self.store = trouble, store
        self.met, self.ill = 0, True
        self.away = store.with_name("pulled out")

    def meet(self, call: Call) -> None:
        self.met += 1
        reached = (
            self.met >= self.trouble.at if self.trouble.for_good else self.met == self.trouble.at
        )
        if not (self.ill and reached):
            return
        if self.trouble.number:
            raise Refused(self.trouble.number)
        if self.store.exists() and not self.away.exists():
            self.ill = False  # the moving itself is no call of the program's
            os.rename(self.store, self.away)
            self.ill = True

    def well_again(self) -> None:
        self.ill = False
        if self.away.exists():
            os.replace(self.away, self.store)


def failed(rehearsed: Rehearsal, trouble: Trouble) -> str:
    """Do the work until the disk refuses an act; what is wrong then, "" for nothing."""
    place = rehearsed.again()
    hand = Hand(place)
    disk = _Disk(trouble, hand.store)
    meet: Meet = disk.meet
    done, wrong = 0, ""
    with at_home(place), watched(place, meet):
        try:
            for act in rehearsed.work.acts:
                act(hand)
                done += 1
        except UserError as told:
            wrong = _unclear(told)
        except Exception as bare:  # whatever it is, a person would see a crash
            wrong = f"not said in words: {bare!r}"
        disk.well_again()
        live = _still_open(hand)
        with suppress(UserError):
            hand.close()
    wrong = wrong or verdict(rehearsed.work, place, done, rehearsed.along, refused=True)
    if (
        not wrong
        and live
        and not rehearsed.work.resumes
        and look(rehearsed.work, place).store != live
    ):
        wrong = "the open desk shows what is not in the store"
    return f"{rehearsed.work.name}, {trouble}: {wrong}" if wrong else ""


def _unclear(told: UserError) -> str:
    if told.what and told.safe and told.todo:
        return ""
    return f"it is not said what is safe, or what to do: {told}"


def _still_open(hand: Hand) -> str:
    """What the open desk shows once the disk is well."""
    if hand.open_desk is None:
        return ""
    with suppress(UserError, Exception):
        return digest_of(hand.open_desk)
    return ""
