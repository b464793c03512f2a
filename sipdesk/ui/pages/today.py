"""Where the desk opens: the visit in hand or next, what is due, notes to write, days left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.priorities import Action
from sipdesk.models.priorities.rules import is_overdue
from sipdesk.models.schools import School
from sipdesk.models.visits import Visit, rules
from sipdesk.models.visits.allowance import Allowance
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.keeping.words import due_words
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.buttons import primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import (
    crumb_day,
    days,
    first_up,
    long_day,
    people,
    short_day,
    span,
    status_tone,
)

SOON = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class _Year:
    id: str
    school: School
    year: Allowance


class TodayPage(Page):
    """The first page of the day."""

    addSchoolRequest = Signal()

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit: Visit | None = None
        self._hand = Card("", self)
        self._hand_words = Words(parent=self)
        self._hand_go = primary("", self)
        self._due = RecordTable(self._due_columns(), "Promised and due", self)
        self._unwritten = RecordTable(self._note_columns(), "Notes to write", self)
        self._keeping_words = Words(parent=self, tone="muted")
        self._keeping_go = self.button("Look at them", self._go_to_keeping)
        self._years = RecordTable(self._year_columns(), "Days this school year", self)
        self._empty = EmptyPlace(
            "Your schools come here: the visit in hand, what was promised, the days that are left.",
            "Add a school",
            self,
        )
        self._arrange()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        schools = self.desk.schools.all()
        self._empty.setVisible(not schools)
        for card in self._cards:
            card.setVisible(bool(schools))
        self._show_hand()
        self._show_due(schools)
        self._show_unwritten()
        self._show_keeping()
        self._years.replace([_Year(s.id, s, self.desk.allowance(s.id)) for s in schools])

    def arrive(self) -> None:
        self.refresh()  # the clock has gone on, if nothing else has

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        self._hand.add(self._hand_words)
        self._hand.add(self._hand_go)
        self._due_card, self._note_card = (
            Card("Promised and due", self),
            Card("Notes to write", self),
        )
        years = Card("Days this school year", self)
        self._keeping_card = Card("", self)
        self._keeping_card.add(self._keeping_words)
        self._keeping_card.add(self._keeping_go)
        self._due_card.add(self._due)
        self._note_card.add(self._unwritten)
        years.add(self._years)
        self._cards = (self._hand, self._due_card, self._note_card, years)
        for part in (self._empty, *self._cards, self._keeping_card):
            column.addWidget(part)
        column.addStretch(1)

    def _connect(self) -> None:
        self._hand_go.clicked.connect(self._go_to_hand)
        self._empty.asked.connect(self.addSchoolRequest)
        self._due.activated_id.connect(self._go_to_action)
        self._unwritten.activated_id.connect(
            lambda ref: self.goRequest.emit(place.visit(ref, place.Stage.SYNTHESIS))
        )
        self._years.activated_id.connect(lambda ref: self.goRequest.emit(place.school(ref)))

    def _show_hand(self) -> None:
        now = self.desk.clock.now()
        coming = [v for v in self.desk.visits.all() if v.on > now.date()]
        self._visit = self.desk.capture.todays(now.date()) or next(iter(coming), None)
        if self._visit is None:
            self._hand.set_title("No visit is planned")
            self._hand_words.setText("Plan one from a school's visits.")
            self._hand_go.setText("Go to the schools")
            return
        visit, school = self._visit, self.desk.schools.get(self._visit.school_id)
        today = visit.on == now.date()
        when = "Today" if today else crumb_day(visit.on)
        self._hand.set_title(f"{when}: {school.name}, {visit.kind}")
        sessions = self.desk.visits.running(visit.id)
        current = rules.current(sessions, now.time()) if today else None
        lines = [visit.focus]
        over = today and bool(sessions) and rules.is_over(sessions, now.time())
        if over:
            lines.append("The day is over. Its note is yours to finish.")
        elif current is not None:
            began = "Now" if current.start <= now.time() else "First"
            lines.append(
                f"{began}: {span(current.start, current.end)}  {current.title}"
                f"{', with ' + people(current.people) if current.people else ''}"
            )
        carried = len(self.desk.carryover.of_visit(visit.id))
        if carried:
            lines.append(f"Promised before, to look at again: {carried}.")
        self._hand_words.setText("\n".join(line for line in lines if line))
        self._hand_go.setText("Go to the day" if today else "Prepare it")

    def _show_due(self, schools: list[School]) -> None:
        self._names = {s.id: s.name for s in schools}
        until = self.desk.clock.now().date() + SOON
        due = [
            a
            for s in schools
            for a in self.desk.priorities.open_actions(s.id)
            if a.due is not None and a.due <= until
        ]
        self._due.replace(sorted(due, key=lambda a: a.due or until))
        self._due_card.setVisible(bool(due))

    def _show_unwritten(self) -> None:
        today = self.desk.clock.now().date()
        waiting = [
            v
            for v in self.desk.visits.all()
            if v.on < today and not v.outside_allowance and not self.desk.notes.has(v.id)
        ]
        self._unwritten.replace(waiting)
        self._note_card.setVisible(bool(waiting))

    def _show_keeping(self) -> None:
        told = due_words(self.desk.keeping.due())
        self._keeping_words.setText(told)
        self._keeping_card.setVisible(bool(told))

    def _due_columns(self) -> tuple[Column, ...]:
        return (
            Column("due", "By", lambda a: short_day(a.due), tone=self._late, width_share=0.9),
            Column("action", "Action", lambda a: a.action, width_share=3),
            Column("lead", "Who", lambda a: a.lead, width_share=1.1),
            Column("school", "School", lambda a: self._names.get(a.school_id, ""), width_share=1.3),
            Column(
                "status",
                "Stands",
                lambda a: first_up(a.status),
                tone=lambda a: status_tone(a.status),
            ),
        )

    def _note_columns(self) -> tuple[Column, ...]:
        return (
            Column("on", "Visit", lambda v: long_day(v.on), width_share=1.4),
            Column("school", "School", lambda v: self._names.get(v.school_id, "")),
            Column("kind", "Kind", lambda v: v.kind, width_share=1.4),
        )

    def _year_columns(self) -> tuple[Column, ...]:
        return (
            Column("school", "School", lambda y: y.school.name, width_share=2),
            Column("used", "Used", lambda y: days(y.year.used), align_right=True),
            Column("left", "Left", lambda y: days(y.year.left), align_right=True),
            Column("of", "Of", lambda y: days(y.year.days), align_right=True),
            Column(
                "governors",
                "Governors' day",
                _governors,
                align_right=True,
                width_share=1.4,
            ),
        )

    def _late(self, action: Action) -> Tone:
        return Tone.BAD if is_overdue(action, self.desk.clock.now().date()) else Tone.NONE

    def _go_to_hand(self) -> None:
        visit = self._visit
        if visit is None:
            schools = self.desk.schools.all()
            there = place.school(schools[0].id, place.Section.VISITS)
            self.goRequest.emit(there)
            return
        today = visit.on == self.desk.clock.now().date()
        stage = place.Stage.DAY if today else place.Stage.BEFORE
        self.goRequest.emit(place.visit(visit.id, stage))

    def _go_to_keeping(self) -> None:
        self.goRequest.emit(place.Place(place.Kind.KEEPING))

    def _go_to_action(self, ref: str) -> None:
        action = self.desk.priorities.action(ref)
        self.goRequest.emit(place.school(action.school_id, place.Section.PLAN, ref))


def _governors(year: _Year) -> str:
    if not year.year.governors_days:
        return "–"
    return f"{days(year.year.governors_used)} of {days(year.year.governors_days)}"
