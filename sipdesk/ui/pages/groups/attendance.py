"""The attendance of a cohort: every point there are figures for, and who is away most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QSignalBlocker, QTimer
from PySide6.QtWidgets import QSizePolicy, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.clock import school_year, school_year_in_words
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.figures import percent
from sipdesk.models.pupils import Pupil, by_surname
from sipdesk.models.tracking.attending import CohortAttendance, Sessions, Threshold
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.gaps.cohorts import cohort_choices, cohort_of
from sipdesk.ui.pages.groups.asking import Asking
from sipdesk.ui.pages.groups.finder import PupilFinder
from sipdesk.ui.pages.groups.said import counted, tenth
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.editors.pick import PickEditor
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

EMPTY = (
    "Attendance belongs here: half days possible and attended, by pupil and term. It comes with "
    "the school's file, or is noted for one pupil at a time."
)
TERMS = ("The year", "Autumn term", "Spring term", "Summer term")
YEARS_BACK = 5


@dataclass(frozen=True, slots=True)
class PointRow:
    """A cohort at one point in time."""

    id: str
    at: CohortAttendance

    @property
    def when(self) -> str:
        return point_in_words(self.at.year, self.at.term)

    @property
    def persistent(self) -> str:
        return "Not defined" if self.at.persistent is None else str(self.at.persistent)


@dataclass(frozen=True, slots=True)
class AwayRow:
    """One pupil at that point."""

    id: str
    name: str
    year: str
    form: str
    sessions: Sessions
    threshold: Threshold | None

    @property
    def tone(self) -> Tone:
        away = self.threshold is not None and self.sessions.is_persistent(self.threshold)
        return Tone.BAD if away else Tone.NONE


POINTS = (
    Column("when", "When", lambda r: r.when, width_share=2),
    Column("pupils", "Pupils", lambda r: str(r.at.pupils), align_right=True),
    Column("left", "No figures", lambda r: str(r.at.left_out), align_right=True),
    Column("percent", "Attended %", lambda r: tenth(r.at.percent), align_right=True),
    Column("persistent", "Persistently absent", lambda r: r.persistent, align_right=True),
)
AWAY = (
    Column("name", "Pupil", lambda r: r.name, width_share=2.4),
    Column("year", "Year", lambda r: r.year),
    Column("form", "Class", lambda r: r.form),
    Column("percent", "Attended %", lambda r: tenth(r.sessions.percent), align_right=True),
    Column("half", "Half days missed", lambda r: _missed(r.sessions), align_right=True),
    Column(
        "away",
        "Persistently absent",
        lambda r: "Yes" if r.tone else "No",
        tone=lambda r: r.tone,
    ),
)


class AttendancePart(Page):
    """A cohort over time; below it the pupils at the chosen point, lowest first."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id, self._pupil_id = school_id, ""
        self._book = self.desk.tracking.attendance
        self._cohort = PickEditor((), self)
        self._table = RecordTable(POINTS, "Attendance over time", self, most_rows=9)
        self._notes = Words("", self, tone="muted")
        self._pupils = RecordTable(AWAY, "Pupils, lowest attendance first", self, most_rows=10)
        self._finder = PupilFinder(view, school_id, "Whose attendance", self)
        self._asking = self.adopt(Asking(view, _fields(self._this_year), "Keep it", self._keep))
        self._empty = EmptyPlace(EMPTY, "Import a file", self, in_card=True)
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._card = Card("Attendance", self)
        self._who = Card("", self)
        self._arrange()
        self._connect()
        for part in (self._table, self._notes, self._cohort, self._empty, self._who):
            part.hide()
        QTimer.singleShot(0, self, self.refresh)  # the page is there first, then its figures

    @property
    def _this_year(self) -> int:
        return school_year(self._today)

    @property
    def _today(self) -> date:
        return self.desk.clock.now().date()

    def refresh(self) -> None:
        pupils, today = self.view.pupils(self._school_id), self._today
        choices = cohort_choices(pupil for pupil in pupils if not pupil.has_left(today))
        if self._chosen not in {choice.value for choice in choices}:
            self._cohort.set_value("")
        self._cohort.set_choices(choices)
        self._show()

    def _show(self) -> None:
        wanted = self._wanted()
        only = None if wanted is None else {pupil.id for pupil in wanted}
        found = self._book.course(self._school_id, pupil_ids=only)
        rows = [PointRow(f"{at.year}/{at.term}", at) for at in found]
        with QSignalBlocker(self._table):  # the point is shown once, below
            self._table.replace(list(reversed(rows)))
            if rows and not self._table.current_id():
                self._table.choose(rows[-1].id)
        anything = bool(rows) or only is not None
        for part in (self._table, self._notes, self._cohort):
            part.setVisible(anything)
        self._empty.setVisible(not anything)
        self._soon.start()

    def _show_point(self) -> None:
        """The pupils at the chosen point."""
        row = next((r for r in self._table.records() if r.id == self._table.current_id()), None)
        self._who.setVisible(row is not None)
        if row is None:
            self._notes.setText("There are no figures for these pupils." if self._chosen else "")
            return
        at = row.at
        self._notes.setText(" ".join(notes(at)))
        names = self.view.names(self._school_id)
        sessions = self._book.by_pupil(self._school_id, at.year, at.term)
        pupils = self._wanted() or self.view.pupils(self._school_id)
        away = [
            AwayRow(p.id, names[p.id], p.year, p.form, sessions[p.id], at.threshold)
            for p in pupils
            if p.id in sessions and p.id in names
        ]
        away.sort(key=lambda r: (r.sessions.percent, by_surname(r.name)))
        self._who.set_title(f"Who was away most: {row.when}")
        self._pupils.replace(away)

    @property
    def _chosen(self) -> str:
        return str(self._cohort.value())

    def _wanted(self) -> list[Pupil] | None:
        """The cohort's pupils; None for the whole school."""
        if not self._chosen:
            return None
        cohort = cohort_of(self._school_id, self._chosen)
        return cohort.of(self.view.pupils(self._school_id))

    def _arrange(self) -> None:
        self._cohort.name_for_readers("Whose attendance is shown", "")
        self._cohort.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._cohort.setMinimumContentsLength(18)
        row = FlowRow(self)
        row.add(self._cohort)
        row.add(self.button("Note attendance", self._finder.begin, "For one pupil, from a list"))
        for part in (row, self._finder, self._asking, self._table, self._notes, self._empty):
            self._card.add(part)
        self._finder.hide()
        self._who.add(self._pupils)
        self.lay_out(self._card, self._who)

    def _connect(self) -> None:
        self._soon.timeout.connect(self._show_point)
        self._cohort.edited.connect(self._show)
        self._table.chosen.connect(lambda _: self._show_point())
        self._pupils.activated_id.connect(
            lambda ref: self.goRequest.emit(place.pupil(self._school_id, ref))
        )
        self._finder.picked.connect(self._ask)
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.importing(self._school_id, "pupils"))
        )

    def _ask(self, pupil_id: str) -> None:
        self._pupil_id = pupil_id
        self._finder.hide()
        self._asking.ask(
            {"attended": 0.0, "possible": 0.0, "year": str(self._this_year), "term": "1"}
        )

    def _keep(self, values: dict[str, Any]) -> None:
        possible, attended = float(values["possible"]), float(values["attended"])
        if possible % 1 or attended % 1:
            raise BadValue("Half days are whole numbers.", "Nothing was kept.")
        self._book.note(
            self._pupil_id,
            int(values["year"]),
            int(values["term"]),
            int(possible),
            int(attended),
        )


