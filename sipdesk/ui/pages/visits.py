"""The visits of a school, and the planning of the next one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sipdesk import paths
from sipdesk.models.clock import in_a_week
from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.templates import DayTemplate, load_days
from sipdesk.models.visits import Visit
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import crumb_day, one_line

PLAN_FIELDS = (
    Field("on", "Day of the visit", Editor.DATE, required=True),
    Field("template", "Kind of day", Editor.PICK, required=True),
    Field("focus", "Focus"),
)


class VisitsPage(Page):
    """Visits, newest first; a quiet form above plans another."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._days: dict[str, DayTemplate] = {}
        self._table = RecordTable(self._columns(), "Visits", self)
        self._plan = Card("Plan a visit", self)
        self._wanted: dict[str, Any] = {}
        self._form = self.form(PLAN_FIELDS, self._wanted.update, columns=3)
        self._summary = Words(parent=self, tone="muted")
        self._empty = EmptyPlace(
            "Every visit to this school, with its day, its evidence and its note.",
            "Plan a visit",
            self,
        )
        self._arrange()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        visits = self.desk.visits.of_school(self._school_id)
        self._table.replace(visits)
        self._list.setVisible(bool(visits))
        self._new.setVisible(self._plan.isHidden())
        self._empty.setVisible(not visits and self._plan.isHidden())

    def plan(self) -> None:
        """Open the form for another visit."""
        self._offer_days()
        self._plan.show()
        self.refresh()
        start = in_a_week(self.desk.clock.now().date())
        self._form.discard({"on": start, "template": next(iter(self._days), ""), "focus": ""})
        self._wanted.clear()
        self._describe()
        self._form.editor("on").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._plan.isHidden():
            self._create()
        elif event.key() == Qt.Key.Key_Escape and not self._plan.isHidden():
            self._close_plan()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("on", "Day", lambda v: crumb_day(v.on), width_share=1.2),
            Column("kind", "Kind", lambda v: v.kind, width_share=1.6),
            Column("focus", "Focus", lambda v: one_line(v.focus), width_share=3),
            Column("note", "Note", self._note, width_share=0.8),
        )

    def _arrange(self) -> None:
        self._new = self.button("Plan a visit", self.plan)
        buttons = QHBoxLayout()
        buttons.addWidget(self.button("Put it in the diary", self._create))
        buttons.addWidget(self.button("Not now", self._close_plan))
        buttons.addStretch(1)
        for part in (self._form, self._summary, buttons):
            self._plan.add(part)
        self._plan.hide()
        self._list = Card("", self)
        self._list.add(self._new)
        self._list.add(self._table)
        self.lay_out(self._plan, self._list, self._empty)

    def _connect(self) -> None:
        self._table.activated_id.connect(lambda ref: self.goRequest.emit(self._place(ref)))
        self._table.binRequest.connect(self.desk.visits.bin)
        self._empty.asked.connect(self.plan)
        self._form.edited.connect(self._describe)

    def _place(self, ref: str) -> place.Place:
        on = self.desk.visits.get(ref).on
        stage = place.Stage.BEFORE if on > self.desk.clock.now().date() else place.Stage.DAY
        return place.visit(ref, stage)

    def _offer_days(self) -> None:
        days, problems = load_days(paths.resources() / "days", paths.user_templates())
        self._days = {day.key: day for day in days}
        self._form.set_choices("template", [Choice(d.key, d.name) for d in days])
        if problems:
            told = " ".join(str(problem) for problem in problems)
            self.tellRequest.emit(f"Left out: {told} The other templates are there.")

    def _describe(self) -> None:
        try:
            day = self._days.get(str(self._form.value("template")))
        except BadValue:  # none is chosen; the field says so when it is left
            day = None
        self._summary.setText(day.summary if day else "")

    def _create(self) -> None:
        if not self._form.flush():
            return
        on, template = self._form.value("on"), self._days[str(self._form.value("template"))]
        focus = str(self._form.value("focus"))

        def create() -> None:
            visit = self.desk.planning.plan(self._school_id, on, template, focus=focus)  # type: ignore[arg-type]
            self._close_plan()
            self.goRequest.emit(place.visit(visit.id, place.Stage.BEFORE))

        self.carefully(create)

    def _close_plan(self) -> None:
        self._form.discard({"on": self.desk.clock.now().date(), "focus": ""})
        self._plan.hide()
        self.refresh()
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _note(self, visit: Visit) -> str:
        return "Composed" if self.desk.notes.has(visit.id) else ""
