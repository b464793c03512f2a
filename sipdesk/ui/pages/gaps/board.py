"""The table of gaps with its choices above, its sentences and its chart below."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from sipdesk.export.content.gap_pieces import gap_chart
from sipdesk.export.content.gap_slices import Subject, by_subject
from sipdesk.export.gap_material import GapMaterial
from sipdesk.models.assessments import DataPoint, in_order
from sipdesk.models.errors import UserError, for_a_person
from sipdesk.models.gaps.words import cautions
from sipdesk.ui import place
from sipdesk.ui.fresh_groups import when_fresh
from sipdesk.ui.gap_request import GapRequest
from sipdesk.ui.latest import Latest
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.gaps.choice import GapChoice, KeptChoices
from sipdesk.ui.pages.gaps.choosing import ChoiceBar
from sipdesk.ui.pages.gaps.cohorts import cohort_choices, cohort_of
from sipdesk.ui.pages.gaps.columns import COLUMNS, SUBJECT
from sipdesk.ui.pages.gaps.figures import ScreenGate, reckoning
from sipdesk.ui.pages.gaps.leaving import LeavingBar
from sipdesk.ui.pages.gaps.lines import GapLine, headed, lines_of, sentences
from sipdesk.ui.pages.gaps.wall import Wall
from sipdesk.ui.tables.record_table import RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.chart import ChartView
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words

EMPTY = (
    "Here groups stand beside everybody and beside the rest: who is behind, by how much, and "
    "whether it closes. It begins with the school's results."
)
NOBODY = "For these pupils, this subject and these groups there are no figures."
NO_GROUPS = "There is nothing to write: no group is ticked."
RECKONING = "Reckoning…"
FORMER = "Reckoning… Until it is done the former figures stand here."
ONE_MOMENT = "One moment: the figures are still being reckoned."
_FAULT = UserError(
    "The figures could not be reckoned; this is a fault in SIP Desk.",
    "Your records are as they were.",
    "Ask for other pupils or another measure, and tell us what was chosen.",
)


class GapsBoard(Page):
    """Every choice is answered beside the window, and only the last one that was made."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._kept = KeptChoices.of(view)
        self._material: GapMaterial | None = None
        self._subjects: list[Subject] = []
        self._asked_for: tuple[GapChoice, int] | None = None  # what was asked, of which version
        self._shown: tuple[GapChoice, int] | None = None  # what stands there
        self._offered = -1  # the version that the choices are of
        self._reckoning = Latest(self, "figures")
        self._wall = Wall(view, self)
        self._gate = ScreenGate(view.masked)
        self._bar = ChoiceBar(lambda: self.desk.gaps.groups(school_id), view.masked, self)
        self._when = Words("", self, tone="muted")
        self._table = RecordTable(COLUMNS, "Gaps", self, most_rows=8)
        self._cautions = PointList(self)
        self._told = PointList(self)
        self._chart = ChartView(None, self)
        self._leaving = LeavingBar(self)
        self._empty = EmptyPlace(EMPTY, "Import results", self, in_card=True)
        self._card, self._one = Card("Gaps", self), Card("", self)
        self._picture, self._out = Card("", self), Card("Out of this page", self)
        self._arrange()
        self._connect()
        self._bar.show_wanted(self._kept.get(school_id))
        self._leaving.show_wanted(self._kept.get(school_id))
        later = (self._bar, self._wall_button, self._table, self._empty)
        for part in (*later, self._one, self._picture, self._out):
            part.hide()
        QTimer.singleShot(0, self, self.refresh)  # the page is there first, then its figures

    @property
    def wall(self) -> QWidget | None:
        """What is on the whole screen just now."""
        return self._wall.shown

    @property
    def wanted(self) -> GapChoice:
        """What is asked for now."""
        return self._leaving.chosen(self._bar.wanted)

    def refresh(self) -> None:
        """What the desk holds now, with what there is to choose from."""
        self._answer()

    def project(self) -> None:
        """The figures on the whole screen, as governors may see them."""
        material, threshold = self._material, self.wanted.threshold
        if self._reckoning.is_busy:
            self.tellRequest.emit(ONE_MOMENT)
        elif material is not None and material.report.rows:
            self._wall.put_up(material, threshold, self._not_reckoned)

    def hideEvent(self, event: QHideEvent) -> None:
        self._wall.take_down()
        super().hideEvent(event)

    # --- figures

    def _asked(self) -> None:
        self._kept.keep(self._school_id, self.wanted)
        self._answer()

    def _answer(self) -> None:
        """The figures for what is asked, unless they stand there or are on their way."""
        asked = (self._bar.wanted, self.view.version)
        if self._asked_for == asked:
            return
        self._asked_for = asked
        when_fresh(self.view, self._school_id, lambda: self._ask(asked), self._not_reckoned, self)

    def _ask(self, asked: tuple[GapChoice, int]) -> None:
        if asked != self._asked_for:
            return
        try:
            work = reckoning(self.desk, self._school_id, asked[0])
        except UserError as error:
            self._not_reckoned(error)
            return
        self._reckoning.ask(lambda _: work(), lambda material: self._came(asked, material))

    def _came(self, asked: tuple[GapChoice, int], material: GapMaterial) -> None:
        self._shown, self._material = asked, material
        self._show_figures(material)
        if self._offered != self.view.version:
            self._offered = self.view.version
            self._offer()
        if self._reckoning.is_slow:
            announce(self._when, self._when.text())

    def _not_reckoned(self, error: Exception) -> None:
        self._asked_for = self._shown
        self._when.setText(headed(self._table.records()))
        self.failed.emit(for_a_person(error, _FAULT))

    def _say_reckoning(self) -> None:
        """The answer takes its time."""
        self._when.setText(FORMER if self._table.records() else RECKONING)
        announce(self._when, RECKONING)

    def _offer(self) -> None:
        """What there is to choose from; where everything was asked for, the figures say it."""
        subjects, points = self._there_is()
        self._show_any(bool(subjects))
        if subjects:
            today = self.desk.clock.now().date()
            here = [p for p in self.view.pupils(self._school_id) if not p.has_left(today)]
            self._bar.offer(cohort_choices(here), subjects, points)
            if self._line() is None:
                self._show_one()

    def _show_figures(self, material: GapMaterial) -> None:
        self._subjects = by_subject(material)
        lines = lines_of(material, self._subjects, self._gate)
        several = len({line.subject for line in lines}) > 1
        columns = (SUBJECT, *COLUMNS) if several else COLUMNS
        with QSignalBlocker(self._table):  # the chosen row is told once, below
            if self._table.rows.columns != columns:
                self._table.replace([])
                self._table.set_columns(columns)
            self._table.replace(lines)
            if lines and not self._table.current_id():
                self._table.choose(lines[0].id)
        self._when.setText(headed(lines) or NOBODY)
        self._cautions.show_points(cautions(material.report))
        self._table.setVisible(bool(lines))
        self._show_one()

    def _show_one(self) -> None:
        """The chosen row in sentences, and its subject in a chart."""
        line = self._line()
        material = self._material
        for part in (self._one, self._picture):
            part.setVisible(line is not None)
        if line is None or material is None:
            return
        self._one.set_title(f"{line.group}, {line.subject}")
        self._told.show_points(sentences(line, material, self._gate))
        subject = next(s for s in self._subjects if any(row is line.row for row in s.now))
        chart = gap_chart(material, subject, self._gate)
        self._picture.set_title(chart.title)
        self._chart.show_chart(chart)

    def _there_is(self) -> tuple[list[str], list[DataPoint]]:
        """The subjects and data points of the school."""
        asked = self._bar.wanted
        everything = GapChoice(audience=asked.audience, threshold=asked.threshold)
        if asked == everything and self._material is not None and self._material.report.rows:
            rows = self._material.report.rows
            subjects = sorted({row.subject for row in rows}, key=str.casefold)
            return subjects, in_order({row.point for row in rows})
        book = self.desk.assessments
        return book.subjects(self._school_id), book.points(self._school_id)

    def _line(self) -> GapLine | None:
        chosen = self._table.current_id()
        return next((line for line in self._table.records() if line.id == chosen), None)

    # --- how it is laid out

    def _show_any(self, anything: bool) -> None:
        for part in (self._bar, self._when, self._cautions, self._wall_button):
            part.setVisible(anything)
        self._table.setVisible(anything and bool(self._table.records()))
        for card in (self._one, self._picture, self._out):
            card.setVisible(anything)
        self._empty.setVisible(not anything)

    def _arrange(self) -> None:
        self._wall_button = self.button(
            "Project…", self.project, "On the whole screen, figure by figure, for governors"
        )
        self._card.add_to_head(self._wall_button)
        for part in (self._bar, self._when, self._table, self._cautions, self._empty):
            self._card.add(part)
        self._one.add(self._told)
        self._picture.add(self._chart)
        self._out.add(self._leaving)
        self.lay_out(self._card, self._one, self._picture, self._out)

    def _connect(self) -> None:
        self._bar.changed.connect(self._asked)
        self._reckoning.slow.connect(self._say_reckoning)
        self._reckoning.failed.connect(self._not_reckoned)
        self._wall.ended.connect(
            lambda: self._wall_button.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self._table.chosen.connect(lambda _: self._show_one())
        self._leaving.changed.connect(lambda: self._kept.keep(self._school_id, self.wanted))
        self._leaving.exportRequest.connect(self._export)
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.importing(self._school_id, "pupils"))
        )

    # --- out of the page

    def _export(self, what: str) -> None:
        wanted = self.wanted
        if wanted.groups == ():  # to leave them out would ask for all of them
            self.tellRequest.emit(NO_GROUPS)
            return
        if self._shown == (self._bar.wanted, self.view.version) and not self._table.records():
            self.tellRequest.emit(f"There is nothing to write. {NOBODY}")
            return
        cohort = cohort_of(self._school_id, wanted.cohort)
        asked = GapRequest(
            self._school_id,
            cohort.year,
            cohort.form,
            wanted.audience.value,
            (wanted.subject,) if wanted.subject else (),
            wanted.groups or (),
            wanted.measure.name,
            wanted.threshold,
            wanted.point,
        )
        self.exportRequest.emit(what, asked.ref)
