"""The whole window over a desk: opened, looked at, and driven by its keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QLabel, QWidget
from shiboken6 import isValid

from sipdesk.app import make_app
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.schools import School
from sipdesk.models.visits import Session, SessionKind, Visit
from sipdesk.ui.main_window import MainWindow
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.record_pane import RecordPane
from sipdesk.ui.place import Place
from sipdesk.ui.preferences import Mode, Preferences
from sipdesk.ui.style import theme
from sipdesk.ui.widgets.scrolling import PageBody
from sipdesk.ui.workspace import Workspace
from tests.builders import moment
from tests.journeys.keyboard import Keyboard

W = TypeVar("W", bound=QWidget)


class Shown:
    """A window over a desk, with hands on its keyboard."""

    def __init__(self, desk: Desk, folder: Path, mode: Mode = "light", scale: float = 1.0) -> None:
        self.desk = desk
        self.app = make_app()
        self.preferences = Preferences(folder)
        self.preferences.mode, self.preferences.scale = mode, scale
        theme.apply(self.app, mode, scale)
        self.window = MainWindow(self.preferences)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.open_desk(desk)
        self.window.activateWindow()
        self.keys = Keyboard(self.window)
        self.keys.wait_for(self.window.isActiveWindow)
        self.settle()

    @property
    def work(self) -> Workspace:
        """The inside of the window."""
        assert self.window.workspace is not None
        return self.window.workspace

    @property
    def page(self) -> Page:
        """The page in front."""
        page = self.work.router.front_page()
        assert page is not None
        return page

    @property
    def body(self) -> PageBody:
        """What the page in front scrolls in."""
        return next(b for b in self.window.findChildren(PageBody) if b.isAncestorOf(self.page))

    def go(self, there: Place) -> None:
        """Show a place as if it had been asked for."""
        self.work.go(there)
        self.settle()

    def do(self, key: str) -> None:
        """An action of a menu."""
        self.window.actions_by_key[key].trigger()
        self.settle()

    def at(self, clock_time: str) -> None:
        """Put the clock of the day on."""
        clock = self.desk.clock
        assert isinstance(clock, FixedClock)
        clock.set(moment(f"{clock.now():%Y-%m-%d} {clock_time}"))

    def settle(self) -> None:
        """Let everything that is asked for happen, also what takes the desk for itself a while."""
        for _ in range(8):
            self.app.processEvents()
        if self.is_at_work():
            self.keys.wait_for(lambda: not self.is_at_work())
            self.settle()

    def is_at_work(self) -> bool:
        """Whether something is on its way that the page in front waits for."""
        work = self.window.workspace if isValid(self.window) else None
        return work is not None and work.is_at_work

    def messages(self) -> list[str]:
        """What stands at the top of the page, newest first."""
        return self.work.messages.texts()

    def mark(self) -> str:
        """What is said of saving."""
        return self.work._mark.text()

    def pane(self, title: str) -> RecordPane:
        """A list with its form, by its heading."""
        panes = self.window.findChildren(RecordPane)
        return next(p for p in panes if p.isVisible() and p.table.accessibleName() == title)

    def school(self) -> School:
        """The first school."""
        return self.desk.schools.all()[0]

    def visit(self) -> Visit:
        """The visit of the day."""
        found = self.desk.capture.todays(self.desk.clock.now().date())
        assert found is not None
        return found

    def session(self, kind: SessionKind) -> Session:
        """The day's session of a kind, as the store has it."""
        return next(s for s in self.desk.visits.sessions(self.visit().id) if s.kind is kind)

    def close(self) -> None:
        """Away with the window; the desk stays."""
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.settle()


def offered(shown: Shown, label: str) -> list[str]:
    """What there is to choose from, at the box that is reached by Tab and says `label`."""
    shown.keys.tab_to(label)
    box = shown.app.focusWidget()
    assert isinstance(box, QComboBox)
    return [box.itemText(at) for at in range(box.count())]


def seen(inside: QWidget, kind: type[W]) -> list[W]:
    """The widgets of a kind that are on the page, scrolled into sight or not."""
    return [each for each in inside.findChildren(kind) if each.isVisible()]


def own(inside: QWidget) -> Iterator[QWidget]:
    """Everything shown but what Qt puts inside lists, tables and texts."""
    for each in seen(inside, QWidget):
        around = each.parentWidget()
        while around is not None and around is not inside:
            if isinstance(around, QAbstractScrollArea) and not isinstance(around, PageBody):
                break
            around = around.parentWidget()
        else:
            yield each


def tab_stops(window: QWidget, most: int = 400) -> list[QWidget]:
    """Where Tab leads until it comes round, told from the top of the window."""
    stops: list[QWidget] = []
    for _ in range(most):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, stops
        if stops and now is stops[0]:
            tops = [top_left(stop, window).y() for stop in stops]
            first = tops.index(min(tops))
            return stops[first:] + stops[:first]
        assert now not in stops, f"Tab is trapped at {described(now)}"
        stops.append(now)
    raise AssertionError("Tab never comes round.")


def top_left(widget: QWidget, of: QWidget) -> QPoint:
    """Where a widget stands inside another."""
    return widget.mapTo(of, QPoint(0, 0))


def described(widget: QWidget) -> str:
    """A widget in a message: what it is and what it says."""
    said = widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")
    text = getattr(widget, "text", None)
    said = said or (str(text()) if callable(text) else "")
    return f"{type(widget).__name__} “{said}”"
