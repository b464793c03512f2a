"""The pupils behind the figures, and those to think of first."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.models.fields import Choice
from sipdesk.models.progress import ProgressReport
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.progress.lists import Row, Scales, Shown, columns, rows, taken
from sipdesk.ui.pages.progress.words import counted
from sipdesk.ui.tables.record_table import RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.choice_row import ChoiceRow
from sipdesk.ui.widgets.words import Words

_WORDS = {
    Shown.ALL: "Everybody",
    Shown.RED: "Not on track",
    Shown.AMBER: "Nearly",
    Shown.GREEN: "On track",
    Shown.NONE_MADE: "No level made",
    Shown.ONE_MADE: "One level made",
    Shown.STUCK: "Stuck",
    Shown.CANNOT_SAY: "Cannot say",
}


class PupilList(Page):
    """Return on a row opens the pupil; a choice above narrows the list."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._report: ProgressReport | None = None
        self._scale: Scales | None = None
        self._rows: list[Row] = []
        self._which = ChoiceRow([Choice(s, w) for s, w in _WORDS.items()], self, required=True)
        self._which.set_value(Shown.ALL)
        self._which.name_for_readers("Who is listed", "")
        self._count = Words("", self, tone="muted")
        self._table = RecordTable(columns(), "Progress of pupils", self, most_rows=12)
        self._arrange()
        self._which.edited.connect(self._show)
        self._table.activated_id.connect(self._open)

    def show_report(self, report: ProgressReport, scale: Scales) -> None:
        """List the pupils of this report."""
        self._report, self._scale = report, scale
        self.refresh()

    def refresh(self) -> None:
        if self._report is not None and self._scale is not None:
            names = self.view.names(self._school_id)
            self._rows = rows(self._report.pupils, names, self._scale)
            self._show()

    def _arrange(self) -> None:
        card = Card("Pupil by pupil", self)
        row = QHBoxLayout()
        row.addWidget(self._which)
        for part in (row, self._count, self._table):
            card.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def _show(self) -> None:
        found = taken(self._rows, Shown(str(self._which.value())))
        some = "" if len(found) == len(self._rows) else f"{len(found)} of "
        self._count.setText(f"{some}{counted(len(self._rows), 'pupil')}")
        self._table.replace(found)
        self._table.setVisible(bool(found))

    def _open(self, ref: str) -> None:
        self.goRequest.emit(place.pupil(self._school_id, ref))
