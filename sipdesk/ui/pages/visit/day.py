"""The day itself: the timeline, and the session one is in."""

from __future__ import annotations

from datetime import time

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from sipdesk.models.visits import Session, SessionStatus, rules
from sipdesk.ui.forms import flush_all
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.visit.entries import AdriftCard
from sipdesk.ui.pages.visit.late import LatePanel
from sipdesk.ui.pages.visit.session import SessionPanel
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.nav_list import NavItem
from sipdesk.ui.widgets.sided import Sided
from sipdesk.ui.widgets.words import Words

TICK = 20_000  # ms between looks at the clock


class DayPage(Page):
    """Opens at the current session; the timeline goes to any other."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._shown = ""
        self._chosen_by_hand = False
        self._panel: SessionPanel | None = None
        self._panels: dict[str, tuple[SessionPanel, int]] = {}  # with the version they show
        self._warning = Words(parent=self, tone="red", strong=True)
        self._late = self.adopt(LatePanel(view, visit_id, self))
        self._adrift = self.adopt(AdriftCard(view, visit_id, self))
        self._body = QWidget(self)
        self._timeline = Sided(self._body, "Timeline of the day", self, width=300)
        self._empty = EmptyPlace(
            "The day has no sessions yet. Lay it out before you go in.", "Lay out the day", self
        )
        self._arrange()
        self._connect()
        self.refresh()

    @property
    def session_id(self) -> str:
        """The session in front; captures land there."""
        return self._shown

    def refresh(self) -> None:
        sessions = self.desk.visits.sessions(self._visit_id)
        self._forget_panels(self._panels.keys() - {s.id for s in sessions})
        self._empty.setVisible(not sessions)
        self._timeline.setVisible(bool(sessions))
        self._steps.setVisible(bool(sessions))
        if not sessions:
            return
        now = self._now()
        current = rules.current(sessions, now) if now else None
        known = {s.id for s in sessions}
        if self._shown not in known or not (self._chosen_by_hand or self._is_in_use()):
            self._shown = current.id if current else sessions[0].id
        self._timeline.set_items(
            [NavItem(s.id, _line(s, current), "") for s in rules.in_order(sessions)]
        )
        self._timeline.choose(self._shown)
        clashes = rules.overlaps(sessions)
        told = "; ".join(f"{a.title} and {b.title}" for a, b in clashes)
        self._warning.setText(f"■ At the same time: {told}." if told else "")
        self._warning.setVisible(bool(told))
        self._adrift.refresh()
        self._show_panel()

    def arrive(self) -> None:
        self._chosen_by_hand = False
        self.refresh()

    def reveal(self, ref: str) -> None:
        if ref:
            self._go_to(ref)

    def run_late(self) -> None:
        """Open the panel that moves the rest of the day."""
        self._late.open()

    def _now(self) -> time | None:
        now = self.desk.clock.now()
        on_the_day = self.desk.visits.get(self._visit_id).on == now.date()
        return now.time() if on_the_day else None

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        self._inside = QVBoxLayout(self._body)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(theme.px(GROUP))
        self._steps = FlowRow(self)
        self._done = self._step("Done", SessionStatus.DONE, "This session is over")
        self._cut = self._step("Cut", SessionStatus.CUT, "This session is not held today")
        self._again = self._step("Take up again", SessionStatus.PLANNED, "This session goes on")
        self._steps.add(self.button("Running late…", self.run_late, "Ctrl+L"))
        self._steps.add(self.button("Add a session", self._add))
        column.addWidget(self._steps)
        for part in (self._warning, self._late, self._timeline, self._adrift, self._empty):
            column.addWidget(part)
        column.addStretch(1)

    def _step(self, words: str, status: SessionStatus, hint: str) -> QPushButton:
        made = self.button(words, lambda: self._mark(status), hint)
        self._steps.add(made)
        return made

    def _connect(self) -> None:
        self._timeline.chosen.connect(self._go_to)
        self._empty.asked.connect(self._add)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK)
        self._ticker.timeout.connect(self._tick)
        self._ticker.start()

    def _tick(self) -> None:
        if self.isVisible():
            self.refresh()

    def _is_in_use(self) -> bool:
        """Whether somebody writes in the session in front: the clock does not turn that page."""
        focus = QApplication.focusWidget()
        return self._panel is not None and focus is not None and self._panel.isAncestorOf(focus)

    def _is_kept(self) -> bool:
        """Whether all that was typed in the session in front is saved."""
        return self._panel is None or flush_all(self._panel)

    def _go_to(self, session_id: str) -> None:
        if not self._is_kept():
            self._timeline.choose(self._shown)  # what cannot be saved stays in front
            return
        self._shown, self._chosen_by_hand = session_id, True
        self._timeline.choose(session_id)
        self._show_panel()

    def _show_panel(self) -> None:
        session = self.desk.visits.session(self._shown)
        going_on = session.status is SessionStatus.PLANNED
        for button in (self._done, self._cut):
            button.setVisible(going_on)
        self._again.setVisible(not going_on)
        if self._panel is not None and self._panel.session_id != session.id:
            if not self._is_kept():
                return
            self._panel.hide()
        self._panel = self._panel_of(session)
        self._panel.show()

    def _forget_panels(self, gone: set[str]) -> None:
        """Sessions that were taken back or binned: nothing may ask for them any more."""
        for session_id in gone:
            panel, _ = self._panels.pop(session_id)
            if panel is self._panel:
                self._panel = None
            panel.hide()
            self._inside.removeWidget(panel)
            panel.deleteLater()

    def _panel_of(self, session: Session) -> SessionPanel:
        """The panel of a session as it is now; it is made once, and again for another kind."""
        panel, seen = self._panels.get(session.id, (None, -1))
        if panel is not None and not panel.shows(session):
            flush_all(panel)
            panel.hide()
            panel.deleteLater()
            panel = None
        if panel is None:
            panel = self.adopt(SessionPanel(self.view, session.id, self._body))
            self._inside.insertWidget(0, panel)
        elif seen != self.view.version:
            panel.refresh()
        self._panels[session.id] = (panel, self.view.version)
        return panel

    def _mark(self, status: SessionStatus) -> None:
        if self._shown:
            label = {SessionStatus.DONE: "End session", SessionStatus.CUT: "Cut session"}
            with self.desk.step(label.get(status, "Take session up again")):
                self.desk.visits.edit_session(self._shown, status=status)

    def _add(self) -> None:
        at, end = rules.next_slot(self.desk.visits.sessions(self._visit_id))

        def add() -> None:
            new = self.desk.visits.add_session(self._visit_id, at, end, "New session")
            self._go_to(new.id)

        self.carefully(add)
        self._timeline.setFocus(Qt.FocusReason.OtherFocusReason)


def _line(session: Session, current: Session | None) -> str:
    cut = session.status is SessionStatus.CUT
    done = session.status is SessionStatus.DONE
    here = current is not None and session.id == current.id
    mark = "×" if cut else "●" if done else "▶" if here else "◆" if session.anchored else " "
    return f"{session.start:%H:%M}  {mark}  {session.title}"