def point_in_words(year: int, term: int) -> str:
    """“Autumn term 2026/27”, “The year 2026/27”."""
    return f"{TERMS[term]} {school_year_in_words(year)}"


def notes(at: CohortAttendance) -> list[str]:
    """What to know of the figures of one point."""
    said: list[str] = []
    if at.threshold is not None:
        missed = percent(at.threshold.percent, None)
        said.append(f"Persistently absent is who missed {missed} or more.")
    else:
        said.append("For that year it is not defined who is persistently absent.")
    if at.left_out:
        said.append(f"{counted(at.left_out, 'pupil')} had no figures that can be used.")
    if at.part_year:
        said.append(f"Of {counted(at.part_year, 'pupil')} only some terms are in the year.")
    return said


def _missed(sessions: Sessions) -> str:
    return f"{sessions.possible - sessions.attended} of {sessions.possible}"


def _fields(this_year: int) -> tuple[Field, ...]:
    years = range(this_year, this_year - YEARS_BACK, -1)
    return (
        Field("attended", "Half days attended", Editor.NUMBER),
        Field("possible", "Half days possible", Editor.NUMBER),
        Field(
            "year",
            "School year",
            Editor.PICK,
            choices=tuple(Choice(str(year), school_year_in_words(year)) for year in years),
            required=True,
        ),
        Field(
            "term",
            "Term",
            Editor.PICK,
            choices=tuple(Choice(str(term), words) for term, words in enumerate(TERMS)),
            required=True,
        ),
    )
