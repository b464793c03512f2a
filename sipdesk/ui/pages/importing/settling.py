"""What a file leaves open as a whole: its sheet, its data point, its dates, whose it is."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.assessments.points import TERM_NAMES, TERMS
from sipdesk.models.clock import Clock, school_year_in_words
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.intake.dates import Order
from sipdesk.models.intake.meaning import RESULT
from sipdesk.models.intake.previews import Choices, PupilPreview
from sipdesk.ui.forms.row import FieldRow
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.widgets.flow import FlowRow

_BACK = 8  # school years that are offered
_FIELDS = (
    Field("sheet", "Sheet", Editor.PICK, required=True),
    Field("year", "School year of the file", Editor.PICK, required=True),
    Field(
        "term",
        "Term of the file",
        Editor.PICK,
        choices=tuple(Choice(str(n), TERM_NAMES[n]) for n in TERMS),
        required=True,
    ),
    Field(
        "dates",
        "Dates such as 3/4/2012 are",
        Editor.CHOICE,
        choices=(Choice(Order.DAY, "Day first"), Choice(Order.MONTH, "Month first")),
        required=True,
    ),
)
_OTHER = Field("other", "It is meant for this school: take it in all the same", Editor.TICK)


class Settling(QWidget):
    """Shows only what this file leaves open."""

    chosen = Signal(object)  # Choices

    def __init__(self, hiding: Hiding, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hiding = hiding
        self._choices = Choices()
        self._rows = {f.name: FieldRow(f, f.label, clock, self) for f in _FIELDS}
        self._other = FieldRow(_OTHER, _OTHER.label, clock, self)
        self._doubtful = False  # dates were so once, and stay to be chosen
        self._arrange()
        for row in (*self._rows.values(), self._other):
            row.edited.connect(self._say)

    def show_preview(self, preview: PupilPreview, choices: Choices) -> None:
        """Show what is open in this one."""
        self._choices = choices
        self._doubtful = preview.doubtful_dates or choices.dates is not None
        sheets = [Choice(str(n), self._hiding.words(t)) for n, t in enumerate(preview.tables)]
        years = range(preview.today.year + 1, preview.today.year - _BACK, -1)
        every = sorted({*years, preview.year}, reverse=True)
        shown = {
            "sheet": (sheets, str(preview.table)),
            "year": ([Choice(str(y), school_year_in_words(y)) for y in every], str(preview.year)),
            "term": (None, str(preview.term)),
            "dates": (None, choices.dates or Order.DAY),
        }
        for name, (offered, value) in shown.items():
            editor = self._rows[name].editor
            if offered is not None:
                editor.set_choices(offered)  # type: ignore[attr-defined]
            editor.set_value(value)
        self._other.editor.set_value(choices.other_school)
        has_results = any(c.meaning.field in (RESULT, "value") for c in preview.columns)
        self._rows["sheet"].setVisible(len(preview.tables) > 1)
        self._rows["year"].setVisible(has_results)
        self._rows["term"].setVisible(has_results)
        self._rows["dates"].setVisible(self._doubtful)
        self._other.setVisible(bool(preview.other_school))
        self.setVisible(any(not row.isHidden() for row in (*self._rows.values(), self._other)))

    def take_focus(self, preview: PupilPreview) -> bool:
        """Put the keyboard on the deliberate yes. False when that is not what is missing."""
        if not preview.other_school or self._choices.other_school:
            return False
        self._other.widget.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _arrange(self) -> None:
        flow = FlowRow(self, gap=2 * GRID)
        for row in self._rows.values():
            row.setMinimumWidth(theme.px(200))
            row.setMaximumWidth(theme.px(280))
            flow.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(self._other)
        column.addWidget(flow)

    def _say(self, name: str) -> None:
        made = self._choices
        if name == "sheet":  # another sheet has other rows and columns
            made = Choices(
                table=int(str(self._rows["sheet"].editor.value())),
                year=made.year,
                term=made.term,
                other_school=made.other_school,
            )
        elif name == "year":
            made = replace(made, year=int(str(self._rows["year"].editor.value())))
        elif name == "term":
            made = replace(made, term=int(str(self._rows["term"].editor.value())))
        elif name == "dates":
            made = replace(made, dates=Order(str(self._rows["dates"].editor.value())))
        else:
            made = replace(made, other_school=bool(self._other.editor.value()))
        self._choices = made
        self.chosen.emit(made)
