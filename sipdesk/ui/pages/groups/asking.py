"""A form that keeps nothing until it is told to: for a figure that nobody should find invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Field
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.widgets.buttons import primary
from sipdesk.ui.widgets.flow import FlowRow


class Asking(Page):
    """`keep` is given all values, by field name; when it raises UserError the window says why."""

    def __init__(
        self,
        view: View,
        fields: Sequence[Field],
        words: str,
        keep: Callable[[dict[str, Any]], object],
        parent: QWidget | None = None,
        *,
        columns: int = 3,
    ) -> None:
        super().__init__(view, parent)
        self._fields, self._keep = tuple(fields), keep
        self._form = RecordForm(
            fields, lambda _: None, self, columns=columns, clock=self.desk.clock
        )
        keep_it = primary(words, self)
        keep_it.clicked.connect(self._push)
        leave = self.button("Leave it", self.hide)
        leave.setAccessibleName(f"Leave it, {words[:1].lower()}{words[1:]}")
        row = FlowRow(self)
        row.add(keep_it)
        row.add(leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(self._form)
        column.addWidget(row)
        self.hide()

    def ask(self, values: Mapping[str, object]) -> None:
        """Show the form with these values, and put the keyboard there."""
        self._form.discard(values)
        self.show()
        self._form.editor(self._fields[0].name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self, name: str, choices: Sequence[Choice]) -> None:
        """What can be chosen in a field."""
        self._form.set_choices(name, choices)

    def _push(self) -> None:
        def keep() -> None:
            self._keep({field.name: self._form.value(field.name) for field in self._fields})

        if self.carefully(keep):
            self.hide()
