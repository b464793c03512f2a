"""The desk lent to one piece of work that takes a while: the one place for a long write.

Steps and the journal belong to one thread at a time. So what writes much (a file taken in, an
erasure, undo of either), or reads what only a desk at rest can tell, gets the whole desk for itself
on another thread. Meanwhile the window is painted and says what is being done, but takes nothing:
no key, no click, no timer. What was typed before is saved first, what the desk has to tell is told
afterwards, and whoever wants to close the window leaves when it is done.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from shiboken6 import isValid

from sipdesk.ui import tasks
from sipdesk.ui.forms import flush_all
from sipdesk.ui.standstill import Standstill
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cover import Cover

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Loan:
    doing: str
    work: Callable[[tasks.Progress], Any]
    done: Callable[[Any], object]
    failed: Callable[[Exception], object]
    owner: QObject


class Lending(QObject):
    """Of one open desk. One piece of work has it at a time; others wait for their turn."""

    ended = Signal()  # nobody has the desk any more

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._view = view
        self._loan: _Loan | None = None
        self._next: deque[_Loan] = deque()
        self._still: Standstill | None = None
        self._cover: Cover | None = None
        self._focus: QWidget | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(tasks.PATIENCE)
        self._patience.timeout.connect(self._appear)

    @staticmethod
    def of(view: View) -> Lending:
        """That of the open desk."""
        found = view.findChild(Lending)
        return found if isinstance(found, Lending) else Lending(view)

    @property
    def is_on(self) -> bool:
        """Whether something has the desk for itself."""
        return self._loan is not None

    def lend(
        self,
        doing: str,
        work: Callable[[tasks.Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        owner: QObject,
    ) -> None:
        """Do `work` while nothing else happens; `doing` says what it is, as in “Taking it in”.

        `done` and `failed` are called as by `tasks.run`, after the desk has told what it changed.
        """
        self._next.append(_Loan(doing, work, done, failed, owner))
        self._begin_next()

    # --- one after the other

    def _begin_next(self) -> None:
        if self.is_on or not self._next:
            return
        self._loan = self._next.popleft()
        window = self._window()
        flush_all(self._inside())
        self._still = Standstill(window, (self._patience,))
        window.installEventFilter(self)
        self._view.desk.events.keep_back()
        self._patience.start()
        QTimer.singleShot(0, self, self._start)  # what the window has still to do comes before

    def _start(self) -> None:
        loan = self._loan
        assert loan is not None
        job = tasks.run(
            loan.work,
            done=lambda result: self._end(loan, lambda: loan.done(result)),
            failed=lambda error: self._end(loan, lambda: loan.failed(error)),
            cancelled=lambda: self._end(loan, lambda: None),
            owner=self,
            alone=True,
        )
        job.progressed.connect(self._say)

    def _end(self, loan: _Loan, tell: Callable[[], object]) -> None:
        self._go_on()
        try:
            self._view.desk.events.let_out()
        finally:
            if isValid(loan.owner):
                tell()
            self._begin_next()
            if not self.is_on:
                self.ended.emit()

    # --- the window

    def _window(self) -> QWidget:
        around = self._view.parent()
        assert isinstance(around, QWidget)
        return around.window()

    def _inside(self) -> QWidget:
        """What there is to be acted upon in the window."""
        window = self._window()
        inside = window.centralWidget() if isinstance(window, QMainWindow) else None
        return inside or window

    def _appear(self) -> None:
        """It takes long enough to be seen."""
        assert self._loan is not None
        self._focus = QApplication.focusWidget()
        self._cover = Cover(self._loan.doing, self._inside(), self._window())
        self._cover.appear()
        self._inside().setEnabled(False)  # a screen reader presses without an event

    def _say(self, done: int, total: int, doing: str) -> None:
        if self._cover is not None:
            self._cover.say(done, total, doing)

    def _go_on(self) -> None:
        self._loan = None
        self._patience.stop()
        self._window().removeEventFilter(self)
        if self._still is not None:
            self._still.end()
            self._still = None
        if self._cover is not None:
            self._inside().setEnabled(True)
            self._cover.hide()
            self._cover.deleteLater()
            self._cover = None
            focus, self._focus = self._focus, None
            if focus is not None and isValid(focus) and focus.isVisible():
                focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._cover is not None:
            QTimer.singleShot(0, self._cover, self._cover.place)  # once the page has its new size
        return False
