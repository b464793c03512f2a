"""Synthesis: the evidence laid out by priority, and what one makes of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.synthesis import Pile
from sipdesk.models.visits import Entry, Finding, FindingKind
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.pages.visit.evidence import EvidencePicker
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.beside import Beside
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import KIND_WORDS, first_up, one_line

FIELDS = (
    Field("text", "Finding", Editor.TEXT),
    Field(
        "kind",
        "It is a",
        Editor.CHOICE,
        choices=tuple(Choice(k, first_up(k)) for k in FindingKind),
    ),
    Field("priority_id", "Priority", Editor.PICK),
)
NEXT_FIELDS = (
    Field("action", "Next step"),
    Field("lead", "Who answers for it"),
    Field("due", "By when", Editor.DATE),
    Field("measure", "How we shall know"),
)


SIDE_BY_SIDE = 760  # px at 100 % from which strengths stand beside concerns


class PileCard(Page):
    """The entries under one priority: strengths beside concerns, the rest below."""

    def __init__(
        self, view: View, visit_id: str, pile: Pile, parent: QWidget | None = None
    ) -> None:
        super().__init__(view, parent)
        self._visit_id, self._pile = visit_id, pile
        self._card = Card(pile.title, self)
        self._sides = {kind: PointList(self) for kind in FindingKind}
        self._others = PointList(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        self._arrange()

    def load(self, pile: Pile) -> None:
        """Show the pile as it is now."""
        self._pile = pile
        self._card.set_title(pile.title)
        self._sides[FindingKind.STRENGTH].show_points([_said(e) for e in pile.strengths])
        self._sides[FindingKind.CONCERN].show_points([_said(e) for e in pile.concerns])
        self._others.show_points([_said(e) for e in pile.others])
        self._also.setVisible(bool(pile.others))

    def _arrange(self) -> None:
        words = {FindingKind.STRENGTH: "Strengths", FindingKind.CONCERN: "Concerns"}
        sides: list[QWidget] = []
        for kind, points in self._sides.items():
            side = QWidget(self)
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(Words(words[kind], self, size=Size.SMALL, strong=True))
            column.addWidget(points)
            column.addWidget(self._button(kind))
            column.addStretch(1)
            sides.append(side)
        self._card.add(Beside(sides[0], sides[1], self, from_width=SIDE_BY_SIDE))
        self._also = Words("Also captured", self, size=Size.SMALL, strong=True)
        self._card.add(self._also)
        self._card.add(self._others)

    def _button(self, kind: FindingKind) -> QWidget:
        made = self.button(f"Find a {kind}", lambda: self._find(kind))
        made.setAccessibleName(f"Find a {kind} in {self._pile.title}")
        return made

    def _find(self, kind: FindingKind) -> None:
        made = self.desk.synthesis.find(self._visit_id, self._pile, kind)
        self.goRequest.emit(place.visit(self._visit_id, place.Stage.SYNTHESIS, made.id))


class FindingCard(Page):
    """One finding: its words, its evidence, and what it leads to."""

    def __init__(self, view: View, finding: Finding, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._finding = finding
        self._card = Card("Finding", self)
        self._caution = Words(parent=self, tone="red", strong=True)
        self._form = self.form(FIELDS, self._save, columns=2)
        self._evidence = self.adopt(EvidencePicker(view, finding.id, self))
        self._wanted: dict[str, Any] = {}
        self._next = self.form(NEXT_FIELDS, self._wanted.update, columns=2)
        self._next.hide()
        self._agree = self.button("Agree this step", self._agree_step)
        self._agree.hide()
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
        self._led.setText(self._leads_to(school_id))
        self._led.setVisible(bool(self._led.text()))

    def focus_text(self) -> None:
        """Put the keyboard into the finding's words."""
        self._form.editor("text").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _arrange(self) -> None:
        row = FlowRow(self)
        self._steps = [
            self.button("Next step…", self._open_step),
            self.button("Make it a priority", self._to_priority),
            self.button("Support to broker", self._to_support),
            self.button("Bin", self._bin),
        ]
        for step in self._steps:
            row.add(step)
        for part in (self._caution, self._form, self._evidence, self._led, self._next, self._agree):
            self._card.add(part)
        self._card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def _name_buttons(self) -> None:
        """Each card has the same ones: to screen readers they say of which finding."""
        about = one_line(self._finding.text, 60) or "a finding without words"
        for step in (*self._steps, self._agree):
            step.setAccessibleName(f"{step.text()}: {about}")
        self._evidence.name_for_readers(about)

    def _leads_to(self, school_id: str) -> str:
        steps = [
            a.action
            for a in self.desk.priorities.actions(school_id)
            if a.origin == self._finding.id
        ]
        brokered = [
            f"support: {s.title}"
            for s in self.desk.support.of_school(school_id)
            if s.origin == self._finding.id
        ]
        return "Leads to: " + "; ".join(steps + brokered) if steps or brokered else ""

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.evidence.edit_finding(self._finding.id, **changes)

    def _open_step(self) -> None:
        self._next.load({"action": "", "lead": "", "due": None, "measure": ""})
        self._wanted.clear()
        self._next.show()
        self._agree.show()
        self._next.editor("action").setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _agree_step(self) -> None:
        self._form.flush()
        if not self._next.flush() or not str(self._wanted.get("action", "")).strip():
            self._next.editor("action").setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.carefully(lambda: self.desk.synthesis.to_action(self._finding.id, **self._wanted))
        self._next.hide()
        self._agree.hide()

    def _to_priority(self) -> None:
        self._form.flush()
        self.carefully(lambda: self.desk.synthesis.to_priority(self._finding.id))
        self.tellRequest.emit("It is now one of the school's priorities.")

    def _to_support(self) -> None:
        self._form.flush()
        made = self.desk.synthesis.to_support(self._finding.id, "Support to broker")
        school_id = self.desk.visits.get(self._finding.visit_id).school_id
        self.goRequest.emit(place.school(school_id, place.Section.SUPPORT, made.id))

    def _bin(self) -> None:
        self.desk.evidence.bin_finding(self._finding.id)


