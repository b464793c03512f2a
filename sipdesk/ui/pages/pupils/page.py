"""The pupils of a school: looked for, listed as a person likes it, and filled in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from sipdesk.models.pupils import Pupil
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.pupils.columns import KEYS
from sipdesk.ui.pages.pupils.fields import SINCE
from sipdesk.ui.pages.pupils.listing import Line, Wanted, Who, in_order, line, narrowed, offered
from sipdesk.ui.pages.pupils.pane import PupilPane
from sipdesk.ui.pages.record_pane import Records
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card


class PupilsPage(Page):
    """A list of pupils; names give way to letters when the key is pressed."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._lines: dict[str, Line] = {}
        self._by, self._downwards = "year", False
        self._listed: list[Line] = []  # all, in order
        self._some: list[Line] = []  # of them, those of the year, class, group asked for
        self._among: tuple[Wanted, date] | None = None  # by what `_some` were taken
        self._source: list[Pupil] | None = None  # what the lines were made of
        self._named: dict[str, str] = {}
        self._hidden = view.names_hidden
        self._pane = self.adopt(PupilPane(view, self._records(), self._open, self))
        self._pane.add_button(
            self.button("Import…", self._import, "Pupils and results from a file of the school's")
        )
        card = Card("", self)
        card.add(self._pane)
        self.lay_out(card)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        self._gather()
        self._pane.refresh()

    def reveal(self, ref: str) -> None:
        if not ref:
            return
        self._gather()
        if ref not in {each.id for each in self._wanted()}:
            self._pane.bar.show_everybody()
        self._pane.reveal(ref)

    def _connect(self) -> None:
        self.view.namesChanged.connect(self.refresh)
        self._pane.bar.changed.connect(self._ask_again)
        self._pane.bar.search.begun.connect(self._get_ready)
        self._pane.table.let_sort(self._sort)
        self._pane.mark_order(self._by, downwards=self._downwards)

    def _records(self) -> Records:
        book, school_id = self.desk.pupils, self._school_id
        return Records(
            table="pupils",
            all=self._shown,
            add=lambda: book.add(school_id, "New pupil").id,
            edit=self._edit,
            bin=book.bin,
        )

    def _edit(self, ref: str, changes: dict[str, Any]) -> Pupil:
        since = changes.pop(SINCE, None)
        return self.desk.pupils.edit(ref, since=since, **changes)

    # --- the list

    def _gather(self) -> None:
        """Lines for the pupils as they are now; those that have not changed are kept."""
        pupils, names = self.view.pupils(self._school_id), self.view.names(self._school_id)
        if pupils is self._source and names is self._named:
            return
        hidden = self.view.names_hidden
        old = self._lines if hidden is self._hidden else {}
        self._lines = {
            pupil.id: self._line(old.get(pupil.id), pupil, names[pupil.id], hidden)
            for pupil in pupils
        }
        self._hidden = hidden
        self._source, self._named = pupils, names
        self._put_in_order()
        self._pane.bar.offer(offered(list(self._lines.values())))

    def _line(self, was: Line | None, pupil: Pupil, name: str, hidden: bool) -> Line:
        same = was is not None and was.pupil is pupil and was.name == name
        if was is not None and same and not (hidden and pupil.groups):
            return was
        return line(pupil, name, hidden=hidden, masked=self.view.masked)

    def _put_in_order(self) -> None:
        self._listed = in_order(self._lines.values(), KEYS, self._by, downwards=self._downwards)
        self._among = None

    def _wanted(self) -> list[Line]:
        """What is asked for; only the words are looked for anew at each key."""
        wanted, today = self._pane.bar.wanted, self.desk.clock.now().date()
        among = (replace(wanted, words=""), today)
        if among != self._among:
            self._among = among
            self._some = narrowed(self._listed, *among)
        return narrowed(self._some, Wanted(wanted.words, who=Who.ALL), today)

    def _get_ready(self) -> None:
        """So that the first letter is as quick as the others."""
        for each in self._lines.values():
            _ = each.found_in

    def _shown(self) -> list[Line]:
        shown = self._wanted()
        self._pane.tell(shown=len(shown), of=len(self._lines))
        return shown

    def _ask_again(self) -> None:
        by = str(self._pane.bar.order.value())
        if by != self._by:
            self._sort(by)
        else:
            self._pane.refresh()

    def _sort(self, by: str) -> None:
        """By a column; by the same again, the other way round."""
        self._downwards = by == self._by and not self._downwards
        self._by = by
        self._put_in_order()
        self._pane.mark_order(by, downwards=self._downwards)
        self._pane.refresh()

    # --- ways on

    def _open(self, ref: str) -> None:
        self.goRequest.emit(place.pupil(self._school_id, ref))

    def _import(self) -> None:
        self.goRequest.emit(place.importing(self._school_id, "pupils"))
