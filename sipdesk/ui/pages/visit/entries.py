"""The lines captured in a day, by time, each open to be changed where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.visits import Entry, EntryKind
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.widgets.buttons import quiet
from sipdesk.ui.words import KIND_WORDS, one_line

KINDS = tuple(Choice(kind, words) for kind, words in KIND_WORDS.items())
FIELDS = (
    Field("text", "What was seen or said", Editor.TEXT),
    Field("at", "At", Editor.TIME),
    Field("kind", "Kind", Editor.PICK, choices=KINDS),
    Field("session_id", "In", Editor.PICK),
    Field("person", "Who", help="By post or initials"),
    Field("priority_id", "Priority", Editor.PICK),
    Field("group", "Group of pupils", Editor.PICK),
    Field("pupil_id", "Pupil", Editor.PICK),
)
ACTION_FIELDS = (
    Field("lead", "Who answers for it"),
    Field("due", "By when", Editor.DATE),
    Field("measure", "How we shall know"),
)


class EntryRow(Page):
    """One entry: a line to read; Return opens it to be changed."""

    def __init__(self, view: View, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._entry = entry
        self._line = quiet("", self)
        self._line.setCheckable(True)
        self._form: Any = None
        self._plan: Any = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(GRID))
        head = QHBoxLayout()
        head.addWidget(self._line, 1)
        self._column.addLayout(head)
        self._line.toggled.connect(self._open)

    def load(self, entry: Entry) -> None:
        """Show the entry as it is now."""
        self._entry = entry
        words = KIND_WORDS[entry.kind]
        who = f"{entry.person}: " if entry.person else ""
        told = f"{entry.at:%H:%M}  {words}  ·  {who}{one_line(entry.text, 110)}"
        self._line.setText(told.replace("&", "&&"))
        self._line.setAccessibleName(f"{entry.at:%H:%M} {words}. {who}{one_line(entry.text)}")
        self._line.setToolTip(entry.text if len(entry.text) > 110 else "")
        if self._form is not None:
            self._fill()

    def _open(self, opened: bool) -> None:
        if opened and self._form is None:
            self._make()
        if self._form is not None:
            self._more.setVisible(opened)
            if opened:
                self._fill()

    def _make(self) -> None:
        self._more = QWidget(self)
        column = QVBoxLayout(self._more)
        column.setContentsMargins(theme.px(GRID * 2), 0, 0, theme.px(GRID))
        self._form = self.form(FIELDS, self._save, columns=3)
        self._plan = self.form(ACTION_FIELDS, self._save, columns=3)
        column.addWidget(self._form)
        column.addWidget(self._plan)
        row = QHBoxLayout()
        row.addWidget(self.button("Bin", lambda: self.desk.capture.bin(self._entry.id)))
        row.addStretch(1)
        column.addLayout(row)
        self._column.addWidget(self._more)
        QWidget.setTabOrder(self._line, self._more)

    def _fill(self) -> None:
        entry = self._entry
        school_id = self.desk.visits.get(entry.visit_id).school_id
        sessions = self.desk.visits.sessions(entry.visit_id)
        offers = choices_for(self.view, school_id)
        offers["session_id"] = [Choice(s.id, f"{s.start:%H:%M} {s.title}") for s in sessions]
        for name, offered in offers.items():
            self._form.set_choices(name, offered)
        self._form.load({f.name: getattr(entry, f.name) for f in FIELDS})
        action = self.desk.capture.action_of(entry.id)
        self._plan.setVisible(entry.kind is EntryKind.ACTION)
        if action is not None:
            self._plan.load({f.name: getattr(action, f.name) for f in ACTION_FIELDS})

    def _save(self, changes: dict[str, Any]) -> None:
        if "kind" in changes:
            changes["kind"] = EntryKind(changes["kind"])
        self.desk.capture.edit(self._entry.id, **changes)


class EntryList(Page):
    """The entries of a visit, or of one session of it."""

    def __init__(
        self,
        view: View,
        entries: Callable[[], Sequence[Entry]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(view, parent)
        self._entries = entries
        self._roll: Roll[Entry, EntryRow] = Roll(
            lambda entry: entry.id, self._make, EntryRow.load, self, gap=2
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._roll)
        self.refresh()

    def refresh(self) -> None:
        self._roll.show_all(self._entries())

    def _make(self, entry: Entry) -> EntryRow:
        return self.adopt(EntryRow(self.view, entry, self))


def choices_for(view: View, school_id: str) -> dict[str, list[Choice]]:
    """What an entry at a school can be tied to."""
    desk = view.desk
    names = view.names(school_id)
    return {
        "priority_id": [
            Choice("", "None"),
            *(Choice(p.id, p.title) for p in desk.priorities.of_school(school_id)),
        ],
        "group": [Choice("", "None"), *(Choice(g, g) for g in desk.pupils.groups(school_id))],
        "pupil_id": [Choice("", "None"), *(Choice(ref, name) for ref, name in names.items())],
    }
