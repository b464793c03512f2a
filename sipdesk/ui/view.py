"""What the whole window shares: the desk, and whether names may be seen."""

from __future__ import annotations

import re

from PySide6.QtCore import QObject, Signal

from sipdesk.models.desk import Desk
from sipdesk.models.events import Changed
from sipdesk.models.pupils import Pupil, masked

FEW = 20  # records up to which a change is read by itself, and not a whole school


class View(QObject):
    """Given to every page beside the Desk."""

    namesChanged = Signal(bool)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.names_hidden = False
        self.version = 0  # grows with everything a page may show otherwise than before
        self._pupils: dict[str, list[Pupil]] = {}  # by school, until a pupil changes
        self._names: dict[str, dict[str, str]] = {}
        self._anyone: re.Pattern[str] | None = None  # any part of any pupil's name
        desk.events.subscribe(self._changed)

    def hide_names(self, hidden: bool) -> None:
        """Show “Pupil A” in place of names, or the names again."""
        if hidden != self.names_hidden:
            self.names_hidden = hidden
            self._names.clear()
            self.version += 1
            self.namesChanged.emit(hidden)

    def pupils(self, school_id: str) -> list[Pupil]:
        """The pupils of a school, by year and surname; the same list until one of them changes."""
        if school_id not in self._pupils:
            self._pupils[school_id] = self.desk.pupils.of_school(school_id)
        return self._pupils[school_id]

    def names(self, school_id: str) -> dict[str, str]:
        """What to call each pupil of a school on screen, by id."""
        if school_id not in self._names:
            pupils = self.pupils(school_id)
            self._names[school_id] = (
                masked(pupils) if self.names_hidden else {p.id: p.name for p in pupils}
            )
        return self._names[school_id]

    def name(self, pupil: Pupil) -> str:
        """What to call one pupil on screen."""
        return self.names(pupil.school_id).get(pupil.id, pupil.name)

    def masked(self, text: str) -> str:
        """Text that may name any pupil, also one in the bin, as it may be seen now."""
        if not self.names_hidden:
            return text
        if self._anyone is None:
            parts = {
                part for p in self.desk.pupils.ever() for part in re.findall(r"\w{2,}", p.name)
            }
            names = "|".join(sorted(map(re.escape, parts), key=len, reverse=True)) or "(?!)"
            self._anyone = re.compile(rf"\b(?:{names})\b(?:[\s,’'-]+(?:{names})\b)*")
        return self._anyone.sub("a pupil", text)

    def _changed(self, event: Changed) -> None:
        self.version += 1
        if "pupils" in event.tables:
            typed = event.tables == {"pupils"} and len(event.ids) <= FEW
            self._pupils = {
                school: self.desk.pupils.renewed(school, known, event.ids)
                for school, known in self._pupils.items()
                if typed
            }
            self._anyone = None
            self._names.clear()
