"""Keeping: what is due, what is held on somebody, and erasing them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.errors import UserError, for_a_person
from sipdesk.models.fields import Editor, Field
from sipdesk.models.keeping import Due, Erasure, Person
from sipdesk.models.keeping.words import taken_in_words, titled
from sipdesk.ui import place
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.keeping.confirming import Confirm, called
from sipdesk.ui.pages.keeping.erasing import Erasing
from sipdesk.ui.pages.keeping.outlived import OutlivedCopies
from sipdesk.ui.pages.keeping.somebody import Somebody
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, moment, short_day

ABOUT_DUE = (
    "The day has come on which you wanted to be asked whether these records are still needed. "
    "Give another day, or erase them. Nothing goes by itself."
)
NOTHING_DUE = (
    "Nothing is due. A school’s records come here a year after its partnership ends, a pupil’s a "
    "year after leaving, or on the day you set."
)
_NOT_LOOKED = UserError(
    "What erasing would take could not be looked at; this is a fault in SIP Desk.",
    "Nothing has been erased.",
)
UNTIL = (Field("until", "Needed still: ask again on", Editor.DATE),)


class KeepingPage(Page):
    """Due, somebody, what was erased."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._dues: dict[str, Due] = {}
        self._erasing = Erasing.of(view)
        self._about_due = Words("", self)
        self._due = RecordTable(self._due_columns(), "Due for review", self)
        self._until = self.form(UNTIL, self._keep)
        self._due_row = FlowRow(self)
        self._due_row.add(self.button("Go there", self._go_to_due, "To the records, or the bin"))
        self._due_row.add(self.button("Erase…", self._erase_due, "You are told first what goes"))
        self._outlived = self.adopt(OutlivedCopies(view, self))
        self._somebody = self.adopt(Somebody(view, self))
        self._confirm = Confirm(self)
        self._at_work = Words("", self, strong=True)
        self._erasures = RecordTable(self._erasure_columns(), "What was erased", self)
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        self._dues = {due.id: due for due in self.desk.keeping.due()}
        self._due.replace(list(self._dues.values()))
        if not self._due.current_id() and self._dues:
            self._due.choose(next(iter(self._dues)))
        self._about_due.setText(ABOUT_DUE if self._dues else NOTHING_DUE)
        for part in (self._due, self._until, self._due_row):
            part.setVisible(bool(self._dues))
        self._until.load({"until": None}, of=self._due.current_id())
        self._outlived.refresh()
        self._somebody.refresh()
        if self.view.names_hidden:
            self._confirm.close_panel()
        done = self.desk.keeping.erasures()
        self._erasures.replace(done[::-1])
        self._erased_card.setVisible(bool(done))

    def arrive(self) -> None:
        self.refresh()
        # what has the keyboard is scrolled to, which needs a place first
        QTimer.singleShot(0, self, self._somebody.focus_name)

    def reveal(self, ref: str) -> None:
        """Somebody, by id."""
        self._somebody.look_for(ref)

    def _arrange(self) -> None:
        due = Card("Due for review", self)
        for part in (self._about_due, self._due, self._until, self._due_row):
            due.add(part)
        self._erased_card = Card("What was erased", self)
        self._erased_card.add(self._erasures)
        self._show_work(self._erasing.stands)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        parts = (due, self._outlived, self._somebody, self._confirm, self._at_work)
        for one in (*parts, self._erased_card):
            column.addWidget(one)
        column.addStretch(1)
        self._somebody.eraseRequest.connect(self._ask)
        self._confirm.confirmed.connect(self._erasing.begin)
        self._erasing.moved.connect(self._show_work)
        self._erasing.ending.connect(self._somebody.forget)
        self._due.chosen.connect(lambda ref: self._until.load({"until": None}, of=ref))
        self._due.activated_id.connect(lambda _: self._go_to_due())
        self.view.namesChanged.connect(self.refresh)

    def _due_columns(self) -> tuple[Column, ...]:
        return (
            Column("what", "Records of", self._title, width_share=2),
            Column("people", "People", lambda d: str(d.people), align_right=True),
            Column("on", "Since", lambda d: short_day(d.on)),
            Column("why", "Why", lambda d: first_up(d.why), width_share=2),
        )

    def _erasure_columns(self) -> tuple[Column, ...]:
        return (
            Column("at", "When", lambda e: moment(e.at, self.desk.clock.now())),
            Column("kind", "Who", lambda e: first_up(e.kind)),
            Column("removed", "What", _removed, width_share=3),
            Column("reason", "Reason", lambda e: e.reason, width_share=2),
        )

    def _title(self, due: Due) -> str:
        title = "A pupil" if due.pupil and self.view.names_hidden else due.title
        return titled(title, due.binned)

    def _chosen(self) -> Due | None:
        return self._dues.get(self._due.current_id())

    def _keep(self, changes: dict[str, Any]) -> None:
        due = self._chosen()
        if due is not None and changes.get("until"):
            self.desk.keeping.keep(due, changes["until"])

    def _go_to_due(self) -> None:
        due = self._chosen()
        if due is None:
            return
        there = place.pupil(due.school_id, due.id) if due.pupil else place.school(due.school_id)
        self.goRequest.emit(place.Place(place.Kind.BIN) if due.binned else there)

    def _erase_due(self) -> None:
        due = self._chosen()
        if due is None:
            return
        people = self.desk.keeping.everybody_of(due.school_id)
        self._ask([p for p in people if not due.pupil or p.id == due.id], due.title)

    def _ask(self, people: Sequence[Person], school: str = "") -> None:
        if not people:
            self.tellRequest.emit("Nobody’s records are kept there any more.")
            return
        if not self._erasing.may_begin():
            return
        Lending.of(self.view).lend(
            "Looking at what erasing would take",
            lambda _: self.desk.keeping.outlook(people),
            lambda ahead: self._confirm.ask(called(people, school), ahead),
            self._not_looked,
            self,
        )

    def _show_work(self, how_far: str) -> None:
        self._at_work.setText(how_far)
        self._at_work.setVisible(bool(how_far))

    def _not_looked(self, error: Exception) -> None:
        self.failed.emit(for_a_person(error, _NOT_LOOKED))


def _removed(erasure: Erasure) -> str:
    told = [first_up(taken_in_words(erasure.removed)), *erasure.unreached]
    return ". ".join(line.rstrip(".") for line in told) + "."
