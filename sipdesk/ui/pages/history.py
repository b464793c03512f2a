"""What has been done, newest first; of everything, or of one record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.place import Kind, Place
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import moment, one_line

MOST = 500
_Row = dict[str, Any] | None
KEYS = "Ctrl+Z takes the latest step back, Ctrl+Shift+Z does it again."


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    at: str
    label: str
    what: str
    state: str


def of_record(table: str, ref: str) -> Place:
    """The history of one record; `table` is where the store keeps it."""
    return Place(Kind.HISTORY, ref=f"{table}:{ref}")


class HistoryPage(Page):
    """Steps in a person's words; for one record also what changed from what to what."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._record = ""
        self._table = RecordTable(self._columns(), "History", self)
        self._card = Card("", self)
        self._all = self.button("All steps", lambda: self.reveal("all"))
        for part in (Words(KEYS, self, tone="muted"), self._table, self._all):
            self._card.add(part)
        self.lay_out(self._card)
        view.namesChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        table, _, ref = self._record.partition(":")
        lines = self._of_record(table, ref) if ref else self._of_all()
        self._card.set_title("History of this record" if ref else f"The last {MOST} steps")
        self._all.setVisible(bool(ref))
        self._table.replace(lines)

    def reveal(self, ref: str) -> None:
        self._record = ref if ":" in ref else ""
        self.refresh()

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("at", "When", lambda line: line.at, width_share=0.8),
            Column("label", "What was done", lambda line: line.label, width_share=1.2),
            Column("what", "", lambda line: line.what, width_share=3),
            Column("state", "", lambda line: line.state, width_share=0.7),
        )

    def _of_all(self) -> list[_Line]:
        now = self.desk.clock.now()
        steps = self.desk.journal.steps(MOST)
        return [_Line(s.id, moment(s.at, now), s.label, "", s.state_words) for s in steps]

    def _of_record(self, table: str, ref: str) -> list[_Line]:
        now = self.desk.clock.now()
        past = self.desk.journal.history(table, ref)
        lines = [
            _Line(
                str(number),
                moment(one.at.isoformat(), now),
                one.label,
                self._words(table, one.change.before, one.change.after),
                one.state_words,
            )
            for number, one in enumerate(past)
        ]
        return lines[::-1]

    def _words(self, table: str, before: _Row, after: _Row) -> str:
        """What changed; with names hidden, no pupil's name as it is or was."""
        if self.view.names_hidden and table == "pupils":
            before, after = _nameless(before), _nameless(after)
        return self.view.masked(_told(before, after))


def _nameless(row: _Row) -> _Row:
    return None if row is None else {k: v for k, v in row.items() if k != "name"}


def _told(before: dict[str, Any] | None, after: dict[str, Any] | None) -> str:
    """“status: not started → done”, or the first words of what came or went."""
    if before is None or after is None:
        row = before or after or {}
        words = [str(v) for k, v in row.items() if _is_said(k, v)]
        return one_line(", ".join(words))
    return "; ".join(_differs(name, before.get(name), after.get(name)) for name in after)


def _differs(name: str, was: object, now: object) -> str:
    return f"{name.replace('_', ' ')}: {_short(was)} → {_short(now)}"


def _short(value: object) -> str:
    return one_line(str(value), 60) if value not in (None, "", "[]", "{}") else "nothing"


def _is_said(name: str, value: object) -> bool:
    return isinstance(value, str) and bool(value) and not _is_id(name) and value not in ("[]", "{}")


def _is_id(name: str) -> bool:
    return name == "id" or name.endswith("_id") or name in ("origin", "agreed_at")
