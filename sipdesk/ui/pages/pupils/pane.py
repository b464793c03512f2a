"""The list of pupils with what narrows it above and the record of the chosen one below."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.pupils import Pupil, upn_problem
from sipdesk.ui.pages.pupils.bar import PupilBar
from sipdesk.ui.pages.pupils.columns import COLUMNS, USUAL
from sipdesk.ui.pages.pupils.columns_panel import ColumnsPanel
from sipdesk.ui.pages.pupils.fields import SINCE, fields
from sipdesk.ui.pages.pupils.listing import Line
from sipdesk.ui.pages.record_pane import RecordPane, Records, Wording
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.style.status import in_words
from sipdesk.ui.tables.kept_columns import KeptColumns
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.words import Words

MOST_ROWS = 10
_WORDING = Wording(
    "Pupils",
    "The pupils of this school: who they are, the groups they belong to, and where they stand. "
    "Take them in from a file of the school's, or add them one by one.",
    "Add a pupil",
)


class PupilPane(RecordPane):
    """Return on a row opens the pupil's own page; the record is filled in below the list."""

    def __init__(
        self,
        view: View,
        records: Records,
        open_pupil: Callable[[str], None],
        parent: QWidget | None = None,
    ) -> None:
        self._open_pupil = open_pupil
        self._since: date | None = None
        self._in_form: Line | None = None  # as it was when it was loaded
        super().__init__(view, _WORDING, COLUMNS, fields(), records, parent, form_columns=3)

    # --- what the pane is told

    def tell(self, *, shown: int, of: int) -> None:
        """How many of the school's pupils are listed."""
        self.bar.tell(shown, of)
        nobody = bool(of) and not shown
        self._nobody.setVisible(nobody)
        self._empty.setVisible(not of)
        for part in (self.bar, self._table):
            part.setVisible(bool(of))
        if nobody:
            announce(self._nobody, "Nobody is like that.")

    def show_columns(self, names: tuple[str, ...]) -> None:
        """Show these columns, and remember them."""
        self._kept.keep(names)
        self._use_columns(names)

    def mark_order(self, name: str, *, downwards: bool) -> None:
        """Show by what the list is in order."""
        self._table.mark_order(name, downwards=downwards)
        self.bar.order.set_value(name)

    # --- how it is laid out

    def _arrange(self) -> None:
        self.bar = PupilBar(self.view.masked, self)
        self._panel = ColumnsPanel(COLUMNS, self)
        self._kept = KeptColumns("pupils")
        self._nobody = EmptyPlace(
            "Nobody is like that. A search looks for the beginnings of words.",
            "Show everybody",
            self,
            in_card=True,
        )
        self._warning = Words("", self, size=Size.SMALL)
        self._make_buttons()
        self._table.most_rows = MOST_ROWS
        self._use_columns(self._kept.chosen(COLUMNS, USUAL))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(Words(self._words.title, self, size=Size.LARGE, strong=True))
        column.addLayout(self._buttons)
        for part in (self.bar, self._panel, self._table, self._nobody):
            column.addWidget(part)
        column.addSpacing(theme.px(GRID))
        for below in (self._warning, self._form, self._empty):
            column.addWidget(below)
        column.addStretch(1)
        self._warning.hide()

    def _make_buttons(self) -> None:
        self._add = self.button(self._words.add, self.add)
        self._open = self.button("Open", self._open_chosen, "The chosen pupil's own page (Return)")
        self._bin = self.button("Bin", self.bin_chosen, "Into the bin; it can be taken back")
        self._past = self.button("History", self._show_past, "What became of the chosen record")
        for one in (self._open, self._bin, self._past):
            one.setAccessibleName(f"{one.text()}, chosen in {self._words.title}")
        for one in (self._add, self._open, self._bin, self._past):
            self._buttons.addWidget(one)
        self._buttons.addWidget(
            self.button("Columns…", self._turn_columns, "Choose what the list shows")
        )
        self._buttons.addStretch(1)

    def _turn_columns(self) -> None:
        self._panel.setVisible(self._panel.isHidden())

    def _connect(self) -> None:
        super()._connect()
        self.bar.leaveRequest.connect(self._table.setFocus)
        self._panel.chosen.connect(self.show_columns)
        self._nobody.asked.connect(self.bar.show_everybody)

    def _use_columns(self, names: tuple[str, ...]) -> None:
        self._table.set_columns([column for column in COLUMNS if column.name in names])
        self._panel.show_chosen(names)

    # --- the record in the form

    def _show(self, filled: bool) -> None:
        hidden = self.view.names_hidden
        self._form.setVisible(filled and not hidden)
        for part in (self._open, self._bin, self._past):
            part.setVisible(filled)
        line = self._rows.get(self._chosen)
        if line is None:
            self._warn("")
            return
        if line is self._in_form:
            return
        if line.id != self._loaded:
            self._since = None
        pupil: Pupil = line.pupil
        values = {f.name: getattr(pupil, f.name) for f in self._fields if f.name != SINCE}
        if self._form.load(values | {SINCE: self._since}, of=pupil.id):
            self._loaded, self._in_form = pupil.id, line
            self._warn("" if hidden else upn_problem(pupil.upn))

    def _warn(self, problem: str) -> None:
        said = f"{in_words(Tone.NEARLY, problem)} It is kept as it is." if problem else ""
        if said == self._warning.text():
            return
        self._warning.setText(said)
        self._warning.setVisible(bool(said))
        announce(self._warning, said)

    def _save(self, changes: dict[str, Any]) -> None:
        self._in_form = None
        if SINCE in changes:
            self._since = changes.pop(SINCE)
        if changes and self._loaded:
            self._records.edit(self._loaded, {**changes, SINCE: self._since})

    def _enter(self, ref: str) -> None:
        if self._form.flush():
            self._open_pupil(ref)

    def _open_chosen(self) -> None:
        if self._chosen:
            self._enter(self._chosen)
