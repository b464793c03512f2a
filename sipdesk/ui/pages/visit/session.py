"""The session in front: who and why, what was promised, what to ask, what was captured."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.visits import Entry, Session, SessionKind
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.visit.carryover import CarryOverList
from sipdesk.ui.pages.visit.entries import EntryList
from sipdesk.ui.pages.visit.lunch import LunchTable
from sipdesk.ui.pages.visit.sheets import SheetList
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import minutes, people, span


class SessionPanel(Page):
    """Everything one session needs, most wanted first."""

    def __init__(self, view: View, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.session_id = session_id
        session = self.desk.visits.session(session_id)
        self._kind = session.kind
        self._title = Words(parent=self, size=Size.TITLE, strong=True)
        self._when = Words(parent=self, tone="muted")
        self._prompts = PointList(self)
        self._asking = Card("What to ask", self)
        self._parts = [self.adopt(part) for part in self._make(session)]
        self._captured = Card("Captured here", self)
        self._entries = self.adopt(EntryList(view, self._own_entries, self))
        self._hint = Words("Ctrl+Return captures a line from anywhere.", self, tone="muted")
        self._arrange(session)
        self._show()  # its parts are fresh

    def shows(self, session: Session) -> bool:
        """Whether this is the panel for a session, of the kind it is now."""
        return (self.session_id, self._kind) == (session.id, session.kind)

    def refresh(self) -> None:
        for part in (*self._parts, self._entries):
            part.refresh()
        self._show()

    def _show(self) -> None:
        session = self.desk.visits.session(self.session_id)
        self._title.setText(session.title)
        parts = [span(session.start, session.end), minutes(session), people(session.people)]
        self._when.setText("  ·  ".join(p for p in (*parts, session.place) if p))
        self._prompts.show_points(session.prompts)
        self._asking.setVisible(bool(session.prompts))
        self._hint.setVisible(not self._own_entries())

    def _make(self, session: Session) -> list[Page]:
        parts: list[Page] = []
        if session.kind is SessionKind.HEAD_CHAIR:
            parts.append(CarryOverList(self.view, session.visit_id, self))
        if session.kind is SessionKind.LUNCH:
            parts.append(LunchTable(self.view, session.id, self))
        above = sum(part.sizeHint().height() for part in parts)
        parts.append(SheetList(self.view, session.id, self, above=above))
        return parts

    def _arrange(self, session: Session) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        head = QVBoxLayout()
        head.setSpacing(theme.px(GRID // 2))
        head.addWidget(self._title)
        head.addWidget(self._when)
        column.addLayout(head)
        self._asking.add(self._prompts)
        self._captured.add(self._hint)
        self._captured.add(self._entries)
        if session.kind is SessionKind.SYNTHESIS:
            self._add_way_to_synthesis(column, session)
        first = [self._asking, *self._parts]
        if session.kind is SessionKind.HEAD_CHAIR:
            first = [*self._parts[:1], self._asking, *self._parts[1:]]
        for part in (*first, self._captured):
            column.addWidget(part)
        column.addStretch(1)

    def _add_way_to_synthesis(self, column: QVBoxLayout, session: Session) -> None:
        there = place.visit(session.visit_id, place.Stage.SYNTHESIS)
        column.addWidget(
            self.button(
                "Lay out the evidence and agree findings", lambda: self.goRequest.emit(there)
            )
        )

    def _own_entries(self) -> list[Entry]:
        session = self.desk.visits.session(self.session_id)
        entries = self.desk.evidence.entries(session.visit_id)
        return [e for e in entries if e.session_id == self.session_id]
