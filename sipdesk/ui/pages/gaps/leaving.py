"""What goes out of the page: a report or a workbook, for a reader."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sipdesk.export.audience import Audience
from sipdesk.models.fields import Choice
from sipdesk.models.gaps import HIGHEST, LOWEST
from sipdesk.ui.pages.gaps.choice import GapChoice
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.editors.pick import PickEditor
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

READERS = (
    Choice(Audience.GOVERNORS.value, "For governors"),
    Choice(Audience.AUTHORITY.value, "For the authority"),
    Choice(Audience.CONSULTANT.value, "For the consultant head"),
    Choice(Audience.HEAD.value, "For the head: nothing hidden"),
)
HIDDEN = tuple(
    Choice(str(most), f"Groups of {most} or fewer hidden") for most in range(LOWEST, HIGHEST + 1)
)


class LeavingBar(QWidget):
    """Asks for a document by its kind."""

    changed = Signal()
    exportRequest = Signal(str)  # "gaps-pdf", "gaps-excel"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reader = PickEditor(READERS, self, required=True)
        self._hidden = PickEditor(HIDDEN, self, required=True)
        self._reader.name_for_readers("Who reads it", "")
        self._hidden.name_for_readers("Small groups", "Hidden from readers outside the school")
        row = FlowRow(self)
        for pick, length in ((self._reader, 20), (self._hidden, 26)):
            pick.setMinimumContentsLength(length)
            pick.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            row.add(pick)
            pick.edited.connect(self._picked)
        for words, kind, hint in (
            ("Report as PDF…", "gaps-pdf", "The gap report for this reader"),
            ("Workbook…", "gaps-excel", "The same figures as an Excel workbook"),
        ):
            made = button(words, self)
            made.setToolTip(hint)
            made.clicked.connect(lambda _=False, what=kind: self.exportRequest.emit(what))
            row.add(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(row)
        said = "Outside the school no pupil is named and small groups are hidden, on the wall too."
        column.addWidget(Words(said, self, size=Size.SMALL, tone="muted"))

    def show_wanted(self, wanted: GapChoice) -> None:
        """Begin with what was chosen before."""
        self._reader.set_value(wanted.audience.value)
        self._hidden.set_value(str(wanted.threshold))
        self._hidden.setVisible(not wanted.audience.inside_school)

    def chosen(self, wanted: GapChoice) -> GapChoice:
        """The same wish for the reader that is chosen here."""
        return replace(
            wanted,
            audience=Audience(str(self._reader.value())),
            threshold=int(str(self._hidden.value())),
        )

    def _picked(self) -> None:
        inside = Audience(str(self._reader.value())).inside_school
        self._hidden.setVisible(not inside)
        self.changed.emit()
