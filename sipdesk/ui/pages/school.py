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
from sipdesk.ui.place import SECTIONS, Section
from sipdesk.ui.view import View


class SchoolScreen(Screen):
    """Overview, visits, pupils and what they reach, plan, support, notes."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        makers: dict[Section, Callable[[View, str], Page]] = {
            Section.OVERVIEW: OverviewPage,
            Section.VISITS: VisitsPage,
            Section.PUPILS: PupilsPage,
            Section.PROGRESS: ProgressPage,
            Section.GAPS: GapsPage,
            Section.GROUPS: GroupsPage,
            Section.PLAN: PlanPage,
            Section.SUPPORT: SupportPage,
            Section.NOTES: NotesPage,
        }
        parts: dict[str, tuple[str, Callable[[], Page]]] = {
            key: (words, partial(makers[key], view, school_id)) for key, words in SECTIONS.items()
        }
        super().__init__(view, "Parts of the school", parts, parent)
