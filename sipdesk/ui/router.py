"""From a place to its page: pages are made when first gone to, and few are kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.forms import flush_all
from sipdesk.ui.pages.backups import BackupsPage
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.bin import BinPage
from sipdesk.ui.pages.help import HelpPage
from sipdesk.ui.pages.history import HistoryPage
from sipdesk.ui.pages.importing import ImportPage
from sipdesk.ui.pages.keeping import KeepingPage
from sipdesk.ui.pages.pupil import PupilPage
from sipdesk.ui.pages.school import SchoolScreen
from sipdesk.ui.pages.screen import Screen
from sipdesk.ui.pages.settings import SettingsPage
from sipdesk.ui.pages.today import TodayPage
from sipdesk.ui.pages.visit.page import VisitScreen
from sipdesk.ui.place import Kind, Place
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.view import View
from sipdesk.ui.words import crumb_day

KEPT = 6
TITLES = {
    Kind.TODAY: "Today",
    Kind.IMPORT: "Import",
    Kind.BIN: "Bin",
    Kind.BACKUPS: "Backups",
    Kind.KEEPING: "Keeping and erasing",
    Kind.HISTORY: "History",
    Kind.SETTINGS: "Settings",
    Kind.HELP: "A day with SIP Desk",
}


class Router(Page):
    """Holds the page in front and the way one came."""

    addSchoolRequest = Signal()
    backupRequest = Signal()
    restoreRequest = Signal(object, str)  # the backup, the passphrase of its time or ""
    rekeyRequest = Signal(str, str)  # the passphrase now, the new one
    lookChanged = Signal()

    def __init__(self, view: View, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._preferences = preferences
        self._pages: OrderedDict[tuple[str, str], Screen] = OrderedDict()
        self._front: Screen | None = None
        self._past: list[Place] = []
        self.here = Place()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def go(self, there: Place) -> Page:
        """Bring the page of a place in front. Raises NotFound when its record has gone."""
        self._must_be_there(there)
        key = (there.kind, there.school_id or there.visit_id)
        screen = self._pages.get(key)
        if screen is None:
            screen = self.adopt(self._make(there))
            self._column.addWidget(screen)
        self._pages[key] = screen
        self._pages.move_to_end(key)
        if self._front is not None and self._front is not screen:
            self._front.hide()
        self._remember(there)
        self._front, self.here = screen, there
        screen.show_part(there.part or screen.part, there.ref)
        screen.show()
        self._forget_old()
        return screen.front

    def previous(self) -> Place | None:
        """The place one came from; it is taken off the way."""
        if not self._past:
            return None
        there = self._past.pop()
        self.here = there
        return there

    def where(self) -> Place:
        """Here, with the part in front and the session on it, as a place to come back to."""
        screen = self.front_visit()
        session = screen.session_id() if screen else ""
        part = self._front.part if self._front is not None else ""
        return replace(self.here, part=part, ref=session or self.here.ref)

    def way(self) -> tuple[Place, ...]:
        """The places one came by."""
        return tuple(self._past)

    def came_by(self, way: tuple[Place, ...]) -> None:
        """Take these for the places one came by."""
        self._past = list(way)

    def scrolled(self) -> int:
        """How far down the page in front is."""
        return self._front.scrolled() if self._front is not None else 0

    def scroll_to(self, down: int) -> None:
        """Show the page in front from there."""
        if self._front is not None:
            self._front.scroll_to(down)

    def refresh(self) -> None:
        if self._front is not None:
            self._front.refresh()

    def turn(self, by: int) -> None:
        """To the next or previous part of the page in front."""
        if self._front is not None:
            self._front.turn(by)

    def to_top(self) -> None:
        """Show the page in front from its beginning."""
        if self._front is not None:
            self._front.to_top()

    def front_page(self) -> Page | None:
        """The part of the page that is in front."""
        return self._front.front if self._front else None

    def front_visit(self) -> VisitScreen | None:
        """The visit's page, when it is in front."""
        return self._front if isinstance(self._front, VisitScreen) else None

    def visit_in_front(self) -> tuple[str, str]:
        """The visit and session in front, each "" where there is none."""
        screen = self.front_visit()
        return (screen.visit_id, screen.session_id()) if screen else ("", "")

    def school_id(self) -> str:
        """The school in front, also of a visit."""
        if self.here.kind is Kind.VISIT:
            return self.desk.visits.get(self.here.visit_id).school_id
        return self.here.school_id

    def trail(self) -> list[tuple[str, str]]:
        """Where one is, from the top down."""
        if self.here.kind in TITLES:
            last = (self.here.kind, TITLES[self.here.kind])
            school_id = self.here.school_id  # of an import for one school
            of = [(school_id, self.desk.schools.get(school_id).name)] if school_id else []
            return [*of, last]
        school = self.desk.schools.get(self.school_id())
        if self.here.kind is Kind.SCHOOL:
            return [(school.id, school.name)]
        if self.here.kind is Kind.PUPIL:
            return [(school.id, school.name), (self.here.ref, "Pupil")]
        visit = self.desk.visits.get(self.here.visit_id)
        return [(school.id, school.name), (visit.id, f"Visit, {crumb_day(visit.on)}")]

    def _must_be_there(self, there: Place) -> None:
        """Before anything is hidden or made for it."""
        if there.kind is Kind.SCHOOL or (there.kind is Kind.IMPORT and there.school_id):
            self.desk.schools.get(there.school_id)
        if there.kind is Kind.VISIT:
            self.desk.visits.get(there.visit_id)
        if there.kind is Kind.PUPIL:
            self.desk.pupils.get(there.ref)

    def _make(self, there: Place) -> Screen:
        if there.kind is Kind.SCHOOL:
            return SchoolScreen(self.view, there.school_id, self)
        if there.kind is Kind.VISIT:
            return VisitScreen(self.view, there.visit_id, self)
        if there.kind is Kind.PUPIL:
            maker = partial(PupilPage, self.view, there.school_id)
            return Screen(self.view, "Pupil", {there.kind: ("Pupil", maker)}, self)
        makers = {
            Kind.TODAY: self._today,
            Kind.IMPORT: lambda: ImportPage(self.view, there.school_id),
            Kind.BIN: lambda: BinPage(self.view),
            Kind.BACKUPS: self._backups,
            Kind.KEEPING: lambda: KeepingPage(self.view),
            Kind.HISTORY: lambda: HistoryPage(self.view),
            Kind.SETTINGS: self._settings,
            Kind.HELP: lambda: HelpPage(self.view),
        }
        title = TITLES[there.kind]
        return Screen(self.view, title, {there.kind: (title, makers[there.kind])}, self)

    def _today(self) -> Page:
        page = TodayPage(self.view)
        page.addSchoolRequest.connect(self.addSchoolRequest)
        return page

    def _backups(self) -> Page:
        page = BackupsPage(self.view)
        page.backupRequest.connect(self.backupRequest)
        page.restoreRequest.connect(self.restoreRequest)
        return page

    def _settings(self) -> Page:
        page = SettingsPage(self.view, self._preferences)
        page.lookChanged.connect(self.lookChanged)
        page.rekeyRequest.connect(self.rekeyRequest)
        return page

    def _remember(self, there: Place) -> None:
        if self._front is not None and there != self.here:
            self._past.append(self.where())
            del self._past[:-50]

    def _forget_old(self) -> None:
        while len(self._pages) > KEPT:
            key, screen = next(iter(self._pages.items()))
            if screen is self._front or not flush_all(screen):
                return
            del self._pages[key]
            screen.deleteLater()
