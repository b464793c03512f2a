"""One person: looked up, what is held on them in short, the report, and the way to erase them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from sipdesk.models.errors import NotFound, UserError, for_a_person
from sipdesk.models.keeping import Held, Person
from sipdesk.models.keeping.words import counts_in_words
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up

ABOUT = (
    "When somebody asks what you hold on them, or asks to be erased: a pupil, somebody at the "
    "school, or a name that stands in your texts."
)
HIDDEN = "Names are hidden. Show them again to look somebody up."
_LOOKING = "Looking through everything that is held"
_FAULT = UserError(
    "What is held could not be looked through; this is a fault in SIP Desk.",
    "Your records are as they were.",
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    person: Person


class Somebody(Page):
    """Type a name, choose, see what is held."""

    eraseRequest = Signal(object)  # list[Person]

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._rows: dict[str, _Row] = {}
        self._known: tuple[tuple[Person, int], Held] | None = None  # of which version of the desk
        self._looking = False
        self._label = QLabel("Whose records? &Name, e-mail, UPN or id", self)
        self._line = QLineEdit(self)
        self._look = button("Look", self)
        self._trouble = Words("", self, tone="red")
        self._found = RecordTable(self._columns(), "People of that name", self)
        self._held = Words("", self)
        self._report = button("Access report…", self)
        self._erase = button("Erase…", self)
        self._about = Words(ABOUT, self, tone="muted")
        self._arrange()
        self._say("")
        self.refresh()

    def refresh(self) -> None:
        hidden = self.view.names_hidden
        self._about.setText(HIDDEN if hidden else ABOUT)
        for part in (self._label, self._line, self._look):
            part.setVisible(not hidden)
        if hidden:
            self.forget()
        self._show_held()

    def look_for(self, wanted: str) -> None:
        """Show who answers to a name, a UPN or an id."""
        self._line.setText(wanted)
        self._find(self._name_them)

    def focus_name(self) -> None:
        """Put the keyboard where the name is typed."""
        if self._line.isVisible():
            self._line.setFocus()

    def forget(self) -> None:
        """Nobody is looked up."""
        self._line.clear()
        self._say("")
        self._rows, self._known = {}, None
        self._found.replace([])
        self._show_held()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._label.setBuddy(self._line)
        self._line.setAccessibleName("Whose records? Name, e-mail, UPN or id")
        self._line.setMaximumWidth(theme.px(420))
        card = Card("What is held on somebody", self)
        self._actions = FlowRow(self)
        self._actions.add(self._report)
        self._actions.add(self._erase)
        for part in (
            *(self._about, self._label, self._line, self._look, self._trouble),
            *(self._found, self._held, self._actions),
        ):
            card.add(part)
        column.addWidget(card)
        self._line.returnPressed.connect(lambda: self._find())
        self._look.clicked.connect(lambda: self._find())
        self._found.chosen.connect(lambda _: self._show_held())
        self._report.clicked.connect(self._write)
        self._erase.clicked.connect(self._ask)

    def _columns(self) -> tuple[Column, ...]:
        schools = self.desk.schools
        return (
            Column("name", "Name", lambda r: r.person.title, width_share=2),
            Column("who", "What", lambda r: first_up(str(r.person.who))),
            Column("upn", "UPN", lambda r: r.person.upn),
            Column(
                "school",
                "School",
                lambda r: schools.get(r.person.school_id).name if r.person.school_id else "",
                width_share=2,
            ),
        )

    def _name_them(self) -> None:
        """An id says nothing to anybody."""
        person = self._person()
        if person is not None:
            self._line.setText(person.title)

    def _find(self, then: Callable[[], object] = lambda: None) -> None:
        """Who answers to what is typed; every text is read for it, which takes a while."""
        wanted = self._line.text().strip()
        self._say("")
        if not wanted:
            self._show_people([])
            return

        def found(people: list[Person]) -> None:
            self._show_people(people)
            then()

        self._at_rest(lambda: self._answering_to(wanted), found)

    def _answering_to(self, wanted: str) -> list[Person]:
        """On another thread. Raises NotFound."""
        people = self.desk.keeping.people(wanted)
        self._look_through(people[0])
        return people

    def _look_through(self, person: Person) -> Held:
        """What is held on somebody, gathered once as long as nothing changes."""
        key = (person, self.view.version)
        if self._known is None or self._known[0] != key:
            self._known = (key, self.desk.keeping.about(person))
        return self._known[1]

    def _at_rest(self, look: Callable[[], T], done: Callable[[T], object]) -> None:
        Lending.of(self.view).lend(_LOOKING, lambda _: look(), done, self._not_found, self)

    def _not_found(self, error: Exception) -> None:
        self._looking = False
        if isinstance(error, NotFound):
            self._show_people([])
            self._say(error.what)
        else:
            self.failed.emit(for_a_person(error, _FAULT))

    def _show_people(self, people: Sequence[Person]) -> None:
        rows = [_Row(person.ref, person) for person in people]
        self._rows = {row.id: row for row in rows}
        self._found.replace(rows)
        if rows:
            self._found.choose(rows[0].id)
        self._show_held()

    def _say(self, trouble: str) -> None:
        """Beside the name itself, where it goes with the next one that is looked for."""
        self._trouble.setText(trouble)
        self._trouble.setVisible(bool(trouble))
        if trouble:
            announce(self._trouble, trouble, urgent=True)

    def _person(self) -> Person | None:
        row = self._rows.get(self._found.current_id())
        return row.person if row else None

    def _show_held(self) -> None:
        person = self._person()
        self._found.setVisible(bool(self._rows))
        for part in (self._held, self._actions):
            part.setVisible(person is not None)
        if person is None:
            return
        if self._known is not None and self._known[0] == (person, self.view.version):
            self._say_held(self._known[1])
        elif not self._looking:
            self._looking = True
            self._held.setText(f"{_LOOKING} …")
            self._at_rest(lambda: self._look_through(person), self._looked_through)

    def _looked_through(self, _: Held) -> None:
        self._looking = False
        self._show_held()  # perhaps somebody else is chosen by now

    def _say_held(self, held: Held) -> None:
        counts: dict[str, int] = {}
        for kept in held.records:
            counts[kept.table] = counts.get(kept.table, 0) + 1
        texts, left = len(held.mentions), len(held.departures)
        past = len(held.lost) + len(held.earlier)
        self._held.setText(
            f"Held: {counts_in_words(counts) or 'no record'}; named in {texts} other"
            f" text{'' if texts == 1 else 's'}; {counts_in_words({'departures': left}) or 'no'}"
            f"{'' if left else ' document that left'}; {past or 'nothing'} in the history only."
        )

    def _write(self) -> None:
        person = self._person()
        if person is not None:
            self.exportRequest.emit("access-report", person.ref)

    def _ask(self) -> None:
        person = self._person()
        if person is not None:
            self.eraseRequest.emit([person])
