"""Notices that nobody has touched the keyboard or the mouse for a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputEvent, QInputMethodEvent
from PySide6.QtWidgets import QApplication

LOOK = 2000  # ms between looks
_INPUT = (QInputEvent, QInputMethodEvent)
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


def seconds_with_sleep() -> float:
    """A clock that nobody sets and that goes on while the computer sleeps."""
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Idle(QObject):
    """Says `rested` once nobody has touched anything for `minutes()`; 0 is never.

    While something is being done that somebody waits for (`busy`), it is not yet said.
    """

    rested = Signal()

    def __init__(
        self,
        app: QApplication,
        minutes: Callable[[], int],
        busy: Callable[[], bool],
        now: Callable[[], float] = seconds_with_sleep,
    ) -> None:
        super().__init__(app)
        self._minutes, self._busy, self._now = minutes, busy, now
        self._touched = now()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK)
        app.installEventFilter(self)

    def look(self) -> bool:
        """Whether it is long enough; then it is said."""
        minutes, now = self._minutes(), self._now()
        if not minutes or now - self._touched < minutes * 60 or self._busy():
            return False
        self._touched = now
        self.rested.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # of the thousands of events of a page hardly any is a touch: the kind is asked for last
        if not isinstance(event, _INPUT) or event.type() not in _TOUCHES:
            return False
        # what ends a long sleep comes before the timer: it shall not reach what is hidden now
        swallowed = self.look()
        self._touched = self._now()
        return swallowed

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
