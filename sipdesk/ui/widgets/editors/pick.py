"""One of many, in a drop-down; and a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QSizePolicy, QWidget

from sipdesk.models.fields import Choice
from sipdesk.ui.style import theme
from sipdesk.ui.widgets.editors.base import name_widget

NOTHING = "–"


class PickEditor(QComboBox):
    """A drop-down; typing goes to the first entry that begins so.

    Nothing can be chosen as well, unless an answer is `required`.
    """

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[Choice] = (),
        parent: QWidget | None = None,
        *,
        required: bool = False,
    ) -> None:
        super().__init__(parent)
        self._required = required
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(14)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_choices(choices)
        self.activated.connect(self._picked)

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """Offer other entries; the value stays, also when it is no longer offered."""
        kept = self.value()
        blocked = self.blockSignals(True)
        self.clear()
        if self._required:
            choices = [choice for choice in choices if choice.value]
        elif not any(choice.value == "" for choice in choices):
            self.addItem(NOTHING, "")
        for choice in choices:
            self.addItem(choice.label, choice.value)
            if choice.help:
                self.setItemData(self.count() - 1, choice.help, Qt.ItemDataRole.ToolTipRole)
        self.blockSignals(blocked)
        self.set_value(kept)

    def value(self) -> object:
        return self.currentData() or ""

    def set_value(self, value: object) -> None:
        value = str(value or "")
        at = self.findData(value)
        if at < 0 and (value or not self._required):
            self.addItem(value, value)
            at = self.count() - 1
        self._kept: object = value
        self.setCurrentIndex(at)

    def name_for_readers(self, name: str, description: str) -> None:
        name_widget(self, name, description)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(96), super().minimumSizeHint().height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling the page must not change an answer

    def _picked(self) -> None:
        if self.value() != self._kept:
            self._kept = self.value()
            self.edited.emit()


class TickEditor(QCheckBox):
    """Yes or no. Its words stand beside it, in the form."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(theme.px(24))  # to be hit without taking aim
        self.clicked.connect(self.edited)

    def value(self) -> object:
        return self.isChecked()

    def set_value(self, value: object) -> None:
        self.setChecked(bool(value))

    def name_for_readers(self, name: str, description: str) -> None:
        name_widget(self, name, description)
