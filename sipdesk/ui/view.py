"""What the whole window shares: the desk, and whether names may be seen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sipdesk.models.desk import Desk
from sipdesk.models.pupils import Pupil, masked


class View(QObject):
    """Given to every page beside the Desk."""

    namesChanged = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.names_hidden = False

    def hide_names(self, hidden: bool) -> None:
        """Show “Pupil A” in place of names, or the names again."""
        if hidden != self.names_hidden:
            self.names_hidden = hidden
            self.namesChanged.emit(hidden)

    def names(self, school_id: str) -> dict[str, str]:
        """What to call each pupil of a school on screen, by id."""
        pupils = self.desk.pupils.of_school(school_id)
        return masked(pupils) if self.names_hidden else {p.id: p.name for p in pupils}

    def name(self, pupil: Pupil) -> str:
        """What to call one pupil on screen."""
        return self.names(pupil.school_id).get(pupil.id, pupil.name)
