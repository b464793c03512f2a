"""A part of a pupil's page: made once, shown for one pupil after another."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.pupils import Pupil
from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words


class PupilPart(Page):
    """A card about one side of a pupil; `nothing` stands there while there is nothing to show."""

    def __init__(
        self, view: View, title: str, nothing: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(view, parent)
        self._pupil: Pupil | None = None
        self._card = Card(title, self)
        self._nothing = Words(nothing, self, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self._card.body.setSpacing(theme.px(GRID))
        self._card.add(self._nothing)
        self._nothing.hide()

    @property
    def pupil(self) -> Pupil:
        """Whom it is about."""
        assert self._pupil is not None
        return self._pupil

    def show_pupil(self, pupil: Pupil) -> None:
        """Be about this pupil from now on."""
        if self._pupil is not None and self._pupil.id != pupil.id:
            self._left()
        self._pupil = pupil
        self.refresh()

    def _say_nothing(self, nothing: bool) -> None:
        self._nothing.setVisible(nothing and bool(self._nothing.text()))

    def _left(self) -> None:
        """What was begun for the pupil before is put away."""
