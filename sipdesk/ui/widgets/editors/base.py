"""What every editor can do, whatever it looks like."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget


class FieldEditor(Protocol):
    """A widget that holds one value. `edited` is only for what a person does."""

    edited: SignalInstance

    def value(self) -> object:
        """What is filled in; raises BadValue when it cannot be read."""
        ...

    def set_value(self, value: object) -> None:
        """Show `value` without saying `edited`."""
        ...

    def name_for_readers(self, name: str, description: str) -> None:
        """Tell assistive technology what is asked."""
        ...


def name_widget(widget: QWidget, name: str, description: str) -> None:
    """Give a widget its accessible name and description."""
    widget.setAccessibleName(name)
    widget.setAccessibleDescription(description)
