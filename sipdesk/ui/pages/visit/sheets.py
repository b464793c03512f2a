"""The forms a session brings: one for a meeting, one each for a department or a classroom."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.forms import NAMING, Form, session_forms
from sipdesk.models.visits import Sheet
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card


class SheetCard(Page):
    """One filled form."""

    def __init__(self, view: View, form: Form, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._declared, self._sheet_id = form, sheet.id
        self._card = Card(form.title, self)
        self._form = self.form(form.fields, self._save, columns=3)
        if form.repeats:
            self._bin_it = self.button("Bin", self._bin, "This form into the bin")
            self._card.add_to_head(self._bin_it)
        self._card.add(self._form)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def load(self, sheet: Sheet) -> None:
        """Show the answers as they are now."""
        named = ", ".join(v for n in NAMING if (v := sheet.answers.get(n, "").strip()))
        title = self._declared.title
        self._card.set_title(f"{title}: {named}" if named else title)
        if self._declared.repeats:
            self._bin_it.setAccessibleName(f"Bin {title}: {named or 'not yet named'}")
        self._form.load({f.name: sheet.answers.get(f.name, "") for f in self._declared.fields})

    def focus_first(self) -> None:
        """Put the keyboard into the first field."""
        self._form.editor(self._declared.fields[0].name).setFocus()

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.visits.answer(self._sheet_id, **changes)

    def _bin(self) -> None:
        self.desk.visits.bin_sheet(self._sheet_id)


class SheetList(Page):
    """The forms of a session; a form that does not repeat is there from the start."""

    def __init__(
        self, view: View, session_id: str, parent: QWidget | None = None, *, above: int = 0
    ) -> None:
        super().__init__(view, parent)
        self._session_id, self._above = session_id, above
        session = self.desk.visits.session(session_id)
        self._declared = session_forms().get(session.kind)
        self._roll: Roll[Sheet, SheetCard] = Roll(
            lambda sheet: sheet.id, self._make, SheetCard.load, self, gap=GROUP, later=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        column.addWidget(self._roll)
        each = self._declared.each if self._declared else ""
        self._add = self.button(f"Add a {each}" if each else "Write up", self._begin)
        column.addWidget(self._add)
        self.refresh()

    def refresh(self) -> None:
        declared = self._declared
        self.setVisible(declared is not None and bool(declared.fields))
        if declared is None:
            return
        sheets = self.desk.visits.sheets(self._session_id)
        begun = any(sheet.kind is declared.kind for sheet in sheets)
        self._add.setVisible(declared.repeats or not begun)
        if not declared.repeats:
            self._add.setText(f"Write up: {declared.title}")
        self._roll.show_all(sheets, above=self._above)
        self._roll.setVisible(bool(sheets))

    def _make(self, sheet: Sheet) -> SheetCard:
        declared = session_forms().get(sheet.kind) or self._declared
        assert declared is not None
        return self.adopt(SheetCard(self.view, declared, sheet, self))

    def _begin(self) -> None:
        sheet = self.desk.visits.add_sheet(self._session_id)
        self.refresh()
        card = self._roll.widget(sheet.id)
        if card is not None:
            card.focus_first()
