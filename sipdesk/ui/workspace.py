"""The window's inside over an open store: rail, page in front, capture strip; one connect table."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.errors import NotFound, UserError
from sipdesk.models.events import Changed
from sipdesk.ui import place, tasks
from sipdesk.ui.bridge import Bridge
from sipdesk.ui.capturing import Capturing
from sipdesk.ui.forms import flush_all
from sipdesk.ui.latest import Latest
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.export import ExportPanel
from sipdesk.ui.pages.keeping.erasing import Erasing
from sipdesk.ui.place import Kind, Place
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.router import Router
from sipdesk.ui.sending import Sending
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE
from sipdesk.ui.turning import Turning
from sipdesk.ui.view import View
from sipdesk.ui.widgets.busy import Busy
from sipdesk.ui.widgets.heading import PageTitle
from sipdesk.ui.widgets.message_bar import MessageBar
from sipdesk.ui.widgets.nav_list import NavItem
from sipdesk.ui.widgets.saved_mark import SavedMark
from sipdesk.ui.widgets.sided import Sided

UNSAVED = UserError(
    "Something that was typed is not saved.",
    "It is still there, at the field marked ■.",
    "Put it right, or close once more to leave without it.",
)


class Workspace(QWidget):
    """Everything one sees while a store is open."""

    findRequest = Signal()

    def __init__(self, view: View, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.desk = view.desk
        self._trouble = ""  # what the store last refused
        self._told = ""  # the last plain message
        self._told_unsaved = False
        self.lending = Lending.of(view)
        self._bridge = Bridge(view.desk.events, self)
        self.router = Router(view, preferences, self)
        self.capturing = Capturing(view, self)
        self._inside = QWidget(self)
        self._rail = Sided(self._inside, "Places", self, width=180, edge=INSIDE)
        self._title = PageTitle(self)
        self._mark = SavedMark(view.desk.clock, self)
        self.messages = MessageBar(self)
        self._busy = Busy(self)
        self._export = ExportPanel(self)
        self._sending = Sending(view, self._export, self)
        self._turning = Turning(view, self)
        self._arrange()
        self._connect()

    # --- places

    def go(self, there: Place) -> None:
        """Show a place; what is unsaved is saved first."""
        self.flush()
        try:
            page = self.router.go(there)
        except UserError as error:
            self.messages.error(error)
            if isinstance(error, NotFound):
                self.go(Place())
            return
        self._title.set_trail(self.router.trail())
        self._fill_rail()
        focus = self.window().focusWidget()
        if focus is None or not page.isAncestorOf(focus):
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        if not there.ref:
            self.router.to_top()

    def back(self) -> None:
        """To the place before this one."""
        there = self.router.previous()
        if there is not None:
            self.go(there)

    def add_school(self) -> None:
        """A new school, ready to be named."""
        school = self.desk.schools.add("New school")
        self.go(place.school(school.id, ref="name"))

    # --- doing

    def undo(self) -> None:
        """Take the last step back, in words."""
        if self.flush():
            self._turning.undo()

    def redo(self) -> None:
        """Do the step that was taken back again."""
        if self.flush():
            self._turning.redo()

    def export(self, what: str, ref: str) -> None:
        """Ask where a document is to go."""
        self.flush()
        self._sending.ask(what, ref)

    def capture(self) -> None:
        """Open the strip where one is."""
        self.capturing.begin(*self.router.visit_in_front())

    def flush(self) -> bool:
        """Save all typing. True when nothing is left unsaved."""
        return not self.lending.is_on and flush_all(self)

    def tell(self, words: str) -> None:
        """A message that goes away by itself, or when there is another."""
        self.messages.take_away(self._told)
        self._told = words
        self.messages.say(words)

    def watch(self, job: tasks.Job[Any], doing: str) -> None:
        """Show long work in the busy line."""
        self._busy.watch(job, doing)

    def may_leave(self) -> bool:
        """Save all typing before the window closes. What cannot be saved is told once."""
        if self.flush() or self._told_unsaved:
            return True
        self._told_unsaved = True
        self.messages.error(UNSAVED)
        return False

    @property
    def is_at_work(self) -> bool:
        """Whether the desk is lent, or figures of the page in front are on their way."""
        page = self.router.front_page()
        figures = page.findChildren(Latest, "figures") if page is not None else []
        return self.lending.is_on or any(one.is_busy for one in figures)

    @property
    def is_writing(self) -> bool:
        """Whether a document is being written."""
        return self._busy.is_busy

    def close_down(self) -> bool:
        """Before the window closes: all saved, nothing under way. False to stay open."""
        saved = self.flush() or self._told_unsaved
        if saved:
            tasks.stop_all()
            self._bridge.close()
        return saved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._inside.updateGeometry()

    # --- building

    def _arrange(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._rail, 1)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, theme.px(GRID), 0, 0)
        column.setSpacing(theme.px(GRID))
        self._title.add_right(self._mark)
        for part in (self._title, self.messages, self._busy, self._export):
            column.addWidget(part)
        column.addWidget(self.router, 1)
        outer.addWidget(self.capturing.strip)

    def _connect(self) -> None:
        for signal, slot in (
            (self._bridge.changed, self._changed),
            (self._rail.chosen, self._from_rail),
            (self._title.trailRequest, self._from_trail),
            (self.router.goRequest, self.go),
            (self.router.addSchoolRequest, self.add_school),
            (self.router.exportRequest, self.export),
            (self.router.tellRequest, self.tell),
            (self.router.typing, self._typed),
            (self.router.unchanged, self._mark.unchanged),
            (self.router.held, self._mark.held),
            (self.router.failed, self._failed),
            (self._sending.begun, self.watch),
            (self._sending.told, self.tell),
            (self._sending.written, self.messages.say),
            (self._sending.failed, self.messages.error),
            (self._turning.told, self.tell),
            (self._turning.failed, self._failed),
            (Erasing.of(self.view).told, self.tell),
            (Erasing.of(self.view).failed, self._failed),
            (self.capturing.refused, self.tell),
            (self.capturing.strip.failed, self._failed),
            (self.view.namesChanged, lambda hidden: self._title.set_trail(self.router.trail())),
        ):
            signal.connect(slot)
        for form in self.capturing.strip.forms:
            form.edited.connect(self._typed)
            form.held.connect(self._mark.held)
            form.unchanged.connect(self._mark.unchanged)
            form.failed.connect(self._failed)

    # --- what happens

    def _typed(self) -> None:
        self._told_unsaved = False
        self._mark.saving()

    def _changed(self, event: Changed) -> None:
        self._mark.saved()
        self.capturing.look_again()
        self.messages.take_away(self._trouble)  # the store takes what it is given again
        try:
            self.router.refresh()
            self._title.set_trail(self.router.trail())
        except NotFound:  # the step took away what the page was about
            self.go(Place())
        self._fill_rail()

    def _failed(self, error: UserError) -> None:
        from sipdesk.models.errors import StoreError

        if isinstance(error, StoreError):
            self._trouble = str(error)
            self._mark.failed(error)
        self.messages.error(error)

    def _fill_rail(self) -> None:
        items = [NavItem("today", "Today", "Ctrl+T")]
        items += [NavItem(s.id, s.name) for s in self.desk.schools.all()]
        items.append(NavItem("add-school", "Add a school", action=True))
        items += [NavItem("bin", "Bin"), NavItem("find", "Find", "Ctrl+K", action=True)]
        self._rail.set_items(items)
        here = self.router.here
        self._rail.choose(self.router.school_id() or str(here.kind))

    def _from_rail(self, key: str) -> None:
        if key == "find":
            self.findRequest.emit()
        elif key == "add-school":
            self.add_school()
        elif key in (Kind.TODAY, Kind.BIN):
            self.go(Place(Kind(key)))
        else:
            self.go(place.school(key))

    def _from_trail(self, key: str) -> None:
        self.go(place.school(key) if key != Kind.TODAY else Place())
