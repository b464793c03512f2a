"""A desk that does not open: the opening page says what happened, what is safe, and the way on."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton

from sipdesk.app import DeskApp, make_app
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk, Reason
from sipdesk.models.store import keys
from sipdesk.ui import tasks
from tests.builders import PASSPHRASE
from tests.journeys.keyboard import Keyboard
from tests.pictures import desks


class Door:
    """The program at its opening page, with hands on the keyboard."""

    def __init__(self, path: Path, clock: FixedClock) -> None:
        self.app = DeskApp(make_app(), path, "", clock)
        self.app.show()
        self.keys = Keyboard(self.app.window)
        self.keys.wait_for(lambda: self.app.window.centralWidget() is not None)
        self.app.window.activateWindow()
        self.keys.wait_for(self.app.window.isActiveWindow)

    def knock(self, secret: str = PASSPHRASE) -> None:
        self.keys.fill("Passphrase", secret)
        self.keys.press("Return")

    def said(self) -> str:
        inside = self.app.window.centralWidget()
        return " ".join(w.text() for w in inside.findChildren(QLabel) if w.isVisible())

    def buttons(self) -> list[str]:
        inside = self.app.window.centralWidget()
        return [b.text() for b in inside.findChildren(QPushButton) if b.isVisible()]

    def push(self, name: str) -> None:
        self.keys.wait_for(lambda: name in self.buttons())
        self.keys.push(name)

    def told(self) -> str:
        """What the window says once it is open."""
        self.keys.wait_for(lambda: self.app.desk is not None)
        assert self.app.window.workspace is not None
        return " ".join(self.app.window.workspace.messages.texts())

    def close(self) -> None:
        self.app.window.may_close = lambda: True
        tasks.stop_all()  # nothing may still read the desk, or a backup of it
        self.app.window.close()
        self.app.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def closed(qapp, tmp_path: Path) -> Desk:
    """The sample school, backed up, then one more school; closed."""
    desk = desks.lived(tmp_path)
    desk.store.back_up(Reason.WORKING)
    desk.schools.add("Since then")
    desk.close()
    return desk


@pytest.fixture
def door(closed: Desk) -> Iterator[Callable[[], Door]]:
    opened: list[Door] = []

    def knock() -> Door:
        assert isinstance(closed.clock, FixedClock)
        opened.append(Door(closed.store.path, closed.clock))
        return opened[-1]

    yield knock
    for each in opened:
        each.close()


def flip(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


def test_a_damaged_desk_is_open_again_in_one_click(closed: Desk, door) -> None:
    flip(closed.store.path)
    front = door()
    front.knock()
    front.keys.wait_for(lambda: "Recover the desk" in front.buttons())
    assert "The store is damaged" in front.said()
    assert "today 17:10, made while you worked" in front.said()
    assert "2 schools" in front.said()
    assert not any("elete" in b for b in front.buttons())
    front.push("Recover the desk")
    assert "has been recovered from a backup (Today 17:10)" in front.told()
    assert "Since then" in [s.name for s in front.app.desk.schools.all()]


def test_a_deleted_desk_is_not_taken_for_a_first_start(closed: Desk, door) -> None:
    closed.store.path.unlink()
    front = door()
    front.knock()
    front.push("Recover the desk")
    assert "Could not be recovered" in front.told()
    assert len(front.app.desk.schools.all()) == 2


def test_a_damaged_key_file_comes_back(closed: Desk, door) -> None:
    keys.key_file(closed.store.path).write_text("spoilt")
    front = door()
    front.knock()
    front.push("Recover the desk")
    assert "nothing is lost" in front.told()


def test_a_wrong_passphrase_offers_no_recovery(closed: Desk, door) -> None:
    flip(closed.store.path)
    front = door()
    front.knock("wrong")
    front.keys.wait_for(lambda: "does not open this store" in front.said())
    assert "Recover the desk" not in front.buttons()


def test_without_any_backup_the_damaged_file_itself_is_read(closed: Desk, door) -> None:
    for file in closed.backups.folder.iterdir():
        file.unlink()
    flip(closed.store.path)
    front = door()
    front.knock()
    front.push("Recover the desk")
    assert "there was no good backup" in front.told()


@pytest.mark.parametrize("host", ["LAPTOP-2", socket.gethostname()])
def test_another_computer_s_mark_is_named_and_can_be_passed(closed: Desk, door, host: str) -> None:
    path = closed.store.path
    note = path.with_name(f"{path.name}.open")
    note.write_text(json.dumps({"pid": 7, "host": host, "computer": "another"}))
    front = door()
    front.knock()
    front.keys.wait_for(lambda: f"another computer, {host}" in front.said())
    assert "Nothing has been changed" in front.said()
    front.push("Open it here anyway")
    assert front.told() == ""


@pytest.mark.parametrize(
    ("choice", "schools"), [("Open the newest backup", 4), ("Go on with this file", 3)]
)
def test_a_file_that_went_back_gives_both_choices(
    closed: Desk, door, choice: str, schools: int
) -> None:
    path = closed.store.path
    older = path.read_bytes()
    desk = Desk.open(path, PASSPHRASE, clock=closed.clock)
    desk.schools.add("Later still")
    desk.store.back_up(Reason.WORKING)
    desk.close()
    path.write_bytes(older)
    front = door()
    front.knock()
    front.keys.wait_for(lambda: choice in front.buttons())
    assert "older copy" in front.said()
    assert "today 17:10. It holds 4 schools" in front.said()
    front.push(choice)
    front.told()
    assert len(front.app.desk.schools.all()) == schools
    assert ("kept" in front.told()) == (choice == "Open the newest backup")


def test_no_backup_is_offered_that_is_older_than_the_file(closed: Desk, door) -> None:
    path = closed.store.path
    older = path.read_bytes()
    desk = Desk.open(path, PASSPHRASE, clock=closed.clock)
    desk.schools.add("Later still")
    desk.close()
    path.write_bytes(older)
    front = door()
    front.knock()
    front.keys.wait_for(lambda: "Go on with this file" in front.buttons())
    assert "is no newer than this file" in front.said()
    assert "Open the newest backup" not in front.buttons()


def test_whoever_was_erased_is_erased_again_from_an_older_file_and_that_is_said(
    closed: Desk, door
) -> None:
    path = closed.store.path
    older = path.read_bytes()
    desk = Desk.open(path, PASSPHRASE, clock=closed.clock)
    pupil = desk.pupils.of_school(desk.schools.all()[0].id)[0]
    desk.keeping.erase([desk.keeping.person(pupil.id)])
    desk.close()
    path.write_bytes(older)
    front = door()
    front.knock()
    front.push("Go on with this file")
    assert "1 person erased before: erased again." in front.told()
    assert pupil.id not in {each.id for each in front.app.desk.pupils.ever()}
