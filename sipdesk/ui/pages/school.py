"""A school's page in its parts."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.gaps import GapsPage
from sipdesk.ui.pages.groups import GroupsPage
from sipdesk.ui.pages.notes import NotesPage
from sipdesk.ui.pages.overview import OverviewPage
from sipdesk.ui.pages.plan import PlanPage
from sipdesk.ui.pages.progress import ProgressPage
from sipdesk.ui.pages.pupils import PupilsPage
from sipdesk.ui.pages.screen import Screen
from sipdesk.ui.pages.support import SupportPage
from sipdesk.ui.pages.visits import VisitsPage
from sipdesk.ui.place import Section
from sipdesk.ui.view import View


class SchoolScreen(Screen):
    """Overview, visits, pupils and what they reach, plan, support, notes."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        kinds: dict[str, tuple[str, Callable[[View, str], Page]]] = {
            Section.OVERVIEW: ("Overview", OverviewPage),
            Section.VISITS: ("Visits", VisitsPage),
            Section.PUPILS: ("Pupils", PupilsPage),
            Section.PROGRESS: ("Progress", ProgressPage),
            Section.GAPS: ("Gaps", GapsPage),
            Section.GROUPS: ("Groups and voice", GroupsPage),
            Section.PLAN: ("Plan", PlanPage),
            Section.SUPPORT: ("Support", SupportPage),
            Section.NOTES: ("Notes", NotesPage),
        }
        parts = {
            key: (words, partial(make, view, school_id)) for key, (words, make) in kinds.items()
        }
        super().__init__(view, "Parts of the school", parts, parent)
