"""The window at a standstill: it is painted, but no key, click, timer or menu does anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, QTimerEvent
from PySide6.QtGui import QAction
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QWidget

_ONE_SHOT = "QSingleShotTimer"  # what Qt makes of QTimer.singleShot
_INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.Shortcut,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.Wheel,
        QEvent.Type.ContextMenu,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TouchEnd,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletRelease,
        QEvent.Type.NativeGesture,
        QEvent.Type.DragEnter,
        QEvent.Type.DragMove,
        QEvent.Type.Drop,
    }
)


class Standstill(QObject):
    """From when it is made until `end`. What is typed meanwhile is not kept for later.

    Timers of the window wait: each that was due comes once afterwards. Those in `but` go on.
    """

    def __init__(self, window: QWidget, but: Collection[QTimer] = ()) -> None:
        super().__init__(window)
        self._window, self._but = window, but
        self._due: dict[QTimer, None] = {}
        self._actions = [a for a in window.findChildren(QAction) if a.isEnabled()]
        for action in self._actions:  # a menu that belongs to the system sends no event
            action.setEnabled(False)
        QCoreApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def end(self) -> None:
        """Let the window go on."""
        QCoreApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        for action in self._actions:
            if isValid(action):
                action.setEnabled(True)
        for timer in self._due:
            if not isValid(timer):
                continue
            if timer.isSingleShot():
                timer.start()
            elif timer.isActive():
                QCoreApplication.postEvent(timer, QTimerEvent(timer.timerId()))
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Timer:
            return self._waits(watched)
        return kind in _INPUT

    def _waits(self, timer: QObject) -> bool:
        if not isinstance(timer, QTimer):  # a cursor that blinks, a bar that moves
            return timer.metaObject().className() == _ONE_SHOT
        if timer in self._but or not self._is_of_the_window(timer):
            return False
        self._due[timer] = None
        if timer.isSingleShot():
            timer.stop()
        return True

    def _is_of_the_window(self, part: QObject | None) -> bool:
        while part is not None and part is not self._window:
            part = part.parent()
        return part is not None
