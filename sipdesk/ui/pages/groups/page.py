"""Groups and voice in five parts, one in front at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.widgets.nav_list import NavItem
from sipdesk.ui.widgets.tabs import SectionTabs

TARGETS, VOICE, SURVEYS = "targets", "voice", "surveys"
PARENTS, ATTENDANCE = "parents", "attendance"
ITEMS = (
    NavItem(TARGETS, "Target groups"),
    NavItem(VOICE, "Voice and data"),
    NavItem(SURVEYS, "Surveys"),
    NavItem(PARENTS, "Parents"),
    NavItem(ATTENDANCE, "Attendance"),
)


class GroupsPage(Page):
    """A part is made when it is first looked at; only the one in front is kept fresh."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._made: dict[str, Page] = {}
        self._seen: dict[str, int] = {}  # the version that each part shows
        self._current = ""
        self._tabs = SectionTabs(ITEMS, self, name="Parts of groups and voice")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(GRID))
        self._column.addWidget(self._tabs)
        self._tabs.chosen.connect(self.turn_to)
        view.namesChanged.connect(self._names_turned)
        self.turn_to(TARGETS)

    @property
    def front(self) -> Page:
        """The part in front."""
        return self._made[self._current]

    def turn_to(self, key: str) -> None:
        """Bring a part in front."""
        if key == self._current:
            return
        if self._current:
            self.front.hide()
        if key not in self._made:
            part = self._made[key] = self.adopt(_MAKERS[key](self.view, self._school_id, self))
            self._column.addWidget(part, 1)
        elif self._seen.get(key) != self.view.version:
            self._made[key].refresh()
        self._seen[key] = self.view.version
        self._current = key
        self._tabs.choose(key)
        self.front.show()

    def refresh(self) -> None:
        if self._seen.get(self._current) != self.view.version:
            self.front.refresh()
            self._seen[self._current] = self.view.version

    def reveal(self, ref: str) -> None:
        """A part by its key, or the record of one in its part."""
        if ref in _MAKERS:
            self.turn_to(ref)
            return
        targets = {group.id for group in self.desk.tracking.targets.of_school(self._school_id)}
        surveys = {survey.id for survey in self.desk.tracking.surveys.of_school(self._school_id)}
        for key, there in ((TARGETS, targets), (SURVEYS, surveys)):
            if ref in there:
                self.turn_to(key)
                self.front.reveal(ref)

    def _names_turned(self) -> None:
        if self.isVisible():
            self.refresh()


# Each is imported when it is first wanted: the window opens before anybody asks.


def _targets(view: View, school_id: str, parent: QWidget) -> Page:
    from sipdesk.ui.pages.groups.targets import TargetsPart

    return TargetsPart(view, school_id, parent)


def _voice(view: View, school_id: str, parent: QWidget) -> Page:
    from sipdesk.ui.pages.groups.voice import VoicePart

    return VoicePart(view, school_id, parent)


def _surveys(view: View, school_id: str, parent: QWidget) -> Page:
    from sipdesk.ui.pages.groups.surveys import SurveysPart

    return SurveysPart(view, school_id, parent)


def _parents(view: View, school_id: str, parent: QWidget) -> Page:
    from sipdesk.ui.pages.groups.parents import ParentsPart

    return ParentsPart(view, school_id, parent)


def _attendance(view: View, school_id: str, parent: QWidget) -> Page:
    from sipdesk.ui.pages.groups.attendance import AttendancePart

    return AttendancePart(view, school_id, parent)


_MAKERS: dict[str, Callable[[View, str, QWidget], Page]] = {
    TARGETS: _targets,
    VOICE: _voice,
    SURVEYS: _surveys,
    PARENTS: _parents,
    ATTENDANCE: _attendance,
}
