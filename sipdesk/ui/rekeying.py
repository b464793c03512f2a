"""The window while a desk is encrypted anew: what is being done, then the new recovery code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.clock import Clock
from sipdesk.models.desk import Desk
from sipdesk.models.errors import UserError, for_a_person
from sipdesk.ui import tasks
from sipdesk.ui.main_window import MainWindow
from sipdesk.ui.pages.opening import OpeningPage
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.widgets.code_sheet import CodeSheet
from sipdesk.ui.widgets.scrolling import PageBody

DOING = (
    "The desk is being encrypted anew. A backup is made first, and everything is checked before "
    "the new file takes the place of the old one. This may take a minute."
)

_FAULT = UserError(
    "That did not work; this is a fault in SIP Desk.",
    "Your records are kept: in the desk, and in the backup that was made before.",
    "Open the desk with the passphrase you chose last, or else with the one before.",
)


class Rekeying(QObject):
    """`done` is given the new passphrase once the code is on paper, `failed` what went wrong."""

    def __init__(
        self,
        window: MainWindow,
        path: Path,
        clock: Clock | None,
        done: Callable[[str], object],
        failed: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._window, self._path, self._clock = window, path, clock
        self._done, self._failed = done, failed
        window.held_open = True  # until the code has been shown

    def begin(self, secret: str, new: str) -> None:
        """Show that it is under way, and do it on another thread."""
        waiting = OpeningPage(self._path.name, self._window)
        waiting.busy(DOING)
        self._window.setCentralWidget(waiting)
        tasks.run(
            lambda _: Desk.rekey(self._path, secret, new, clock=self._clock),
            done=lambda code: self._show(code, new),
            failed=self._tell,
            owner=self._window,
        )

    def _show(self, code: str, new: str) -> None:
        self._window.held_open = False
        page = PageBody(self._window)
        sheet = CodeSheet(page)
        page.add(_with_room(sheet))
        self._window.setCentralWidget(page)
        sheet.show_code(code, self._clock.now().date() if self._clock else date.today())
        sheet.confirmed.connect(lambda: self._leave(new))

    def _leave(self, new: str) -> None:
        self._done(new)
        self.deleteLater()

    def _tell(self, error: Exception) -> None:
        self._window.held_open = False
        self._failed(str(for_a_person(error, _FAULT)))
        self.deleteLater()


def _with_room(inside: QWidget) -> QWidget:
    around = QWidget()
    edge = theme.px(GROUP * 2)
    column = QVBoxLayout(around)
    column.setContentsMargins(edge, edge, edge, edge)
    column.addWidget(inside)
    column.addStretch(1)
    return around
