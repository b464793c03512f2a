"""A finding: its words, its evidence, and what it leads to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.priorities import Action
from sipdesk.models.visits import Finding, FindingKind
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.pages.visit.evidence import EvidencePicker
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, one_line

FIELDS = (
    Field("text", "Finding", Editor.TEXT),
    Field(
        "kind",
        "It is a",
        Editor.CHOICE,
        choices=tuple(Choice(k, first_up(k)) for k in FindingKind),
        required=True,
    ),
    Field("priority_id", "Priority", Editor.PICK),
)
NEW_STEP = "New next step"
NEXT_FIELDS = (
    Field("action", "Next step", required=True),
    Field("lead", "Who answers for it"),
    Field("due", "By when", Editor.DATE),
    Field("measure", "How we shall know"),
)


class StepRow(Page):
    """One next step that was agreed from a finding; it is in the plan from the start."""

    def __init__(self, view: View, step: Action, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._step_id = step.id
        self._form = self.form(NEXT_FIELDS, self._save, columns=2)
        bin_it = self.button("Bin this step", lambda: view.desk.priorities.bin_action(step.id))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(GRID))
        column.addWidget(self._form)
        column.addWidget(bin_it)

    def load(self, step: Action) -> None:
        """Show the step as the plan has it now."""
        self._form.load({f.name: getattr(step, f.name) for f in NEXT_FIELDS})

    def focus_words(self) -> None:
        """Put the keyboard on the step's words, ready to be written over."""
        editor = self._form.editor("action")
        editor.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if isinstance(editor, QLineEdit):
            editor.selectAll()

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.priorities.edit_action(self._step_id, **changes)


class FindingCard(Page):
    """One finding: its words, its evidence, and what it leads to."""

    def __init__(self, view: View, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._finding = finding
        self._card = Card("Finding", self)
        self._caution = Words(parent=self, strong=True)
        self._form = self.form(FIELDS, self._save, columns=2)
        self._evidence = self.adopt(EvidencePicker(view, finding.id, self))
        self._steps: Roll[Action, StepRow] = Roll(
            lambda step: step.id, self._make_step, StepRow.load, self
        )
        self._led = Words(parent=self, tone="muted")
        self._arrange()

    def load(self, finding: Finding) -> None:
        """Show the finding as it is now."""
        self._finding = finding
        self._card.set_title(first_up(finding.kind))
        school_id = self.desk.visits.get(finding.visit_id).school_id
        priorities = self.desk.priorities.of_school(school_id)
        offered = [Choice("", "None"), *(Choice(p.id, p.title) for p in priorities)]
        self._form.set_choices("priority_id", offered)
        self._form.load({f.name: getattr(finding, f.name) for f in FIELDS})
        caution = self.desk.synthesis.cautions(finding.visit_id).get(finding.id, "")
        self._caution.setText(f"▲ {caution}" if caution else "")
        self._caution.setVisible(bool(caution))
        self._name_buttons()
        self._evidence.refresh()
        self._steps.show_all(self._own_steps(school_id))
        self._led.setText(self._leads_to(school_id))
        self._led.setVisible(bool(self._led.text()))

    def focus_text(self) -> None:
        """Put the keyboard into the finding's words."""
        self._form.editor("text").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self) -> None:
        row = FlowRow(self)
        self._does = [
            self.button("Next step", self._add_step),
            self.button("Make it a priority", self._to_priority),
            self.button("Support to broker", self._to_support),
            self.button("Bin", self._bin),
        ]
        for one in self._does:
            row.add(one)
        for part in (self._caution, self._form, self._evidence, self._led, self._steps):
            self._card.add(part)
        self._card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def _name_buttons(self) -> None:
        """Each card has the same ones: to screen readers they say of which finding."""
        about = one_line(self._finding.text, 60) or "a finding without words"
        for one in self._does:
            one.setAccessibleName(f"{one.text()}: {about}")
        self._evidence.name_for_readers(about)

    def _own_steps(self, school_id: str) -> list[Action]:
        actions = self.desk.priorities.actions(school_id)
        return [a for a in actions if a.origin == self._finding.id]

    def _leads_to(self, school_id: str) -> str:
        support = self.desk.support.of_school(school_id)
        brokered = [s.title for s in support if s.origin == self._finding.id]
        return f"Support that it calls for: {'; '.join(brokered)}" if brokered else ""

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.evidence.edit_finding(self._finding.id, **changes)

    def _add_step(self) -> None:
        if not self._form.flush():
            return
        step = self.desk.synthesis.to_action(self._finding.id, NEW_STEP)
        school_id = self.desk.visits.get(self._finding.visit_id).school_id
        self._steps.show_all(self._own_steps(school_id))
        row = self._steps.widget(step.id)
        if row is not None:
            row.focus_words()

    def _make_step(self, step: Action) -> StepRow:
        return self.adopt(StepRow(self.view, step, self))

    def _to_priority(self) -> None:
        self._form.flush()
        if self.carefully(lambda: self.desk.synthesis.to_priority(self._finding.id)):
            self.tellRequest.emit("It is now one of the school's priorities.")

    def _to_support(self) -> None:
        self._form.flush()
        made = self.desk.synthesis.to_support(self._finding.id, "Support to broker")
        school_id = self.desk.visits.get(self._finding.visit_id).school_id
        self.goRequest.emit(place.school(school_id, place.Section.SUPPORT, made.id))

    def _bin(self) -> None:
        self.desk.evidence.bin_finding(self._finding.id)
