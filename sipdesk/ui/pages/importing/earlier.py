"""What was taken in before: which file, when, and what came of it."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from sipdesk.models.intake import Import
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.importing.done_words import KINDS, counted
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, moment

_MOST = 100
_NOTHING = "No file has been taken in yet. What is taken in later stands here, with its counts."


class Earlier(Page):
    """Of one school, or of all when none is chosen."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = ""
        self._table = RecordTable(self._columns(), "Taken in before", self)
        self._nothing = Words(_NOTHING, self, tone="muted")
        card = Card("Taken in before", self)
        card.add(self._nothing)
        card.add(self._table)
        self.lay_out(card)
        view.namesChanged.connect(self.refresh)
        self.refresh()

    def of_school(self, school_id: str) -> None:
        """Show this school's; "" for all."""
        self._school_id = school_id
        self.refresh()

    def refresh(self) -> None:
        found = sorted(self._found(), key=lambda one: one.at, reverse=True)[:_MOST]
        self._table.replace(found)
        self._table.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _found(self) -> Iterator[Import]:
        there = [school.id for school in self.desk.schools.all()]
        for school_id in there:
            if self._school_id in ("", school_id):
                yield from self.desk.intake.imports(school_id)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("at", "When", lambda i: first_up(moment(i.at, self.desk.clock.now()))),
            Column("name", "File", lambda i: self.view.masked(i.name), width_share=2),
            Column("kind", "What", lambda i: KINDS.get(i.kind, i.kind), width_share=1.2),
            Column("rows", "Rows", lambda i: f"{i.rows_read:,}", align_right=True, width_share=0.6),
            Column(
                "out",
                "Left out",
                lambda i: f"{i.rows_refused:,}",
                align_right=True,
                width_share=0.6,
            ),
            Column("did", "What came of it", lambda i: counted(i.summary), width_share=2.4),
        )
