"""Erasing somebody: what will go is said first, and the name has to be typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from sipdesk.models.folding import folded
from sipdesk.models.keeping import Outlook, Person
from sipdesk.ui.pages.keeping import words
from sipdesk.ui.style import theme
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words


class Confirm(Card):
    """Shown beneath what was chosen; Esc closes it."""

    confirmed = Signal(object, str)  # the Outlook, the reason

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._ahead: Outlook | None = None
        self._name = ""
        self._goes, self._doubtful = Words("", self), Words("", self)
        self._stays_head = Words("▲ Cannot be reached from here", self, strong=True)
        self._stays = Words("", self)
        self._typed, self._why = QLineEdit(self), QLineEdit(self)
        self._typed_label, self._why_label = QLabel(self), QLabel("&Reason, naming nobody", self)
        self._go = primary("Erase for good", self)
        self._away = button("Not now", self)
        self._fill()
        self.close_panel()

    def ask(self, name: str, ahead: Outlook) -> None:
        """Say what erasing would do, and wait for the name to be typed."""
        self._ahead, self._name = ahead, name
        self.set_title(f"Erase {name} for good")
        self._goes.setText(words.goes(ahead))
        for part, text in (
            (self._stays, words.stays(ahead)),
            (self._doubtful, words.doubtful(ahead)),
        ):
            part.setText(text)
            part.setVisible(bool(text))
        self._stays_head.setVisible(bool(self._stays.text()))
        self._typed_label.setText(f"&Type “{name}” to confirm")
        self._typed.setAccessibleName(f"Type {name} to confirm")
        for line in (self._typed, self._why):
            line.clear()
        self._look()
        self.show()
        self._typed.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Ask for nothing, and forget who was meant."""
        self._ahead, self._name = None, ""
        self._typed.clear()
        self.set_title("")
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        for label, line in ((self._typed_label, self._typed), (self._why_label, self._why)):
            label.setBuddy(line)
            line.setMaximumWidth(theme.px(420))
        self._why.setAccessibleName("Reason, naming nobody")
        row = FlowRow(self)
        row.add(self._go)
        row.add(self._away)
        parts: Sequence[QWidget] = (
            self._goes,
            self._doubtful,
            self._stays_head,
            self._stays,
            Words(words.FOR_GOOD, self, strong=True),
            self._typed_label,
            self._typed,
            self._why_label,
            self._why,
            row,
        )
        for part in parts:
            self.add(part)
        self._typed.textChanged.connect(lambda _: self._look())
        self._typed.returnPressed.connect(self._done)
        self._go.clicked.connect(self._done)
        self._away.clicked.connect(self.close_panel)

    def _is_typed(self) -> bool:
        wanted, typed = map(folded, (self._name, self._typed.text()))
        return bool(wanted) and typed == wanted

    def _look(self) -> None:
        self._go.setEnabled(self._is_typed())

    def _done(self) -> None:
        if self._ahead is not None and self._is_typed():
            ahead, why = self._ahead, self._why.text().strip()
            self.close_panel()
            self.confirmed.emit(ahead, why)


def called(people: Sequence[Person], school: str = "") -> str:
    """What has to be typed: one person’s name, or the school whose people are meant."""
    return people[0].title if len(people) == 1 else school
