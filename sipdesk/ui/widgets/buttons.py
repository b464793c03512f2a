"""Buttons in their three weights."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from sipdesk.ui.style.paint_buttons import PRIMARY


class PlainButton(QPushButton):
    """Answers Return as well as Space, so that the page around it does not."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def button(text: str, parent: QWidget | None = None) -> QPushButton:
    """An ordinary button."""
    made = PlainButton(text, parent)
    made.setAutoDefault(False)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def primary(text: str, parent: QWidget | None = None) -> QPushButton:
    """The one button a place is for."""
    made = button(text, parent)
    made.setProperty(PRIMARY, True)
    return made


def quiet(text: str, parent: QWidget | None = None) -> QPushButton:
    """A button that looks like words until it is pointed at."""
    made = button(text, parent)
    made.setFlat(True)
    return made
