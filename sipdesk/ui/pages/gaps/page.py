"""How groups stand to the whole and to the rest, point by point."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.view import View


class GapsPage(Page):
    """The board of gaps, whose modules are read when somebody first comes here."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        from sipdesk.ui.pages.gaps.board import GapsBoard

        super().__init__(view, parent)
        self._board = self.adopt(GapsBoard(view, school_id, self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._board)
        view.namesChanged.connect(self._names_turned)

    def refresh(self) -> None:
        self._board.refresh()

    def reveal(self, ref: str) -> None:
        self._board.reveal(ref)

    def project(self) -> None:
        """The figures on the whole screen, for governors; nothing where there are none."""
        self._board.project()

    @property
    def wall(self) -> QWidget | None:
        """What is on the whole screen just now."""
        return self._board.wall

    def _names_turned(self) -> None:
        if self.isVisible():
            self.refresh()
