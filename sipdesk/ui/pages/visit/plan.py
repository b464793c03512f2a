"""The sessions of a day: a list moved by keys, and the form of the chosen one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.visits import Counts, Session, SessionKind, SessionStatus, rules
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.record_pane import RecordPane, Records, Wording
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import minutes, people, span

KINDS = {
    SessionKind.PLAIN: "Plain",
    SessionKind.HEAD_CHAIR: "Head and chair",
    SessionKind.DEPARTMENTS: "Department meetings",
    SessionKind.LUNCH: "Pupils' lunch",
    SessionKind.LESSONS: "Classroom visits",
    SessionKind.SYNTHESIS: "Findings and next steps",
    SessionKind.GOVERNORS: "Governors' workshop",
}
COUNTS = {
    Counts.IN_SCHOOL: "In school",
    Counts.GOVERNORS: "Governors",
    Counts.PREPARATION: "Preparation",
    Counts.WRITING: "Writing",
    Counts.NOTHING: "Nothing",
}
FIELDS = (
    Field("start", "From", Editor.TIME, required=True),
    Field("end", "To", Editor.TIME, required=True),
    Field("title", "What happens", required=True),
    Field(
        "kind",
        "Kind",
        Editor.PICK,
        choices=tuple(Choice(k, w) for k, w in KINDS.items()),
        required=True,
    ),
    Field(
        "counts",
        "Counts to",
        Editor.PICK,
        choices=tuple(Choice(c, w) for c, w in COUNTS.items()),
        required=True,
    ),
    Field("place", "Where"),
    Field("people", "With", Editor.LINES, help="One a line, by post or initials"),
    Field("prompts", "What to ask", Editor.LINES, help="One a line; for you alone"),
    Field("anchored", "Stays put when the day runs late", Editor.TICK),
)


class DayPlan(Page):
    """Alt with the arrows moves and lengthens the chosen session; Alt+S swaps it with the next."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._warning = Words(parent=self, tone="red", strong=True)
        self._pane = self.adopt(self._make())
        self._pane.table.setAccessibleName("Sessions of the day")
        self._arrange()
        self._bind()
        self.refresh()

    def refresh(self) -> None:
        self._pane.refresh()
        for part in self._keys:
            part.setVisible(bool(self._pane.chosen))
        clashes = rules.overlaps(self.desk.visits.sessions(self._visit_id))
        told = "; ".join(f"{a.title} runs into {b.title} at {b.start:%H:%M}" for a, b in clashes)
        self._warning.setText(f"■ Overlap: {told}." if told else "")
        self._warning.setVisible(bool(told))

    def reveal(self, ref: str) -> None:
        self._pane.reveal(ref)

    def _make(self) -> RecordPane:
        book = self.desk.visits
        return RecordPane(
            self.view,
            Wording("", "A day without sessions yet.", "Add a session"),
            (
                Column("time", "Time", _time, tone=_tone, width_share=1.3),
                Column("title", "What", lambda s: s.title, width_share=2.6),
                Column("with", "With", lambda s: people(s.people), width_share=1.6),
                Column("length", "Length", minutes, align_right=True, width_share=0.8),
            ),
            FIELDS,
            Records(
                table="sessions",
                all=lambda: book.sessions(self._visit_id),
                add=self._add,
                edit=lambda ref, changes: book.edit_session(ref, **changes),
                bin=book.bin_session,
            ),
            self,
        )

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(self._warning)
        column.addWidget(self._pane)
        keys = FlowRow(self)
        for words, keys_shown, do in self._moves():
            keys.add(self.button(words, do, f"{keys_shown} in the list"))
        told = Words(
            "In the list: Alt with ↑ ↓ moves by 5 minutes, Alt with → ← lengthens and "
            "shortens, Alt+S swaps with the next.",
            self,
            size=Size.SMALL,
            tone="muted",
        )
        self._keys: tuple[QWidget, ...] = (keys, told)
        for part in self._keys:
            column.addWidget(part)

    def _moves(self) -> tuple[tuple[str, str, Callable[[], None]], ...]:
        step = rules.STEP
        return (
            ("5 min earlier", "Alt+Up", lambda: self._move(-step)),
            ("5 min later", "Alt+Down", lambda: self._move(step)),
            ("Longer", "Alt+Right", lambda: self._lengthen(step)),
            ("Shorter", "Alt+Left", lambda: self._lengthen(-step)),
            ("Swap with next", "Alt+S", self._swap),
        )

    def _bind(self) -> None:
        for _, keys, do in self._moves():
            shortcut = QShortcut(QKeySequence(keys), self._pane.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(do)

    def _chosen(self) -> Session | None:
        ref = self._pane.chosen
        return self.desk.visits.session(ref) if ref else None

    def _move(self, by: int) -> None:
        if (session := self._chosen()) is not None:
            self._put("Move session", rules.moved_by(session, by))

    def _lengthen(self, by: int) -> None:
        if (session := self._chosen()) is not None:
            label = "Lengthen session" if by > 0 else "Shorten session"
            self._put(label, rules.lengthened(session, by))

    def _swap(self) -> None:
        session = self._chosen()
        held = self.desk.visits.sessions(self._visit_id)
        following = rules.following(held, session) if session else None
        if session is not None and following is not None:
            self._put("Swap sessions", *rules.swapped(session, following))

    def _put(self, label: str, *sessions: Session) -> None:
        self.carefully(lambda: self.desk.visits.put_sessions(label, sessions))

    def _add(self) -> str:
        book = self.desk.visits
        start, end = rules.next_slot(book.sessions(self._visit_id))
        return book.add_session(self._visit_id, start, end, "New session").id


def _time(session: Session) -> str:
    mark = "◆ " if session.anchored else ""
    cut = " cut" if session.status is SessionStatus.CUT else ""
    return f"{mark}{span(session.start, session.end)}{cut}"


def _tone(_: Session) -> Tone:
    return Tone.NONE
