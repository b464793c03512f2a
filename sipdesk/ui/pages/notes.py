"""The notes of visit of one school."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from sipdesk.models.notes import Section
from sipdesk.models.visits import Visit
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.words import crumb_day, moment


@dataclass(frozen=True, slots=True)
class _Line:
    id: str
    visit: Visit
    composed: str
    sections: tuple[Section, ...]


class NotesPage(Page):
    """Notes of visit of one school, newest first."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._table = RecordTable(self._columns(), "Notes of visit", self)
        self._empty = EmptyPlace(
            "Notes of visit to this school. A note is composed from what was captured on the day: "
            "open a visit and go to its note.",
            "Go to the visits",
            self,
        )
        self._card = Card("Notes of visit", self)
        self._card.add(self._table)
        self.lay_out(self._card, self._empty)
        self._table.activated_id.connect(self._open)
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.school(school_id, place.Section.VISITS))
        )
        self.refresh()

    def refresh(self) -> None:
        notes = {n.visit_id: n for n in self.desk.notes.of_school(self._school_id)}
        lines = [
            _Line(v.id, v, notes[v.id].composed_at, tuple(self.desk.notes.sections(notes[v.id].id)))
            for v in self.desk.visits.of_school(self._school_id)
            if v.id in notes
        ]
        self._table.replace(lines)
        self._card.setVisible(bool(lines))
        self._empty.setVisible(not lines)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("on", "Visit", lambda line: crumb_day(line.visit.on)),
            Column("kind", "Kind", lambda line: line.visit.kind, width_share=1.6),
            Column("composed", "Composed", self._composed),
            Column("edited", "Own words", _edited),
            Column("news", "Something new", _news),
        )

    def _composed(self, line: _Line) -> str:
        return moment(line.composed, self.desk.clock.now()) if line.composed else ""

    def _open(self, ref: str) -> None:
        self.goRequest.emit(place.visit(ref, place.Stage.NOTE))


def _edited(line: _Line) -> str:
    count = sum(1 for section in line.sections if section.edited)
    return f"{count} of {len(line.sections)} sections"


def _news(line: _Line) -> str:
    count = sum(1 for section in line.sections if section.has_news)
    return f"in {count}" if count else ""
