"""What a person sees of each fault: each is brought about, and the program's own words are shown.

That the disk is full is the state “trouble”.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtTest import QTest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import UserError
from sipdesk.models.store.connection import SqlError, moved_away, translate
from sipdesk.ui import tasks
from sipdesk.ui.pages.keeping.words import erased
from sipdesk.ui.pages.opening import OpeningPage
from sipdesk.ui.rescuing import Rescue
from tests.builders import PASSPHRASE
from tests.pictures import desks
from tests.pictures.states import State, before, instead
from tests.ui.windows import Shown

Harm = Callable[[Desk], None]
READONLY = 8  # SQLite's number


def flipped(desk: Desk) -> None:
    raw = bytearray(desk.store.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    desk.store.path.write_bytes(raw)


def overwritten(desk: Desk) -> None:
    path = desk.store.path
    path.write_bytes(random.Random(7).randbytes(path.stat().st_size))


def without_a_backup(desk: Desk) -> None:
    for file in desk.backups.folder.iterdir():
        file.unlink()
    flipped(desk)


def put_back(desk: Desk) -> None:
    older = desk.store.path.read_bytes()
    again = Desk.open(desk.store.path, PASSPHRASE, clock=desk.clock)
    again.schools.add("Later still")
    again.store.back_up(Reason.WORKING)
    again.close()
    desk.store.path.write_bytes(older)


def open_elsewhere(desk: Desk) -> None:
    path = desk.store.path
    note = {"pid": 7, "host": "LAPTOP-2", "computer": "another"}
    path.with_name(f"{path.name}.open").write_text(json.dumps(note))


def closed(shown: Shown, harm: Harm) -> Desk:
    """Another desk, backed up, worked on, closed and harmed."""
    desk = desks.bare(shown.desk.store.path.parent / "harmed", desks.LATE)
    desk.store.back_up(Reason.WORKING)
    desk.schools.add("Since then")
    desk.close()
    harm(desk)
    return desk


def at_the_door(harm: Harm) -> Callable[[Shown], None]:
    """The opening page once that desk was refused, with what it offers."""

    def reach(shown: Shown) -> None:
        desk = closed(shown, harm)
        page = OpeningPage(desk.store.path.name, shown.window)
        instead(shown, page)
        try:
            Desk.open(desk.store.path, PASSPHRASE, clock=desk.clock).close()
        except UserError as error:
            page.say(str(error))
            Rescue(page, desk.store.path, desk.clock, _stay_closed).offer(error, PASSPHRASE)
            settle(shown)
            return
        raise AssertionError("it opened")

    return reach


def recovered(shown: Shown) -> None:
    """The desk is open again, without what was written since the backup."""
    desk = closed(shown, overwritten)
    report = Desk.recover(desk.store.path, PASSPHRASE, desk.clock)
    before(shown)
    shown.work.messages.say(report.words(desk.clock.now()), seconds=0)
    shown.settle()


def refused(error: Callable[[Path], UserError]) -> Callable[[Shown], None]:
    """The disk will not take what was typed."""

    def reach(shown: Shown) -> None:
        before(shown)
        shown.work._failed(error(Path("My desk") / "desk.sipdesk"))
        shown.settle()

    return reach


def read_only(path: Path) -> UserError:
    error = SqlError("refused")
    error.sqlite_errorcode = READONLY
    return translate(error, path)


def erasure_that_cannot_reach(shown: Shown) -> None:
    """A damaged backup, and a document that has left."""
    desk = shown.desk
    backup = desk.store.back_up(Reason.WORKING).path
    pupil = desk.pupils.of_school(shown.school().id)[0]
    desk.keeping.left("Note of visit", pupil.school_id, "Note.pdf", "head", [pupil.id])
    raw = bytearray(backup.read_bytes())
    raw[5000] ^= 1
    backup.write_bytes(raw)
    person = desk.keeping.person(pupil.id)
    ahead = desk.keeping.outlook([person])
    said = erased(desk.keeping.erase([person], "asked for"), ahead)
    before(shown)
    shown.work.tell(said)
    shown.settle()


def settle(shown: Shown) -> None:
    """Let what is done beside the window be finished."""
    shown.settle()
    while tasks.under_way():
        QTest.qWait(5)
    shown.settle()


def _stay_closed(secret: str, anyway: bool, told: str) -> None:
    raise AssertionError("nothing is opened for a picture")


FAULTS = (
    State("fault-read-only", desks.fresh, refused(read_only)),
    State("fault-vanished", desks.fresh, refused(moved_away)),
    State("fault-damaged", desks.empty, at_the_door(flipped)),
    State("fault-no-backup", desks.empty, at_the_door(without_a_backup)),
    State("fault-went-back", desks.empty, at_the_door(put_back)),
    State("fault-elsewhere", desks.empty, at_the_door(open_elsewhere)),
    State("fault-recovered-in-part", desks.fresh, recovered),
    State("fault-erasure-unreached", desks.lived, erasure_that_cannot_reach),
)
# what docs/reliability.md shows, under names that stay
SHOWN = tuple(s for s in FAULTS if s.name in ("fault-damaged", "fault-went-back"))
