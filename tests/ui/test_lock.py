"""Locked: nothing of the desk in the window, and afterwards one is where one was."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QToolTip, QWidget

from sipdesk.app import DeskApp, make_app
from sipdesk.models.desk import Desk
from sipdesk.ui import place, tasks
from sipdesk.ui.attempts import Attempts
from sipdesk.ui.pages.opening import OpeningPage
from sipdesk.ui.pages.record_pane import RecordPane
from sipdesk.ui.place import Kind, Place, Section, Stage
from sipdesk.ui.style import theme
from tests.builders import PASSPHRASE, a_clock
from tests.journeys.keyboard import Keyboard
from tests.pictures import desks

MINUTE = 60.0


class Hands:
    """The whole program over the sample school, with hands on its keyboard."""

    def __init__(self, folder: Path) -> None:
        desks.lived(folder).close()
        self.path = folder / "desk.sipdesk"
        self.time = 1000.0
        self.app = DeskApp(make_app(), self.path, PASSPHRASE, a_clock(desks.EVENING))
        self.app.show()
        self.window = self.app.window
        self.keys = Keyboard(self.window)
        self.keys.wait_for(lambda: self.window.workspace is not None)
        self.window.activateWindow()
        self.keys.wait_for(self.window.isActiveWindow)
        self.idle = self.app._lock.idle
        self.idle._now = lambda: self.time
        self.idle._touched = self.time
        self.app._lock.attempts = Attempts(lambda: self.time)

    @property
    def desk(self) -> Desk:
        assert self.app.desk is not None
        return self.app.desk

    @property
    def page(self) -> OpeningPage:
        page = self.window.centralWidget()
        assert isinstance(page, OpeningPage)
        return page

    def go(self, there: Place) -> None:
        assert self.window.workspace is not None
        self.window.workspace.go(there)
        self.settle()

    def here(self) -> Place:
        assert self.window.workspace is not None
        return self.window.workspace.router.where()

    def lock(self) -> None:
        self.keys.press("Ctrl+Shift+L")
        self.settle()
        assert isinstance(self.window.centralWidget(), OpeningPage)

    def unlock(self, secret: str = PASSPHRASE) -> None:
        self.keys.replace(secret)
        self.keys.press("Return")
        self.settle()

    def rest(self, minutes: float) -> None:
        """Hands off for so long."""
        self.time += minutes * MINUTE
        self.idle.look()
        self.settle()

    def settle(self) -> None:
        for _ in range(4):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        self.idle.stop()
        self.window.close()
        self.app._close()
        self.app._ears.stop()
        self.window.deleteLater()
        self.settle()


@pytest.fixture
def hands(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hands]:
    import signal

    kept = {s: signal.getsignal(s) for s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("sipdesk.ui.collecting.Collector.__init__", lambda *_: None)
    made = Hands(Path(os.environ["SIPDESK_HOME"]))
    yield made
    made.close()
    for number, handler in kept.items():
        signal.signal(number, handler)
    theme.apply(qapp, "light", 1.0)


def words_in(thing: QAccessibleInterface, depth: int = 0) -> Iterator[str]:
    """All that a screen reader could read out, shown or not."""
    if depth > 40 or not thing.isValid():
        return
    for text in (
        QAccessible.Text.Name,
        QAccessible.Text.Description,
        QAccessible.Text.Value,
        QAccessible.Text.Help,
    ):
        yield thing.text(text)
    for at in range(thing.childCount()):
        child = thing.child(at)
        if child is not None:
            yield from words_in(child, depth + 1)


def all_words(window: QWidget) -> str:
    inside = QAccessible.queryAccessibleInterface(window)
    assert inside is not None
    texts = [*words_in(inside), window.windowTitle()]
    for widget in (window, *window.findChildren(QWidget)):
        texts += [widget.toolTip(), widget.accessibleName(), widget.whatsThis()]
        text = getattr(widget, "text", None)
        if callable(text):
            texts.append(str(text()))
    texts += [a.text() for a in window.findChildren(QAction)]
    return "\n".join(texts)


def names(desk: Desk) -> list[str]:
    people = [p.name for s in desk.schools.all() for p in desk.pupils.of_school(s.id)]
    return [s.name for s in desk.schools.all()] + people


EVERYWHERE = [
    lambda d: Place(),
    lambda d: place.school(d.schools.all()[0].id, Section.PUPILS),
    lambda d: place.visit(d.visits.all()[-1].id, Stage.SYNTHESIS),
    lambda d: Place(Kind.HISTORY),
    lambda d: Place(Kind.SETTINGS),
]


@pytest.mark.parametrize("where", EVERYWHERE)
def test_a_locked_window_holds_nothing_of_the_desk(hands: Hands, where) -> None:
    there = where(hands.desk)
    known = names(hands.desk)
    hands.go(there)
    hands.keys.press("Ctrl+K")
    hands.keys.type("school")
    hands.lock()
    said = all_words(hands.window)
    assert "Passphrase" in said
    assert [name for name in known if name in said] == []
    assert [a.text() for m in hands.window.findChildren(QMenu) for a in m.actions()] == []
    assert hands.window.menuBar().actions() == []
    assert hands.window.actions_by_key == {}
    assert not QToolTip.isVisible()
    shown = [w for w in QApplication.topLevelWidgets() if w.isVisible() and w is not hands.window]
    assert shown == []


def test_the_store_is_closed_while_it_is_locked(hands: Hands) -> None:
    hands.lock()
    assert hands.app.desk is None
    Desk.open(hands.path, PASSPHRASE).close()


def test_by_keyboard_there_and_back_to_the_same_place(hands: Hands) -> None:
    visit = hands.desk.visits.all()[-1]
    third = hands.desk.visits.running(visit.id)[2]
    hands.go(place.visit(visit.id, Stage.DAY, third.id))
    before = hands.here()
    assert before.ref == third.id
    hands.lock()
    hands.unlock()
    assert hands.here() == before


def test_the_record_and_the_field_in_hand_are_in_hand_again(hands: Hands) -> None:
    school = hands.desk.schools.all()[0]
    second = hands.desk.pupils.of_school(school.id)[1]
    hands.go(place.school(school.id, Section.PUPILS, second.id))
    hands.keys.tab_to("Year")
    hands.lock()
    hands.unlock()
    [pane] = [p for p in hands.window.findChildren(RecordPane) if p.isVisible()]
    assert pane.chosen == second.id
    assert hands.keys.where().startswith("Year")


def test_back_still_leads_back(hands: Hands) -> None:
    school = hands.desk.schools.all()[0]
    hands.go(place.school(school.id, Section.PLAN))
    hands.go(Place(Kind.HELP))
    hands.lock()
    hands.unlock()
    hands.keys.press("Alt+Home")
    assert hands.here().part == Section.PLAN


def test_names_that_were_hidden_stay_hidden(hands: Hands) -> None:
    hands.keys.press("Ctrl+Shift+H")
    hands.lock()
    hands.unlock()
    assert hands.window.workspace is not None
    assert hands.window.workspace.view.names_hidden
    assert hands.window.actions_by_key["hide-names"].isChecked()


def test_what_is_typed_is_saved_before_it_locks(hands: Hands) -> None:
    school = hands.desk.schools.all()[0]
    hands.go(place.school(school.id, Section.PUPILS))
    [pane] = [p for p in hands.window.findChildren(RecordPane) if p.isVisible()]
    first = hands.desk.pupils.get(pane.chosen)  # the list has an order of its own
    hands.keys.tab_to("Name")
    hands.keys.replace("Typed A Moment Ago")
    hands.lock()
    hands.unlock()
    assert hands.desk.pupils.get(first.id).name == "Typed A Moment Ago"


def test_it_locks_by_itself_after_ten_minutes(hands: Hands) -> None:
    hands.rest(9.9)
    assert hands.app.desk is not None
    hands.rest(0.2)
    assert hands.app.desk is None


def test_a_key_or_the_mouse_keeps_it_open(hands: Hands) -> None:
    hands.rest(9)
    hands.keys.press("Shift")
    hands.rest(9)
    QTest.mouseMove(hands.window.windowHandle(), QPoint(300, 300))
    hands.rest(9)
    assert hands.app.desk is not None
    hands.rest(2)
    assert hands.app.desk is None


def test_dictation_keeps_it_open(hands: Hands) -> None:
    """It reaches the field by itself, with no key and past the window."""
    school = hands.desk.schools.all()[0]
    hands.go(place.school(school.id, Section.PUPILS))
    hands.keys.tab_to("Name")
    for _ in range(3):
        hands.time += 9 * MINUTE
        said = QInputMethodEvent()
        said.setCommitString("and ")
        QCoreApplication.sendEvent(QApplication.focusObject(), said)
        hands.rest(0)
    assert hands.app.desk is not None


def test_what_is_done_in_another_window_keeps_it_open(hands: Hands) -> None:
    """Figures on the wall, a calendar, the file dialog."""
    other = QWidget(hands.window, Qt.WindowType.Window)
    other.show()
    for _ in range(3):
        hands.rest(9)
        QTest.mouseMove(other.windowHandle(), QPoint(5, 5 + round(hands.time) % 7))
    hands.rest(0)
    assert hands.app.desk is not None


def test_never_is_never(hands: Hands) -> None:
    hands.app._preferences.lock_after = 0
    hands.rest(10_000)
    assert hands.app.desk is not None


@pytest.mark.parametrize("by", ["window", "field"])
def test_the_key_that_wakes_a_sleeping_computer_writes_nothing(hands: Hands, by: str) -> None:
    school = hands.desk.schools.all()[0]
    hands.go(place.school(school.id, Section.PUPILS))
    hands.keys.tab_to("Name")
    before = hands.desk.store.fingerprint()
    hands.time += 60 * MINUTE
    reached = hands.window.windowHandle() if by == "window" else QApplication.focusWidget()
    QTest.keyClick(reached, Qt.Key.Key_X)
    hands.settle()
    assert isinstance(hands.window.centralWidget(), OpeningPage)
    hands.unlock()
    assert hands.desk.store.fingerprint() == before


def test_it_waits_for_a_document_that_is_being_written(hands: Hands) -> None:
    go_on = [False]
    job = tasks.run(lambda p: _until(go_on, p), lambda _: None, lambda _: None)
    hands.rest(11)
    assert hands.app.desk is not None
    go_on[0] = True
    hands.keys.wait_for(lambda: not tasks.under_way())
    hands.rest(0)
    assert hands.app.desk is None
    assert job is not None


def test_on_demand_what_takes_too_long_is_stopped_and_told(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sipdesk.ui.locking.FINISH", 50)
    work = hands.window.workspace
    assert work is not None
    job = tasks.run(lambda p: _until([False], p), lambda _: None, lambda _: None)
    work._busy.watch(job, "Writing the note")
    hands.lock()
    assert not tasks.under_way()
    hands.unlock()
    assert hands.window.workspace is not None
    assert any("No file was written" in t for t in hands.window.workspace.messages.texts())


def _until(go_on: list[bool], progress: tasks.Progress) -> None:
    while not go_on[0]:
        progress.check()
        QTest.qSleep(5)


def test_what_cannot_be_saved_is_hidden_and_not_lost(hands: Hands) -> None:
    """A date that is half typed cannot be kept; it waits behind the passphrase."""
    school = hands.desk.schools.all()[0]
    hands.go(place.school(school.id, Section.PLAN))
    hands.keys.tab_to("By when")
    hands.keys.replace("the week after")
    known = names(hands.desk)
    hands.lock()
    assert [name for name in known if name in all_words(hands.window)] == []
    assert "kept as you left it" in all_words(hands.window)
    hands.keys.press("Ctrl+T")
    hands.window.close()
    assert hands.window.isVisible()
    hands.unlock("wrong")
    assert isinstance(hands.window.centralWidget(), OpeningPage)
    hands.unlock()
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "the week after"
    hands.keys.replace("3/12/2026")
    hands.keys.press("Tab")


def test_wrong_passphrases_wait_longer_and_longer(hands: Hands) -> None:
    hands.lock()
    waits = []
    for _ in range(6):
        hands.unlock("wrong")
        waits.append(round(hands.app._lock.attempts.wait()))
        hands.time += hands.app._lock.attempts.wait()
        hands.page._left = 0
    assert waits == [0, 0, 1, 2, 4, 8]


def test_while_one_waits_the_right_one_is_not_taken_and_the_window_lives(hands: Hands) -> None:
    hands.lock()
    for _ in range(3):
        hands.unlock("wrong")
    assert "1 second" in hands.page._patience.text()
    hands.unlock()
    assert hands.app.desk is None
    hands.keys.rest(1200)
    hands.time += 2
    hands.unlock()
    assert hands.app.desk is not None


def test_the_wait_outlives_the_page(hands: Hands) -> None:
    hands.lock()
    for _ in range(4):
        hands.unlock("wrong")
        hands.page._left = 0
    hands.app._ask(locked=True)
    assert "2 seconds" in hands.page._patience.text()
    assert not hands.page._go.isEnabled()


def test_the_right_one_forgives(hands: Hands) -> None:
    hands.lock()
    hands.unlock("wrong")
    hands.unlock()
    hands.lock()
    for _ in range(2):
        hands.unlock("wrong")
    assert hands.app._lock.attempts.wait() == 0


def test_no_passphrase_is_noted_anywhere(
    hands: Hands, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    hands.lock()
    hands.unlock("Xylophone-Quetzal-77")
    hands.unlock()
    out, err = capfd.readouterr()
    assert "Xylophone" not in out + err + caplog.text
    for file in Path(os.environ["SIPDESK_HOME"]).rglob("*"):
        assert not file.is_file() or b"Xylophone" not in file.read_bytes()


def test_tab_stays_on_the_locked_page(hands: Hands) -> None:
    hands.lock()
    seen = set()
    for _ in range(6):
        hands.keys.press("Tab")
        seen.add(QApplication.focusWidget())
    assert all(hands.page.isAncestorOf(w) for w in seen if w is not None)
    assert hands.page._secret.focusPolicy() & Qt.FocusPolicy.TabFocus
