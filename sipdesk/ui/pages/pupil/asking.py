"""A small form that is asked for, filled in and kept, or put away again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.models.errors import BadValue, UserError
from sipdesk.models.fields import Choice, Field
from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.words import Words

Values = dict[str, Any]


class Asking(Page):
    """Nothing is kept before “Keep”; Return keeps, Escape puts away.

    `check` is given all that is filled in while it is typed, and raises BadValue at a field.
    """

    def __init__(
        self,
        view: View,
        what: str,
        fields: Sequence[Field],
        check: Callable[[Values], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(view, parent)
        self._check = check
        self._fields = tuple(fields)
        self._values: Values = {}
        self._keep: Callable[[Values], object] = lambda values: None
        self._title = Words("", self, strong=True)
        self._form = self.form(fields, self._take, columns=4)
        self._note = Words("", self, size=Size.SMALL, tone="muted")
        self._arrange(what)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether something is being asked."""
        return not self.isHidden()

    def ask(self, title: str, values: Mapping[str, Any], keep: Callable[[Values], object]) -> None:
        """Show the form with `values`; `keep` gets what is filled in when a person says so."""
        self._title.setText(title)
        self._values, self._keep = dict(values), keep
        self._form.discard(self._values)
        self._note.setText("")
        self.show()
        self._form.editor(self._fields[0].name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def offer(self, name: str, choices: Sequence[Choice]) -> None:
        """Other answers for a field."""
        self._form.set_choices(name, choices)

    def put_away(self) -> None:
        """Forget what is filled in."""
        self._form.discard(self._values)
        self.hide()

    def note(self, words: str) -> None:
        """Say below the form how it is understood."""
        if words != self._note.text():
            self._note.setText(words)
            announce(self._note, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._done()
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away()
        else:
            super().keyPressEvent(event)

    def _arrange(self, what: str) -> None:
        buttons = QHBoxLayout()
        keep = self.button(f"Keep {what}", self._done, "Return does the same")
        away = self.button(
            f"Put {what} away", self.put_away, "Nothing is kept; Escape does the same"
        )
        for one in (keep, away):
            buttons.addWidget(one)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(GRID), 0, theme.px(GRID))
        column.setSpacing(theme.px(GRID))
        for part in (self._title, self._form, self._note):
            column.addWidget(part)
        column.addLayout(buttons)

    def _take(self, changes: Values) -> None:
        now = {**self._values, **changes}
        try:
            self._check(now)
        except BadValue as error:
            self._values.update({k: v for k, v in changes.items() if k != error.field})
            raise
        self._values = now

    def _done(self) -> None:
        if not self._form.flush():
            return
        try:
            for field in self._fields:
                self._form.value(field.name)  # what is needed and was never touched is missed here
            self._keep(dict(self._values))
        except UserError as error:
            self.failed.emit(error)
            if isinstance(error, BadValue) and error.field:
                self._form.editor(error.field).setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.put_away()
