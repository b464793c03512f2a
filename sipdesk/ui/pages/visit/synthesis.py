"""Synthesis: the evidence laid out by priority, and what one makes of it."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.synthesis import Pile
from sipdesk.models.visits import Entry, Finding, FindingKind
from sipdesk.ui import place
from sipdesk.ui.forms import flush_all
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.pages.visit.entries import EntryList
from sipdesk.ui.pages.visit.findings import FindingCard
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.beside import Beside
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import KIND_WORDS

SIDE_BY_SIDE = 760  # px at 100% from which strengths stand beside concerns


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
        self._entries = self.adopt(EntryList(view, self._all, self, at_once=False))
        self._entries.hide()
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
        self._change.setAccessibleName(f"{self._change.text()}: {pile.title}")
        if not self._entries.isHidden():
            self._entries.refresh()

    def _arrange(self) -> None:
        self._change = self.button(
            "Change or tie these lines", self._toggle, "Their words, kind, session and priority"
        )
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
        self._card.add(self._change)
        self._card.add(self._entries)

    def _button(self, kind: FindingKind) -> QWidget:
        made = self.button(f"Find a {kind}", lambda: self._find(kind))
        made.setAccessibleName(f"Find a {kind} in {self._pile.title}")
        return made

    def _all(self) -> list[Entry]:
        pile = self._pile
        return sorted((*pile.strengths, *pile.concerns, *pile.others), key=lambda e: e.at)

    def _toggle(self) -> None:
        self._entries.setVisible(self._entries.isHidden())
        self._entries.refresh()

    def _find(self, kind: FindingKind) -> None:
        made = self.desk.synthesis.find(self._visit_id, self._pile, kind)
        self.goRequest.emit(place.visit(self._visit_id, place.Stage.SYNTHESIS, made.id))


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
            lambda pile: pile.priority_id or "none",
            self._make_pile,
            PileCard.load,
            self,
            later=True,
        )
        self._findings: Roll[Finding, FindingCard] = Roll(
            lambda finding: finding.id,
            self._make_finding,
            FindingCard.load,
            self,
            gap=GROUP,
            later=True,
        )
        self._heading = Words("Findings", self, size=Size.TITLE, strong=True)
        self._compose = self.button("Compose the note", self._to_note)
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        piles = self.desk.synthesis.piles(self._visit_id)
        findings = self.desk.evidence.findings(self._visit_id)
        self._piles.show_all(piles)
        self._findings.show_all(findings, above=self._piles.sizeHint().height())
        self._piles.setVisible(bool(piles))
        self._findings.setVisible(bool(findings))
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
        flush_all(self)
        self.desk.compose_note(self._visit_id)
        self.goRequest.emit(place.visit(self._visit_id, place.Stage.NOTE))


def _said(entry: Entry) -> str:
    return f"{entry.at:%H:%M}  {_who(entry)}{' '.join(entry.text.split())}"


def _who(entry: Entry) -> str:
    kind = "" if entry.kind in ("strength", "concern") else f"{KIND_WORDS[entry.kind]}. "
    return f"{kind}{entry.person}: " if entry.person else kind
