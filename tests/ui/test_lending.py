"""The desk lent to one long piece of work: painted, silent, and nothing half done to be seen."""

from __future__ import annotations

from threading import get_ident
from time import sleep
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QProgressBar, QPushButton

from sipdesk.models.desk import Reason
from sipdesk.models.errors import StoreNotWritable
from sipdesk.ui import place, tasks
from sipdesk.ui.lending import Lending
from sipdesk.ui.place import Section
from sipdesk.ui.widgets.cover import Cover
from tests.builders import a_pupil
from tests.ui.at_work import Gate, stays_alive, touched_on
from tests.ui.windows import Shown, seen

NEW = "Somebody New"


class Lent:
    """The window, and a pupil who comes in by work that waits at a gate."""

    def __init__(self, shown: Shown) -> None:
        self.shown, self.keys = shown, shown.keys
        self.told: list[object] = []
        self.gate = Gate(lambda: a_pupil(shown.desk, shown.school(), NEW))

    @property
    def lending(self) -> Lending:
        return self.shown.work.lending

    def begin(self, work: Any = None) -> None:
        """Lend the desk, and wait until the work stands at its gate."""
        do = work or self.gate
        self.lending.lend("Doing much", lambda _: do(), self.done, self.failed, self.shown.work)
        if work is None:
            self.keys.wait_for(lambda: self.gate.is_waited_at)

    def done(self, result: object) -> None:
        self.told.append(("done", get_ident(), self.lending.is_on))

    def failed(self, error: Exception) -> None:
        self.told.append(error)

    def end(self) -> None:
        self.gate.open()
        self.shown.settle()

    def names(self) -> list[str]:
        return [p.name for p in self.shown.desk.pupils.of_school(self.shown.school().id)]

    def covers(self) -> list[Cover]:
        return seen(self.shown.window, Cover)


@pytest.fixture
def lent(shown: Shown) -> Lent:
    return Lent(shown)


def test_the_work_is_done_elsewhere_while_the_window_lives(lent: Lent) -> None:
    lent.begin()
    stays_alive(lent.shown)
    assert lent.told == []
    lent.end()
    assert lent.gate.was_left_alone_here
    assert lent.told == [("done", get_ident(), False)]
    assert NEW in lent.names()


def test_what_was_typed_before_is_saved_first(lent: Lent) -> None:
    shown = lent.shown
    shown.go(place.school(shown.school().id, Section.OVERVIEW))
    field = next(f for f in seen(shown.page, QPlainTextEdit) if not f.isReadOnly())
    field.setFocus()
    shown.keys.type("Typed a moment ago. ")
    before = shown.desk.store.fingerprint()
    lent.begin()
    assert shown.desk.store.fingerprint() != before
    lent.end()
    assert "Typed a moment ago." in field.toPlainText()
    assert shown.work.flush()


def test_no_key_click_or_menu_does_anything(lent: Lent) -> None:
    shown, pressed = lent.shown, []
    button = QPushButton("Press", shown.page)
    button.clicked.connect(lambda: pressed.append(True))
    button.show()
    field = QPlainTextEdit(shown.page)
    field.show()
    here, before = shown.work.router.here, shown.desk.store.fingerprint()
    lent.begin()
    field.setFocus()
    for key in ("a", "Escape", "Return", "Ctrl+Z", "Ctrl+T", "Ctrl+K"):
        shown.keys.press(key)
    button.setFocus()
    shown.keys.press("Space")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    for action in shown.window.actions_by_key.values():
        assert not action.isEnabled(), action.text()
    assert (pressed, field.toPlainText(), shown.work.router.here) == ([], "", here)
    assert shown.desk.store.fingerprint() == before, "half of it can be seen"
    assert lent.gate.is_waited_at, "Esc has stopped it"
    lent.end()
    shown.settle()
    assert pressed == [], "what was pressed meanwhile came later"
    button.setFocus()
    shown.keys.press("Space")
    assert pressed == [True]
    assert shown.window.actions_by_key["undo"].isEnabled()


def test_timers_of_the_window_wait_and_then_come_once(lent: Lent) -> None:
    ticks = {"again": 0, "once": 0}

    def timer(name: str, *, single: bool) -> QTimer:
        made = QTimer(lent.shown.page)
        made.setSingleShot(single)
        made.setInterval(1 if single else 3_000)
        made.timeout.connect(lambda: ticks.update({name: ticks[name] + 1}))
        made.start()
        return made

    lent.begin()
    again, _ = timer("again", single=False), timer("once", single=True)
    again.setInterval(1)
    stays_alive(lent.shown, 20)
    assert ticks == {"again": 0, "once": 0}
    again.setInterval(3_000)
    lent.end()
    lent.keys.wait_for(lambda: ticks["once"] == 1 and ticks["again"] >= 1)
    assert ticks == {"again": 1, "once": 1}


def test_only_the_work_speaks_to_the_store(lent: Lent) -> None:
    lent.begin()
    threads = touched_on(lent.shown)
    stays_alive(lent.shown, 20)
    lent.shown.work.flush()
    assert threads == []
    lent.gate.open()
    while not lent.gate.ended:  # nothing of the window goes on here
        sleep(0.001)
    assert set(threads) == set(lent.gate.come)