class SynthesisPage(Page):
    """Evidence above, findings below, and from there the note."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._empty = EmptyPlace(
            "The evidence of the day, side by side. Capture lines on the day with Ctrl+Return; "
            "they come together here.",
            "Go to the day",
            self,
        )
        self._piles: Roll[Pile, PileCard] = Roll(
            lambda pile: pile.priority_id or "none", self._make_pile, PileCard.load, self
        )
        self._findings: Roll[Finding, FindingCard] = Roll(
            lambda finding: finding.id, self._make_finding, FindingCard.load, self, gap=GROUP
        )
        self._heading = Words("Findings", self, size=Size.TITLE, strong=True)
        self._compose = self.button("Compose the note", self._to_note)
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        piles = self.desk.synthesis.piles(self._visit_id)
        findings = self.desk.evidence.findings(self._visit_id)
        self._piles.show_all(piles)
        self._findings.show_all(findings)
        self._empty.setVisible(not piles and not findings)
        self._heading.setVisible(bool(findings))
        self._compose.setVisible(bool(piles or findings))

    def reveal(self, ref: str) -> None:
        self.refresh()
        card = self._findings.widget(ref)
        if card is not None:
            card.focus_text()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        for part in (self._empty, self._piles, self._heading, self._findings, self._compose):
            column.addWidget(part)
        column.addStretch(1)
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.visit(self._visit_id, place.Stage.DAY))
        )

    def _make_pile(self, pile: Pile) -> PileCard:
        return self.adopt(PileCard(self.view, self._visit_id, pile, self))

    def _make_finding(self, finding: Finding) -> FindingCard:
        return self.adopt(FindingCard(self.view, finding, self))

    def _to_note(self) -> None:
        self.desk.compose_note(self._visit_id)
        self.goRequest.emit(place.visit(self._visit_id, place.Stage.NOTE))


def _said(entry: Entry) -> str:
    return f"{entry.at:%H:%M}  {_who(entry)}{' '.join(entry.text.split())}"


def _who(entry: Entry) -> str:
    kind = "" if entry.kind in ("strength", "concern") else f"{KIND_WORDS[entry.kind]}. "
    return f"{kind}{entry.person}: " if entry.person else kind
