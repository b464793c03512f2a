"""Long work in view: what is done, how far it is, and a way to stop it. It blocks nothing."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from sipdesk.ui import tasks
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE
from sipdesk.ui.tasks import Job
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.words import Words


class Busy(QWidget):
    """Shows one Job at a time."""

    cancelRequest = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job: Job[Any] | None = None
        self._words = Words("", self, wrap=False)
        self._bar = QProgressBar(self)
        self._cancel = button("Cancel", self)
        self._patience = QTimer(self)
        self._arrange()
        self._patience.timeout.connect(self._appear)
        self._cancel.clicked.connect(self.cancel)
        self.hide()

    @property
    def is_busy(self) -> bool:
        """Whether there is something under way."""
        return self._job is not None

    def watch(self, job: Job[Any], doing: str) -> None:
        """Follow `job` from now on; `doing` says what it does, as in “Writing the note”."""
        self._job = job
        self._words.setText(doing)
        self._bar.setAccessibleName(doing)
        self._bar.setRange(0, 0)
        self._cancel.setEnabled(True)
        job.progressed.connect(self._progressed)
        job.ended.connect(self._ended)
        self._patience.start(tasks.PATIENCE)

    def cancel(self) -> None:
        """Ask the work to stop."""
        if self._job is not None:
            self._words.setText("Stopping…")
            self._cancel.setEnabled(False)
            self._job.cancel()
            self.cancelRequest.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self._patience.setSingleShot(True)
        self._bar.setTextVisible(False)
        self._bar.setFixedHeight(theme.px(GRID))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(INSIDE), theme.px(GRID), theme.px(INSIDE), theme.px(GRID))
        row.setSpacing(theme.px(INSIDE))
        row.addWidget(self._words)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)

    def _appear(self) -> None:
        self.show()
        announce(self, self._words.text())

    def _progressed(self, done: int, total: int, doing: str) -> None:
        if self.sender() is self._job and self._cancel.isEnabled():
            self._bar.setRange(0, max(total, 0))
            self._bar.setValue(done)
            if doing:
                self._words.setText(doing)

    def _ended(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self._patience.stop()
            self.hide()