def test_the_desk_tells_afterwards_and_here(lent: Lent) -> None:
    told: list[tuple[int, int]] = []
    lent.shown.desk.events.subscribe(lambda _: told.append((get_ident(), len(lent.told))))
    lent.begin()
    lent.end()
    assert told == [(get_ident(), 0)], "on another thread, or after `done`"
    action = lent.shown.window.actions_by_key["undo"]
    assert action.text().startswith("&Undo ")


def test_what_is_over_at_once_is_never_covered(lent: Lent) -> None:
    covered: list[bool] = []
    lent.shown.work.lending.ended.connect(lambda: covered.append(bool(lent.covers())))
    lent.gate.open()
    lent.begin(lent.gate)
    lent.shown.settle()
    assert covered == [False]


def test_what_takes_longer_says_what_it_is_and_takes_the_keyboard(lent: Lent) -> None:
    shown = lent.shown
    shown.go(place.school(shown.school().id, Section.OVERVIEW))
    shown.keys.press("Tab")
    focus = QApplication.focusWidget()
    lent.begin()
    lent.keys.wait_for(lent.covers)
    [cover] = lent.covers()
    [bar] = seen(cover, QProgressBar)
    assert bar.accessibleName() == "Doing much"
    assert QApplication.focusWidget() is bar
    assert not any(each.isEnabled() for each in seen(shown.page, QPlainTextEdit))
    assert cover.geometry() == shown.window.centralWidget().geometry()
    shown.window.resize(1500, 800)
    shown.keys.wait_for(lambda: cover.geometry() == shown.window.centralWidget().geometry())
    lent.end()
    assert lent.covers() == []
    assert all(each.isEnabled() for each in seen(shown.page, QPlainTextEdit))
    assert QApplication.focusWidget() is focus


def test_one_at_a_time_and_both_in_turn(lent: Lent) -> None:
    order: list[str] = []
    lent.begin()
    lent.lending.lend(
        "More",
        lambda _: order.append("second"),
        lambda _: order.append("told"),
        lent.failed,
        lent.shown.work,
    )
    stays_alive(lent.shown)
    assert order == []
    lent.end()
    assert order == ["second", "told"]
    assert not lent.lending.is_on


def fail(error: object) -> None:
    raise AssertionError(error)


def test_a_backup_that_is_under_way_is_waited_for(lent: Lent) -> None:
    desk = lent.shown.desk
    backup = Gate(lambda: desk.store.back_up(Reason.ASKED))
    tasks.run(lambda _: backup(), done=lambda _: None, failed=fail)
    lent.keys.wait_for(lambda: backup.is_waited_at)
    lent.lending.lend("Much", lambda _: lent.gate(), lent.done, lent.failed, lent.shown.work)
    stays_alive(lent.shown, 20)
    assert lent.gate.come == []
    backup.open()
    lent.end()
    assert lent.told
    assert NEW in lent.names()


def test_what_fails_is_told_and_the_window_goes_on(lent: Lent) -> None:
    before = lent.shown.desk.store.fingerprint()

    def break_down() -> None:
        with lent.shown.desk.step("Half"):
            a_pupil(lent.shown.desk, lent.shown.school(), NEW)
            raise StoreNotWritable("The disk is full.")

    lent.begin(break_down)
    lent.shown.settle()
    assert [type(error) for error in lent.told] == [StoreNotWritable]
    assert lent.shown.desk.store.fingerprint() == before
    assert lent.shown.work.flush()
    a_pupil(lent.shown.desk, lent.shown.school(), "After It")
    assert "After It" in lent.names()


@pytest.mark.parametrize("way", ["window", "program"])
def test_whoever_leaves_waits_for_the_end(lent: Lent, way: str) -> None:
    shown = lent.shown
    lent.begin()
    if way == "window":
        assert not shown.window.close()
    else:
        QApplication.sendEvent(shown.app, QEvent(QEvent.Type.Quit))  # as `quit` does it
    stays_alive(shown)
    assert shown.window.isVisible()
    assert shown.window.workspace is not None
    lent.gate.open()
    shown.keys.wait_for(lambda: not shown.window.isVisible())
    assert [each[0] for each in lent.told] == ["done"]
    assert NEW in lent.names()


def test_undo_of_many_is_done_elsewhere_and_of_one_at_once(shown: Shown, monkeypatch) -> None:
    desk, school = shown.desk, shown.school()
    before = desk.store.fingerprint()
    with desk.step("Bring in many"):
        for number in range(60):
            a_pupil(desk, school, f"One of many {number}")
    after = desk.store.fingerprint()
    undo, redo = Gate(desk.undo), Gate(desk.redo)
    monkeypatch.setattr(desk, "undo", undo)
    monkeypatch.setattr(desk, "redo", redo)
    for way, key, state in ((undo, "undo", before), (redo, "redo", after)):
        shown.window.actions_by_key[key].trigger()
        shown.keys.wait_for(lambda way=way: way.is_waited_at)
        stays_alive(shown)
        way.open()
        shown.settle()
        assert way.was_left_alone_here
        assert desk.store.fingerprint() == state
    assert "Done again: Bring in many." in shown.messages()
    a_pupil(desk, school, "Only one")
    undo.come.clear()
    shown.do("undo")
    assert undo.come == [get_ident()]
