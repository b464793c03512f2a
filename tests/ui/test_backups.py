"""Backups in the real window: made beside the work, and gone back to in three clicks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QTest

from sipdesk.app import DeskApp, make_app
from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreBusy, StoreNotWritable
from sipdesk.models.keeping import todo
from sipdesk.models.pupils import Pupil
from sipdesk.models.store.backups import Backups, second_place
from sipdesk.ui import safekeeping, tasks
from sipdesk.ui.pages.backups import BackupsPage
from sipdesk.ui.place import Kind, Place
from sipdesk.ui.workspace import Workspace
from tests.builders import PASSPHRASE
from tests.journeys.keyboard import Keyboard
from tests.pictures import desks


class Window:
    """The whole program over the sample school, with hands on its keyboard."""

    def __init__(self, folder: Path) -> None:
        made = desks.lived(folder)
        self.path, self.school_id = made.store.path, made.schools.all()[0].id
        made.close()
        self.app = DeskApp(make_app(), self.path, PASSPHRASE, made.clock)
        self.app.show()
        self.keys = Keyboard(self.app.window)
        self.keys.wait_for(lambda: self.app.desk is not None)
        self.app.window.activateWindow()
        self.keys.wait_for(self.app.window.isActiveWindow)

    @property
    def desk(self) -> Desk:
        assert self.app.desk is not None
        return self.app.desk

    @property
    def work(self) -> Workspace:
        assert self.app.window.workspace is not None
        return self.app.window.workspace

    def do(self, key: str) -> None:
        self.app.window.actions_by_key[key].trigger()
        self.keys.settle()

    def said(self) -> str:
        return " ".join(self.work.messages.texts())

    def rename(self, name: str) -> None:
        self.desk.schools.edit(self.school_id, name=name)

    def name(self) -> str:
        return self.desk.schools.get(self.school_id).name

    def reasons(self) -> list[Reason]:
        return [backup.reason for backup in self.desk.backups.all()]

    def close(self) -> None:
        window = self.app.window
        if window.isVisible():
            window.may_close = lambda: True
            window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qapp, tmp_path: Path) -> Iterator[Window]:
    opened = Window(tmp_path)
    yield opened
    opened.close()


def test_back_in_three_clicks_by_keyboard(window: Window) -> None:
    before = window.name()
    window.desk.store.back_up(Reason.IMPORT)
    window.rename("Renamed by mistake")
    window.do("backups")
    window.keys.push("Restore")
    window.keys.wait_for(lambda: "as it was" in window.said())
    assert window.name() == before
    assert "today 17:10" in window.said()
    assert "kept" in window.said()
    assert window.work.router.here.kind is Kind.BACKUPS
    made = [reason for reason in window.reasons() if reason is not Reason.OPENING]  # by the clock
    assert made == [Reason.RESTORE, Reason.IMPORT]


def test_and_forward_again(window: Window) -> None:
    window.desk.store.back_up(Reason.IMPORT)
    window.rename("Renamed on purpose")
    window.do("backups")
    window.keys.push("Restore")
    window.keys.wait_for(lambda: "as it was" in window.said())
    window.work.go(Place())
    window.do("backups")
    window.keys.press("Home")
    window.keys.push("Restore")
    window.keys.wait_for(lambda: window.name() == "Renamed on purpose")


def test_two_clicks_go_back_once(window: Window) -> None:
    before = window.name()
    window.desk.store.back_up(Reason.IMPORT)
    window.rename("Renamed by mistake")
    window.do("backups")
    page = window.work.router.front_page()
    assert isinstance(page, BackupsPage)
    page._restore.click()
    page._restore.click()
    window.keys.wait_for(lambda: "as it was" in window.said())
    window.keys.wait_for(lambda: not tasks.under_way())
    assert window.name() == before
    assert window.reasons().count(Reason.RESTORE) == 1
    assert len(list((window.path.parent / "kept").glob("*.sipdesk"))) == 1


def test_after_one_that_was_refused_another_can_be_gone_back_to(window: Window) -> None:
    before = window.name()
    window.desk.store.back_up(Reason.IMPORT)
    window.app._clock.advance(hours=1)  # type: ignore[union-attr]
    spoilt = window.desk.store.back_up(Reason.ASKED)
    spoilt.path.write_bytes(spoilt.path.read_bytes()[:-5000])
    window.rename("Renamed by mistake")
    window.do("backups")
    window.keys.push("Restore")
    window.keys.wait_for(lambda: "is damaged" in window.said())
    page = window.work.router.front_page()
    assert isinstance(page, BackupsPage)
    page._table.choose(window.desk.backups.all()[-1].id)
    page._restore.click()
    window.keys.wait_for(lambda: "kept as" in window.said())
    assert window.name() == before


def test_who_was_erased_is_not_brought_back_by_a_copy_put_among_the_backups(
    window: Window, tmp_path: Path
) -> None:
    desk, pupil = window.desk, window.desk.pupils.all()[0]
    made, mine = desk.store.back_up(Reason.IMPORT), tmp_path / "mine"
    desk.backups.copy_to(made, mine)
    desk.keeping.erase([desk.keeping.person(pupil.id)])
    made.path.write_bytes(mine.read_bytes())
    window.do("backups")
    window.keys.push("Restore")
    window.keys.wait_for(lambda: "as it was" in window.said())
    assert "1 person erased before: erased again." in window.said()
    assert pupil.id not in {p.id for p in window.desk.pupils.ever()}


def test_after_going_back_one_works_on(window: Window) -> None:
    window.desk.store.back_up(Reason.IMPORT)
    window.do("backups")
    window.keys.push("Restore")
    window.keys.wait_for(lambda: "as it was" in window.said())
    window.rename("Worked on")
    window.do("undo")
    assert window.name() != "Worked on"
    window.do("today")
    assert window.work.router.here.kind is Kind.TODAY


def test_a_damaged_backup_is_said_and_the_desk_stays(window: Window) -> None:
    made = window.desk.store.back_up(Reason.IMPORT)
    raw = bytearray(made.path.read_bytes())
    raw[len(raw) // 2] ^= 1
    made.path.write_bytes(raw)
    window.rename("Still here")
    window.do("backups")
    window.keys.push("Restore")
    window.keys.wait_for(lambda: "is damaged" in window.said())
    assert window.name() == "Still here"


def test_backing_up_because_one_asks(window: Window) -> None:
    window.do("backups")
    window.keys.push("Back up now")
    window.keys.wait_for(lambda: "Backed up, and checked" in window.said())
    assert window.reasons() == [Reason.ASKED]


def test_the_page_says_where_else_backups_go(window: Window, tmp_path: Path) -> None:
    window.do("backups")
    window.keys.fill("A second place", str(tmp_path / "stick"))
    window.work.flush()
    page = window.work.router.front_page()
    assert page is not None
    page.refresh()
    assert "is not there now" in page._where.text()
    (tmp_path / "stick").mkdir()
    page.refresh()
    assert "the next backup goes there" in page._where.text()
    in_the_way = second_place.folder_in(
        tmp_path / "stick", todo.store_id_of(window.desk.store.query)
    )
    in_the_way.write_text("in the way")
    window.keys.push("Back up now")
    window.keys.wait_for(lambda: "did not take the last backup" in page._where.text())
    in_the_way.unlink()
    window.desk.store.back_up(Reason.ASKED)
    page.refresh()
    assert "the next backup goes there" in page._where.text()


# --- beside the work


def test_closing_backs_up_what_has_changed_and_only_then_goes(window: Window) -> None:
    window.rename("Changed")
    path = window.path
    window.app.window.close()
    assert window.app.desk is None
    desk = Desk.open(path, PASSPHRASE)
    assert [b.reason for b in desk.backups.all()] == [Reason.CLOSING]
    assert not desk.backups.needed()
    desk.close()


def test_closing_again_makes_no_second_one(window: Window) -> None:
    window.desk.store.back_up(Reason.WORKING)
    window.app.window.close()
    desk = Desk.open(window.path, PASSPHRASE)
    assert [b.reason for b in desk.backups.all()] == [Reason.WORKING]
    desk.close()


def test_a_backup_that_fails_at_closing_is_said_once_and_then_one_may_go(window: Window) -> None:
    window.rename("Changed")
    window.desk.backups.folder.write_text("in the way")
    window.app.window.close()
    assert window.app.window.isVisible()
    assert "No backup could be written" in window.said()
    assert window.app._keeping._timer.isActive()  # it is tried again in ten minutes
    window.app.window.close()
    assert not window.app.window.isVisible()


def test_every_ten_minutes_while_something_changes(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = window.app._keeping
    assert keeping is not None
    monkeypatch.setattr(keeping, "_rested_for", lambda: safekeeping.QUIET)
    assert keeping._timer.interval() == 10 * 60 * 1000
    for change, wanted in ((True, 1), (False, 1), (True, 2)):
        if change:
            window.rename(f"Changed {wanted}")
            window.app._clock.advance(hours=1)  # type: ignore[union-attr]
        keeping._timer.timeout.emit()
        window.keys.wait_for(lambda: keeping._job is None)
        assert window.reasons() == [Reason.WORKING] * wanted


def test_after_opening_what_has_changed_since_is_backed_up(
    qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safekeeping, "AFTER_OPENING", 1)
    window = Window(tmp_path)
    window.keys.wait_for(lambda: window.desk.backups.all())
    assert window.reasons() == [Reason.OPENING]
    window.close()


def test_a_trouble_is_said_once_until_it_has_passed(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = window.app._keeping
    assert keeping is not None

    def full(*_: object) -> None:
        raise StoreNotWritable("No backup could be written.", "All is well.", "Make room.")

    monkeypatch.setattr(Backups, "make", full)
    for _ in range(2):
        window.rename("Changed")
        keeping.look(Reason.WORKING)
        window.keys.wait_for(lambda: keeping._job is None)
        window.keys.settle()
    assert window.said().count("No backup could be written") == 1
    window.work.messages.clear()
    keeping.look(Reason.WORKING)
    window.keys.wait_for(lambda: keeping._job is None)
    window.keys.settle()
    assert window.said() == ""


def test_no_quiet_moment_is_nobody_s_trouble(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = window.app._keeping
    assert keeping is not None
    monkeypatch.setattr(safekeeping, "AGAIN", 1)
    real, tries = Backups.make, []

    def busy(self: Backups, *args: object) -> object:
        tries.append(1)
        if len(tries) == 1:
            raise StoreBusy("Too much was being written.")
        return real(self, *args)  # type: ignore[arg-type]

    monkeypatch.setattr(Backups, "make", busy)
    window.rename("Changed")
    keeping.look(Reason.WORKING)
    window.keys.wait_for(lambda: window.reasons() == [Reason.WORKING])
    assert window.said() == ""


def test_nobody_waits_for_a_backup(window: Window) -> None:
    """The longest time between two turns of the window, while megabytes are backed up."""
    school = window.desk.schools.add("Large")
    many = [Pupil(f"p{n}", school.id, f"Pupil {n}", form="words " * 300) for n in range(1_000)]
    with window.desk.step("Many"):
        window.desk.pupils.put_many(many)
    QTest.qWait(200)
    # a busy machine may hold everything up; a backup that is waited for does so each time, and
    # more than the machine does without one
    waits: list[tuple[float, float]] = []
    while not any(wait < max(0.05, 2 * idle) for wait, idle in waits):
        assert len(waits) < 5, waits
        waits.append((longest_wait(window, backup=True), longest_wait(window)))


def longest_wait(window: Window, *, backup: bool = False) -> float:
    """Seconds between two turns of the window, at the longest, while a backup is made or none."""
    gaps, last = list[float](), [time.perf_counter()]

    def turn() -> None:
        now = time.perf_counter()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer()
    timer.timeout.connect(turn)
    timer.start(1)
    keeping = window.app._keeping
    assert keeping is not None
    window.keys.wait_for(lambda: keeping._job is None, 30)
    QTest.qWait(50)
    gaps.clear()
    if backup:
        assert keeping.begin(Reason.WORKING) is not None
        window.keys.wait_for(lambda: keeping._job is None, 30)
        assert window.reasons()[0] is Reason.WORKING
    else:
        QTest.qWait(500)
    timer.stop()
    return max(gaps)


@pytest.mark.parametrize("rests", [[0.0, 0.0, 60.0], [0.0]])
def test_it_is_made_when_hands_rest_but_not_put_off_for_ever(
    window: Window, monkeypatch: pytest.MonkeyPatch, rests: list[float]
) -> None:
    """Beside it typing would falter in a large desk."""
    keeping = window.app._keeping
    assert keeping is not None
    monkeypatch.setattr(safekeeping, "QUIET", 0.02)
    monkeypatch.setattr(safekeeping, "LATEST", 3)
    monkeypatch.setattr(
        keeping, "_rested_for", lambda: rests.pop(0) if len(rests) > 1 else rests[0]
    )
    window.rename("Changed")
    keeping.look_soon(Reason.WORKING)
    assert keeping._job is None
    window.keys.wait_for(lambda: window.reasons() == [Reason.WORKING])
