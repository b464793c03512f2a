"""A visit's page in its stages."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.screen import Screen
from sipdesk.ui.pages.visit.before import BeforePage
from sipdesk.ui.pages.visit.day import DayPage
from sipdesk.ui.pages.visit.leaving import LeavingPage
from sipdesk.ui.pages.visit.note import NotePage
from sipdesk.ui.pages.visit.synthesis import SynthesisPage
from sipdesk.ui.place import Stage
from sipdesk.ui.view import View


class VisitScreen(Screen):
    """Before, the day, the synthesis, leaving, the note."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        self.visit_id = visit_id
        kinds: dict[str, tuple[str, Callable[[View, str], Page]]] = {
            Stage.BEFORE: ("Before", BeforePage),
            Stage.DAY: ("The day", DayPage),
            Stage.SYNTHESIS: ("Synthesis", SynthesisPage),
            Stage.LEAVING: ("Leaving", LeavingPage),
            Stage.NOTE: ("Note", NotePage),
        }
        parts = {
            key: (words, partial(make, view, visit_id)) for key, (words, make) in kinds.items()
        }
        super().__init__(view, "Stages of the visit", parts, parent)

    def session_id(self) -> str:
        """The session in front, when the day is."""
        return self.front.session_id if isinstance(self.front, DayPage) else ""

    def run_late(self) -> None:
        """Go to the day and open the panel that moves it."""
        self.show_part(Stage.DAY)
        if isinstance(self.front, DayPage):
            self.front.run_late()
