"""The desk locked: nothing in the window, the way back kept, wrong passphrases slowed down."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QWidget

from sipdesk.ui import tasks
from sipdesk.ui.attempts import Attempts
from sipdesk.ui.clipboard import Clipboard
from sipdesk.ui.idle import Idle, seconds_with_sleep
from sipdesk.ui.main_window import MainWindow
from sipdesk.ui.preferences import Preferences

if TYPE_CHECKING:
    from sipdesk.ui.staying import Stay

FINISH = 3000  # ms that a document being written has to be finished in


class Lock(QObject):
    """What is known of the desk while it is locked; asks to be locked when nobody is there."""

    lockRequest = Signal()

    def __init__(
        self,
        window: MainWindow,
        preferences: Preferences,
        now: Callable[[], float] = seconds_with_sleep,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._curtain: Curtain | None = None
        self.attempts = Attempts()
        self.clipboard = Clipboard(lambda: preferences.clears_clipboard, self)
        self.stay: Stay | None = None
        self.stopped = False  # a document, because of the lock
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.idle = Idle(app, lambda: preferences.lock_after, tasks.under_way, now)
        self.idle.rested.connect(self.lockRequest)
        window.lockRequest.connect(self.lockRequest)
        window.closing.connect(self.clipboard.clear)
        window.destroyed.connect(self.idle.stop)

    def shut(self) -> bool:
        """Take the desk out of the window. True when its store may be closed.

        False when something that was typed cannot be saved: it stays, behind a curtain.
        """
        work = self._window.workspace
        self.stopped = not tasks.finish(FINISH) and work is not None and work.is_writing
        self.clipboard.clear()
        self.stay = self._window.close_desk()
        if self.stay is None:
            self._curtain = Curtain(self._window)
        return self.stay is not None

    @property
    def is_curtained(self) -> bool:
        """Whether the desk is still there behind the opening page."""
        return self._curtain is not None

    def lift(self) -> None:
        """Show what was behind the curtain, as it was left."""
        if self._curtain is not None:
            self._curtain.lift()
            self._curtain = None


class Curtain:
    """Hides a window's inside without closing it; no key reaches it."""

    def __init__(self, window: MainWindow) -> None:
        from sipdesk.ui.staying import float_nothing

        self._window = window
        float_nothing(window)
        self._focus = window.focusWidget()
        self._inside: QWidget | None = window.takeCentralWidget()
        if self._inside is not None:
            self._inside.hide()
            self._inside.setParent(None)
        self._actions = [a for a in window.findChildren(QAction) if a.isEnabled()]
        for action in self._actions:
            action.setEnabled(False)
        window.menuBar().hide()

    def lift(self) -> None:
        """Everything back in its place."""
        for action in self._actions:
            action.setEnabled(True)
        self._window.menuBar().show()
        if self._inside is not None:
            self._window.setCentralWidget(self._inside)
            self._inside.show()
        if self._focus is not None:
            self._focus.setFocus()
