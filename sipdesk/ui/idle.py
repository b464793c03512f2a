"""Notices that nobody has touched the keyboard or the mouse for a while.

Windows are watched, through which keys, the mouse and fingers come, and what has the keyboard,
which dictation and composed letters reach by themselves. To watch the whole program would be
simpler, but Python would then look at each of the thousands of events that a page is made of.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

LOOK = 2000  # ms between looks; a window that appears may be unwatched for so long
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
        self._app = app
        self._touched = now()
        self._focus: QObject | None = None  # what has the keyboard
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(LOOK)
        app.focusObjectChanged.connect(self._watch_focus)
        app.focusWindowChanged.connect(self._watch_windows)
        self._watch_focus(app.focusObject())
        self._watch_windows()

    def look(self) -> bool:
        """Whether it is long enough; then it is said."""
        self._watch_windows()
        minutes, now = self._minutes(), self._now()
        if not minutes or now - self._touched < minutes * 60 or self._busy():
            return False
        self._touched = now
        self.rested.emit()
        return True

    def rested_for(self) -> float:
        """Seconds since anybody touched anything."""
        return self._now() - self._touched

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TOUCHES:
            return False
        # what ends a long sleep comes before the timer: it shall not reach what is hidden now
        swallowed = self.look()
        self._touched = self._now()
        return swallowed

    def stop(self) -> None:
        """Watch no longer."""
        if not self._timer.isActive():
            return
        self._timer.stop()
        self._app.focusObjectChanged.disconnect(self._watch_focus)
        self._app.focusWindowChanged.disconnect(self._watch_windows)
        self._watch_focus(None)
        for window in self._app.topLevelWindows():
            window.removeEventFilter(self)

    def _watch_windows(self) -> None:
        """All there are; a window that is watched already stays so."""
        for window in self._app.topLevelWindows():
            window.installEventFilter(self)

    def _watch_focus(self, focus: QObject | None) -> None:
        if self._focus is not None and isValid(self._focus):
            self._focus.removeEventFilter(self)
        self._focus = focus
        if focus is not None:
            focus.installEventFilter(self)
