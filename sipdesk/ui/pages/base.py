"""What every page has: the Desk, forms that report to the window, and ways to ask."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from sipdesk.models.errors import UserError
from sipdesk.models.fields import Field
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets import buttons
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace

P = TypeVar("P", bound="Page")


class Page(QWidget):
    """Shows records of the Desk; asks for everything that is not its own."""

    goRequest = Signal(object)  # Place
    exportRequest = Signal(str, str)  # what ("note", "plan", "agenda"), id
    tellRequest = Signal(str)  # a message that needs no answer
    typing = Signal()  # something is about to be saved
    unchanged = Signal()  # what was typed came to nothing, or needs no store
    held = Signal()  # what was typed stays unsaved until it is put right
    failed = Signal(object)  # UserError

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.desk = view.desk

    def refresh(self) -> None:
        """Show what the Desk holds now, without disturbing what is being typed."""

    def arrive(self) -> None:
        """Somebody has come here and named no record."""

    def reveal(self, ref: str) -> None:
        """Bring the record `ref` in front, if it is on this page."""

    def form(
        self, fields: Sequence[Field], save: Callable[[dict[str, object]], None], **options: Any
    ) -> RecordForm:
        """A form whose troubles the window hears of."""
        made = RecordForm(fields, save, self, clock=self.desk.clock, **options)
        made.edited.connect(self.typing)
        made.unchanged.connect(self.unchanged)
        made.saved.connect(self.unchanged)  # of a commit the Desk tells by itself
        made.held.connect(self.held)
        made.failed.connect(self.failed)
        return made

    def button(self, words: str, do: Callable[[], object], hint: str = "") -> QPushButton:
        """A button that says what it does; `hint` goes to its tool tip and to screen readers."""
        made = buttons.button(words, self)
        made.clicked.connect(lambda: do())
        if hint:
            made.setToolTip(hint)
            made.setAccessibleDescription(hint)
        return made

    def lay_out(self, *parts: QWidget) -> None:
        """Each part on a card of its own, one below the other."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        for part in parts:
            if not isinstance(part, Card | EmptyPlace):
                card = Card("", self)
                card.add(part)
                part = card
            column.addWidget(part)
        column.addStretch(1)

    def carefully(self, do: Callable[[], object]) -> bool:
        """Do something that may be refused; the window says why. False when it was."""
        try:
            do()
        except UserError as error:
            self.failed.emit(error)
            return False
        return True

    def adopt(self, part: P) -> P:
        """A page inside this one asks through it."""
        part.goRequest.connect(self.goRequest)
        part.exportRequest.connect(self.exportRequest)
        part.tellRequest.connect(self.tellRequest)
        part.typing.connect(self.typing)
        part.unchanged.connect(self.unchanged)
        part.held.connect(self.held)
        part.failed.connect(self.failed)
        return part
