"""The bin: what was taken out of sight, and the way back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.models.desk import Binned
from sipdesk.models.pupils import Pupil
from sipdesk.ui.pages.base import Page
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import moment, one_line


class BinPage(Page):
    """Return, or the button, takes the chosen thing back."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._things: dict[str, Binned] = {}
        self._table = RecordTable(
            (
                Column("what", "What", lambda b: b.what, width_share=0.8),
                Column("title", "Words", self._title, width_share=3),
                Column("since", "Since", self._since),
            ),
            "Bin",
            self,
        )
        self._empty = Words(
            "The bin is empty. What you put here can always be taken back.", self, tone="muted"
        )
        self._back = self.button("Take back", lambda: self._take(self._table.current_id()))
        card = Card("", self)
        for part in (self._empty, self._table, self._back):
            card.add(part)
        self.lay_out(card)
        self._table.activated_id.connect(self._take)
        view.namesChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self._things = {thing.id: thing for thing in self.desk.bin_contents()}
        self._table.replace(list(self._things.values()))
        for part in (self._table, self._back):
            part.setVisible(bool(self._things))
        self._empty.setVisible(not self._things)

    def _title(self, thing: Binned) -> str:
        hidden = thing.kind is Pupil and self.view.names_hidden
        return "A pupil" if hidden else one_line(self.view.masked(thing.title))

    def _since(self, thing: Binned) -> str:
        return moment(thing.since, self.desk.clock.now())

    def _take(self, ref: str) -> None:
        thing = self._things.get(ref)
        if thing is not None:
            self.carefully(lambda: self.desk.take_back(thing))
