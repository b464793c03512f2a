"""What was copied here leaves the clipboard again: any other program can read it there."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

SECONDS = 60


class Clipboard(QObject):
    """Clears the clipboard after a minute, if it still holds what was copied here."""

    def __init__(
        self, wanted: Callable[[], bool], parent: QObject, seconds: float = SECONDS
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._board: QClipboard = QGuiApplication.clipboard()
        self._ours = ""  # a digest, so that the text is not kept a second time
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.clear)
        self._board.dataChanged.connect(self._changed)

    def clear(self) -> None:
        """Take our own off the clipboard; what was copied elsewhere since stays."""
        self._timer.stop()
        if self._ours and _digest(self._board.text()) == self._ours:
            self._board.clear()
        if self._board.supportsSelection() and self._board.ownsSelection():
            self._board.clear(QClipboard.Mode.Selection)
        self._ours = ""

    def _changed(self) -> None:
        text = self._board.text()
        if not text or not self._wanted() or not self._is_ours():
            self._timer.stop()
            self._ours = ""
            return
        self._ours = _digest(text)
        self._timer.start()

    def _is_ours(self) -> bool:
        """Whether it was copied in this program; a window system without others cannot tell."""
        return self._board.ownsClipboard() or QGuiApplication.platformName() == "offscreen"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
