"""The school's priorities and the actions under them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.priorities import Action, Status
from sipdesk.models.priorities.rules import is_overdue
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.record_pane import RecordPane, Records, Wording
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.words import first_up, short_day, status_tone

PRIORITY_FIELDS = (
    Field("title", "Priority", required=True),
    Field("focus", "Key focus areas", Editor.TEXT),
    Field("starts", "From", Editor.DATE),
    Field("ends", "To", Editor.DATE),
    Field("closed", "Closed", Editor.TICK),
)
ACTION_FIELDS = (
    Field("action", "Action", Editor.TEXT, required=True),
    Field("priority_id", "Priority", Editor.PICK),
    Field("lead", "Who answers for it", help="One person, by name or post"),
    Field("due", "By when", Editor.DATE),
    Field("timescale", "In words", help="As in “by half term”"),
    Field(
        "status",
        "How it stands",
        Editor.CHOICE,
        choices=tuple(Choice(s, first_up(s)) for s in Status),
        required=True,
    ),
    Field("completed", "Completed on", Editor.DATE),
    Field("objective", "Objective", Editor.TEXT),
    Field("outcome", "Expected outcome", Editor.TEXT),
    Field("measure", "How we shall know", Editor.TEXT),
    Field("monitoring", "Monitoring"),
    Field("resources", "Resources"),
    Field("comment", "Comment", Editor.TEXT),
)
MILESTONE_FIELDS = (
    Field("text", "Milestone"),
    Field("due", "By when", Editor.DATE),
    Field("reached", "Reached", Editor.TICK),
)


class PlanPage(Page):
    """Priorities, then actions, then the milestones of the chosen action."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._titles: dict[str, str] = {}
        self._priorities = self.adopt(self._priority_pane())
        self._actions = self.adopt(self._action_pane())
        self._milestones = self.adopt(self._milestone_pane())
        self._milestone_card = Card("", self)
        self._milestone_card.add(self._milestones)
        self.lay_out(self._actions, self._milestone_card, self._priorities)
        self._actions.table.chosen.connect(lambda _: self._milestones.refresh())
        self.refresh()

    def refresh(self) -> None:
        self._titles = {p.id: p.title for p in self.desk.priorities.of_school(self._school_id)}
        named = [Choice(ref, title) for ref, title in self._titles.items()]
        self._actions.record_form.set_choices("priority_id", [Choice("", "None yet"), *named])
        self._priorities.refresh()
        self._actions.refresh()
        self._milestone_card.setVisible(bool(self._actions.chosen))
        self._milestones.refresh()

    def reveal(self, ref: str) -> None:
        if ref:
            (self._priorities if ref in self._titles else self._actions).reveal(ref)

    def _priority_pane(self) -> RecordPane:
        book, school_id = self.desk.priorities, self._school_id
        return RecordPane(
            self.view,
            Wording(
                "Priorities",
                "What this school has agreed to work on first; at least three.",
                "Add a priority",
            ),
            (
                Column("title", "Priority", lambda p: p.title, width_share=3),
                Column("starts", "From", lambda p: short_day(p.starts)),
                Column("ends", "To", lambda p: short_day(p.ends)),
                Column("closed", "", lambda p: "Closed" if p.closed else "", width_share=0.6),
            ),
            PRIORITY_FIELDS,
            Records(
                table="priorities",
                all=lambda: book.of_school(school_id),
                add=lambda: book.add(school_id, "New priority").id,
                edit=lambda ref, changes: book.edit(ref, **changes),
                bin=book.bin,
            ),
            self,
        )

    def _action_pane(self) -> RecordPane:
        book, school_id = self.desk.priorities, self._school_id
        pane = RecordPane(
            self.view,
            Wording(
                "Action plan",
                "Who does what by when. Actions agreed on a visit arrive here by themselves.",
                "Add an action",
            ),
            (
                Column("action", "Action", lambda a: a.action, width_share=3),
                Column("lead", "Who", lambda a: a.lead),
                Column("due", "By", lambda a: short_day(a.due) or a.timescale, tone=self._late),
                Column(
                    "status",
                    "Stands",
                    lambda a: first_up(a.status),
                    tone=lambda a: status_tone(a.status),
                    width_share=1.1,
                ),
            ),
            ACTION_FIELDS,
            Records(
                table="actions",
                all=lambda: book.actions(school_id),
                add=lambda: book.add_action(school_id, "New action").id,
                edit=lambda ref, changes: book.edit_action(ref, **changes),
                bin=book.bin_action,
            ),
            self,
        )
        pane.add_button(
            self.button("Workbook…", self._export, "The action plan as an Excel workbook")
        )
        return pane

    def _milestone_pane(self) -> RecordPane:
        book = self.desk.priorities
        return RecordPane(
            self.view,
            Wording(
                "Milestones of this action",
                "Dated points on the way, so that slipping is seen early.",
                "Add a milestone",
            ),
            (
                Column("text", "Milestone", lambda m: m.text, width_share=3),
                Column("due", "By", lambda m: short_day(m.due)),
                Column("reached", "", lambda m: "Reached" if m.reached else ""),
            ),
            MILESTONE_FIELDS,
            Records(
                table="milestones",
                all=lambda: book.milestones(self._actions.chosen) if self._actions.chosen else [],
                add=lambda: book.add_milestone(self._actions.chosen, "New milestone").id,
                edit=lambda ref, changes: book.edit_milestone(ref, **changes),
                bin=book.bin_milestone,
            ),
            self,
        )

    def _late(self, action: Action) -> Tone:
        overdue = is_overdue(action, self.desk.clock.now().date())
        return Tone.BAD if overdue else Tone.NONE

    def _export(self) -> None:
        self.exportRequest.emit("plan", self._school_id)
