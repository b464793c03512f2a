"""A list with the form of the chosen record beside it: contacts, pupils, priorities, actions …"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.models.fields import Field
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.history import of_record
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.beside import Beside
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.words import Words

SIDE_BY_SIDE = 820  # px at 100% from which list and form stand beside each other


@dataclass(frozen=True, slots=True)
class Records:
    """What a pane does with its records: `table` is where they are kept, `add` gives an id."""

    table: str
    all: Callable[[], Sequence[Any]]
    add: Callable[[], str]
    edit: Callable[[str, dict[str, Any]], object]
    bin: Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wording:
    """A pane's own words: its heading, what belongs here when empty, and the one way to fill it."""

    title: str
    empty: str
    add: str


class RecordPane(Page):
    """Choose a record in the list, fill it in beside it; Delete puts it in the bin."""

    def __init__(
        self,
        view: View,
        words: Wording,
        columns: Sequence[Column],
        fields: Sequence[Field],
        records: Records,
        parent: QWidget | None = None,
        *,
        form_columns: int = 2,
    ) -> None:
        super().__init__(view, parent)
        self._words, self._records = words, records
        self._fields = tuple(fields)
        self._chosen = self._loaded = ""
        self._rows: dict[str, Any] = {}
        self._table = RecordTable(columns, words.title, self)
        self._form = self.form(fields, self._save, columns=form_columns)
        self._empty = EmptyPlace(words.empty, words.add, self, in_card=True)
        self._buttons = QHBoxLayout()
        self._arrange()
        self._connect()

    @property
    def record_form(self) -> Any:
        """The form, for offering other choices in it."""
        return self._form

    @property
    def chosen(self) -> str:
        """The id of the record in the form, or ""."""
        return self._chosen

    @property
    def table(self) -> RecordTable:
        """The list."""
        return self._table

    def add_button(self, button: QWidget) -> None:
        """One more thing that can be done here."""
        self._buttons.insertWidget(self._buttons.count() - 1, button)

    def refresh(self) -> None:
        self._rows = {row.id: row for row in self._records.all()}
        self._table.replace(list(self._rows.values()))
        if self._chosen not in self._rows:
            self._chosen = self._table.current_id() or next(iter(self._rows), "")
            self._table.choose(self._chosen)
        self._show(bool(self._rows))

    def reveal(self, ref: str) -> None:
        if self._form.flush():
            self._chosen = ref
            self.refresh()
            self._table.choose(ref)

    def add(self) -> None:
        """Make a record and put the keyboard into its first field."""
        if not self._form.flush():
            return
        self.reveal(self._records.add())
        self._form.editor(self._fields[0].name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def bin_chosen(self) -> None:
        """The chosen record into the bin; undo and the bin both bring it back."""
        if self._chosen and self._form.flush():
            self._records.bin(self._chosen)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        if self._words.title:
            column.addWidget(Words(self._words.title, self, size=Size.LARGE, strong=True))
        self._add = self.button(self._words.add, self.add)
        self._bin = self.button("Bin", self.bin_chosen, "Into the bin; it can be taken back")
        self._past = self.button("History", self._show_past, "What became of the chosen record")
        for one in (self._add, self._bin, self._past):
            self._buttons.addWidget(one)
        if self._words.title:
            for one in (self._bin, self._past):
                one.setAccessibleName(f"{one.text()}, chosen in {self._words.title}")
        self._buttons.addStretch(1)
        column.addLayout(self._buttons)
        column.addWidget(
            Beside(self._table, self._form, self, from_width=SIDE_BY_SIDE, shares=(4, 5))
        )
        column.addWidget(self._empty)
        column.addStretch(1)

    def _connect(self) -> None:
        self._table.chosen.connect(self._choose)
        self._table.activated_id.connect(self._enter)
        self._table.binRequest.connect(lambda _: self.bin_chosen())
        self._empty.asked.connect(self.add)

    def _show(self, filled: bool) -> None:
        for part in (self._table, self._form, self._add, self._bin, self._past):
            part.setVisible(filled)
        self._empty.setVisible(not filled)
        record = self._rows.get(self._chosen)
        if record is not None:
            values = {f.name: getattr(record, f.name) for f in self._fields}
            if self._form.load(values, of=record.id):
                self._loaded = record.id

    def _choose(self, ref: str) -> None:
        if not ref or ref == self._chosen:
            return
        if self._form.flush():
            self._chosen = ref
            self._show(True)
        else:  # what could not be saved stays in front
            self._table.choose(self._chosen)

    def _enter(self, ref: str) -> None:
        self._choose(ref)
        self._form.editor(self._fields[0].name).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_past(self) -> None:
        if self._chosen:
            self.goRequest.emit(of_record(self._records.table, self._chosen))

    def _save(self, changes: dict[str, object]) -> None:
        if self._loaded:
            self._records.edit(self._loaded, changes)
