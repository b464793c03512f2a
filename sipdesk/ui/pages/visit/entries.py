"""The lines captured in a day, by time, each open to be changed where it stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.visits import Entry, EntryKind
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.history import of_record
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.buttons import quiet
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import KIND_WORDS, one_line

LONGEST = 1200  # characters of an entry shown before it is opened
KINDS = tuple(Choice(kind, words) for kind, words in KIND_WORDS.items())
FIELDS = (
    Field("text", "What was seen or said", Editor.TEXT),
    Field("at", "At", Editor.TIME),
    Field("kind", "Kind", Editor.PICK, choices=KINDS, required=True),
    Field("session_id", "In", Editor.PICK, required=True),
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
    """One entry to read; “Change” opens it where it stands."""

    def __init__(self, view: View, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._entry = entry
        self._head = Words(parent=self, size=Size.SMALL, strong=True)
        self._words = Words(parent=self)
        self._change = quiet("Change", self)
        self._change.setCheckable(True)
        self._form: Any = None
        self._plan: Any = None
        self._arrange()
        self._change.toggled.connect(self._open)
        view.namesChanged.connect(self._rename)

    def load(self, entry: Entry) -> None:
        """Show the entry as it is now."""
        self._entry = entry
        who = f"  ·  {entry.person}" if entry.person else ""
        self._head.setText(f"{entry.at:%H:%M}  {KIND_WORDS[entry.kind]}{who}")
        self._words.setText(one_line(entry.text, LONGEST))
        self._change.setAccessibleName(f"Change {self._head.text()}: {one_line(entry.text)}")
        if self._form is not None:
            self._fill()

    def _arrange(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, theme.px(GRID))
        self._column.setSpacing(0)
        read = QVBoxLayout()
        read.setSpacing(theme.px(GRID // 4))
        read.addWidget(self._head)
        read.addWidget(self._words)
        line = QHBoxLayout()
        line.addLayout(read, 1)
        line.addWidget(self._change, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(line)

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
        self._bin = self.button("Bin", lambda: self.desk.capture.bin(self._entry.id))
        row.addWidget(self._bin)
        past = of_record("entries", self._entry.id)
        row.addWidget(self.button("History", lambda: self.goRequest.emit(past)))
        row.addStretch(1)
        column.addLayout(row)
        self._column.addWidget(self._more)

    def _rename(self) -> None:
        """The names to choose from give way to letters, or come back."""
        if self._form is not None:
            self._fill()

    def _fill(self) -> None:
        entry = self._entry
        self._bin.setAccessibleName(f"Bin {self._head.text()}: {one_line(entry.text)}")
        school_id = self.desk.visits.get(entry.visit_id).school_id
        sessions = self.desk.visits.sessions(entry.visit_id)
        offers = choices_for(self.view, school_id)
        offers["session_id"] = [Choice(s.id, f"{s.start:%H:%M} {s.title}") for s in sessions]
        for name, offered in offers.items():
            self._form.set_choices(name, _with_binned(name, offered, getattr(entry, name)))
        self._form.load({f.name: getattr(entry, f.name) for f in FIELDS})
        action = self.desk.capture.action_of(entry.id)
        self._plan.setVisible(entry.kind is EntryKind.ACTION)
        if action is not None:
            self._plan.load({f.name: getattr(action, f.name) for f in ACTION_FIELDS})

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.capture.edit(self._entry.id, **changes)


_BINNED = {
    "session_id": "A session in the bin",
    "priority_id": "A priority in the bin",
    "pupil_id": "A pupil in the bin",
}


def _with_binned(name: str, offered: list[Choice], value: str) -> list[Choice]:
    """What is offered, and what the entry is tied to where that lies in the bin."""
    if name not in _BINNED or any(choice.value == value for choice in offered):
        return offered
    return [*offered, Choice(value, _BINNED[name])]


class EntryList(Page):
    """The entries of a visit, or of one session of it; or none before it is refreshed."""

    def __init__(
        self,
        view: View,
        entries: Callable[[], Sequence[Entry]],
        parent: QWidget | None = None,
        *,
        at_once: bool = True,
    ) -> None:
        super().__init__(view, parent)
        self._entries = entries
        self._roll: Roll[Entry, EntryRow] = Roll(
            lambda entry: entry.id, self._make, EntryRow.load, self, gap=2
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._roll)
        if at_once:
            self.refresh()

    def refresh(self) -> None:
        self._roll.show_all(self._entries())

    def _make(self, entry: Entry) -> EntryRow:
        return self.adopt(EntryRow(self.view, entry, self))


class AdriftCard(Page):
    """The entries of a visit that no session shows, since theirs lies in the bin."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._entries = self.adopt(EntryList(view, self._adrift, self))
        told = "Open one to give it to another session, or take the session back from the bin."
        card = Card("From a session in the bin", self)
        card.add(Words(told, self, tone="muted"))
        card.add(self._entries)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.refresh()

    def refresh(self) -> None:
        self._entries.refresh()
        self.setVisible(bool(self._adrift()))

    def _adrift(self) -> list[Entry]:
        return self.desk.evidence.adrift(self._visit_id)


def choices_for(view: View, school_id: str) -> dict[str, list[Choice]]:
    """What an entry at a school can be tied to."""
    desk = view.desk
    names = view.names(school_id)
    return {
        "priority_id": [
            Choice("", "None"),
            *(Choice(p.id, p.title) for p in desk.priorities.of_school(school_id)),
        ],
        "group": [
            Choice("", "None"),
            *(Choice(g, view.masked(g)) for g in desk.pupils.groups(school_id)),
        ],
        "pupil_id": [Choice("", "None"), *(Choice(ref, name) for ref, name in names.items())],
    }
