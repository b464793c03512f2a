"""Before the visit: what it is for, what was promised, and how the day is laid out."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk import paths
from sipdesk.models.fields import Editor, Field
from sipdesk.models.templates import save_day
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.visit.plan import DayPlan
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import short_day

FIELDS = (
    Field("on", "Day", Editor.DATE, required=True),
    Field("kind", "Kind of visit"),
    Field("attending", "Who attends", Editor.LINES, help="One a line, by post"),
    Field("focus", "Focus", Editor.TEXT),
    Field(
        "preparation",
        "Preparation",
        Editor.TEXT,
        help="For you alone: what to read, what to look for",
    ),
    Field("preparation_minutes", "Time spent preparing", Editor.NUMBER, unit="minutes"),
    Field("writing_minutes", "Time spent writing", Editor.NUMBER, unit="minutes"),
    Field(
        "outside_allowance",
        "Does not count to the days of the year",
        Editor.TICK,
        help="As for the head's performance review",
    ),
)
_WHOLE = ("preparation_minutes", "writing_minutes")


class BeforePage(Page):
    """The plan of one visit."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._last = Words(parent=self, tone="muted")
        self._form = self.form(FIELDS, self._save, columns=3)
        self._plan = self.adopt(DayPlan(view, visit_id, self))
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        visit = self.desk.visits.get(self._visit_id)
        self._form.load({f.name: getattr(visit, f.name) for f in FIELDS})
        self._last.setText(self._from_last_time())
        self._last.setVisible(bool(self._last.text()))
        self._plan.refresh()

    def reveal(self, ref: str) -> None:
        if ref:
            self._plan.reveal(ref)

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        about = Card("What this visit is for", self)
        about.add(self._last)
        about.add(self._form)
        plan = Card("The day", self)
        plan.add(self._plan)
        row = FlowRow(self)
        row.add(self.button("Agenda as PDF…", lambda: self._export("agenda")))
        row.add(self.button("Calendar file…", lambda: self._export("calendar")))
        row.add(
            self.button(
                "Keep as a template",
                self._keep,
                "The shape of this day, to plan other visits from; named after the kind of visit",
            )
        )
        plan.add(row)
        column.addWidget(plan)
        column.addWidget(about)
        column.addStretch(1)

    def _from_last_time(self) -> str:
        visit = self.desk.visits.get(self._visit_id)
        carried = len(self.desk.carryover.of_visit(self._visit_id))
        last = self.desk.visits.before(visit)
        parts = [f"Carried over to the meeting with head and chair: {carried}."] if carried else []
        if last is not None and last.first_next_time:
            parts.append(f"After {short_day(last.on)} you wanted first: {last.first_next_time}")
        return " ".join(parts)

    def _save(self, changes: dict[str, Any]) -> None:
        for name in _WHOLE:
            if name in changes:
                changes[name] = round(changes[name])
        self.desk.visits.edit(self._visit_id, **changes)

    def _export(self, what: str) -> None:
        self.exportRequest.emit(what, self._visit_id)

    def _keep(self) -> None:
        visit = self.desk.visits.get(self._visit_id)

        def keep() -> None:
            name = f"{visit.kind or 'Visit'}, as on {short_day(visit.on)}"
            template = self.desk.planning.as_template(self._visit_id, name)
            file = save_day(paths.user_templates(), template)
            self.tellRequest.emit(f"Kept as “{template.name}” in {file.name}.")

        self.carefully(keep)
