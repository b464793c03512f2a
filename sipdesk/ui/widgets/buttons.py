"""Buttons in their three weights."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ..style.paint_buttons import PRIMARY


def button(text: str, parent: QWidget | None = None) -> QPushButton:
    """An ordinary button."""
    made = QPushButton(text, parent)
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
