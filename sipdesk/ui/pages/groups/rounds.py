"""The rounds of a survey: when it was asked, and how many gave each answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.clock import Clock
from sipdesk.models.errors import UserError
from sipdesk.models.fields import Editor, Field
from sipdesk.models.tracking import Survey, SurveyRound
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.forms.autosave import AFTER
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.groups.count_grid import CountGrid
from sipdesk.ui.pages.groups.said import counted
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import short_day

ASKED_ON = (Field("asked_on", "Asked on", Editor.DATE),)
EMPTY = (
    "Ask the survey once, and again when the work has been done: each time is a round. Nobody is "
    "named; only how many gave each answer is written down."
)


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in the list."""

    id: str
    asked: str
    answered: str


COLUMNS = (
    Column("asked", "Asked", lambda r: r.asked, width_share=2),
    Column("answered", "Answered", lambda r: r.answered, align_right=True),
)


class RoundForm(RecordForm):
    """The day of a round; the counts in the grid are saved together with it."""

    def __init__(
        self,
        save: Callable[[dict[str, object]], None],
        counts: Callable[[], bool],
        parent: QWidget,
        clock: Clock,
    ) -> None:
        self._counts = counts
        super().__init__(ASKED_ON, save, parent, clock=clock)

    def flush(self) -> bool:
        day = super().flush()
        return self._counts() and day


class RoundsPart(Page):
    """The rounds of one survey, the chosen one's counts in a grid."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._book = self.desk.tracking.surveys
        self._survey: Survey | None = None
        self._rounds: dict[str, SurveyRound] = {}
        self._chosen = ""  # the round whose counts are in the grid
        self._table = RecordTable(COLUMNS, "Rounds", self, most_rows=4)
        self._form = RoundForm(self._save_day, self.keep, self, self.desk.clock)
        self._key = Words("", self, size=Size.SMALL, tone="muted")
        self._grid = CountGrid("How many gave each answer", self)
        self._empty = EmptyPlace(EMPTY, "Add a round", self, in_card=True)
        self._soon = QTimer(self)
        self._waiting = False
        self._arrange()
        self._connect()

    def show_survey(self, survey: Survey | None) -> None:
        """Show the rounds of this one, the newest in the grid."""
        other = survey is None or self._survey is None or survey.id != self._survey.id
        asked = self._survey and (self._survey.questions, self._survey.answers)
        if other:
            self.keep()
            self._chosen = ""
        self._survey = survey
        if survey is not None and (other or asked != (survey.questions, survey.answers)):
            self._grid.ask(survey.questions, survey.answers)
            numbered = [f"{n} {text}" for n, text in enumerate(survey.answers, start=1)]
            self._key.setText(" · ".join(numbered))
        self.refresh()

    def refresh(self) -> None:
        found = self._book.rounds(self._survey.id) if self._survey else []
        self._rounds = {each.id: each for each in found}
        self._table.replace([_row(each) for each in found])
        if self._chosen not in self._rounds:
            self._chosen = found[-1].id if found else ""
        self._table.choose(self._chosen)
        for part in (self._table, self._form, self._key, self._grid, self._bar):
            part.setVisible(bool(found))
        self._empty.setVisible(not found)
        self._load()

    def add(self) -> None:
        """One more round, today."""
        if self._survey is None or not self._form.flush():
            return
        ref = self._survey.id
        today = self.desk.clock.now().date()

        def make() -> None:
            self._chosen = self._book.add_round(ref, today).id

        if self.carefully(make):
            self.refresh()
            self._grid.setCurrentIndex(self._grid.counts.index(0, 1))
            self._grid.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keep(self) -> bool:
        """Save the counts that are not saved. True when none is left."""
        self._soon.stop()
        held = self._rounds.get(self._chosen)
        if not self._waiting or held is None:
            return True
        counts = self._grid.value()
        if counts == held.counts:
            self._waiting = False
            self.unchanged.emit()
            return True
        try:
            self._book.edit_round(held.id, counts=counts)
        except UserError as error:
            self.failed.emit(error)
            self._soon.start()
            return False
        self._waiting = False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        self._form.flush()
        super().hideEvent(event)

    def _load(self) -> None:
        held = self._rounds.get(self._chosen)
        if held is not None:
            self._form.load({"asked_on": held.asked_on}, of=held.id)
            if not self._waiting:
                self._grid.load(held.counts)

    def _arrange(self) -> None:
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(Words("Rounds of this survey", self, size=Size.LARGE, strong=True))
        self._bar = FlowRow(self)
        self._bar.add(self.button("Add a round", self.add))
        away = self.button("Bin the round", self._bin, "Into the bin; it can be taken back")
        self._bar.add(away)
        for part in (self._bar, self._table, self._form, self._key, self._grid, self._empty):
            column.addWidget(part)
        self._grid.setAccessibleDescription(
            "Type a number; Return goes on to the next answer, Tab leaves the grid"
        )

    def _connect(self) -> None:
        self._soon.timeout.connect(self.keep)
        self._grid.edited.connect(self._touched)
        self._table.chosen.connect(self._choose)
        self._table.binRequest.connect(lambda _: self._bin())
        self._empty.asked.connect(self.add)
        for signal, told in (
            (self._form.edited, self.typing),
            (self._form.unchanged, self.unchanged),
            (self._form.saved, self.unchanged),
            (self._form.held, self.held),
            (self._form.failed, self.failed),
        ):
            signal.connect(told)

    def _touched(self) -> None:
        self._waiting = True
        self.typing.emit()
        if not self._soon.isActive():
            self._soon.start()

    def _choose(self, ref: str) -> None:
        if ref and ref != self._chosen:
            if self._form.flush():
                self._chosen = ref
                self._load()
            else:
                self._table.choose(self._chosen)

    def _save_day(self, changes: dict[str, object]) -> None:
        if self._chosen:
            self._book.edit_round(self._chosen, **changes)

    def _bin(self) -> None:
        if self._chosen and self._form.flush():
            self._book.bin_round(self._chosen)


def _row(each: SurveyRound) -> RoundRow:
    most = max((sum(counts) for counts in each.counts.values()), default=0)
    asked = short_day(each.asked_on) or "No day given"
    return RoundRow(each.id, asked, counted(most, "person", "people") if most else "Not yet")
