"""What may be seen of a file while names are hidden: never a pupil's name, also of a new one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sipdesk.ui.view import View

if TYPE_CHECKING:
    from sipdesk.models.intake.previews import Incoming

HIDDEN = "•••"
_QUOTED = re.compile(r"“.*”", re.DOTALL)  # a cell may hold ” itself
_SAFE = frozenset(
    (
        *("year", "form", "gender", "sen", "fsm", "ever6", "in_care", "eal", "language"),
        *("ethnicity", "gifted", "left_on", "urn", "dfe_number"),
        *("result", "value", "subject", "point", "academic_year", "term", "kind", "scale", "stage"),
    )
)


class Hiding:
    """Asks the window each time whether names may be seen."""

    def __init__(self, view: View, school_id: str) -> None:
        self._view, self._school_id = view, school_id

    @property
    def is_on(self) -> bool:
        """Whether names are hidden now."""
        return self._view.names_hidden

    def incoming(self, one: Incoming) -> str:
        """What to call a pupil of the file."""
        if not self.is_on:
            return one.name
        return self.known(one.pupil_id) if one.pupil_id else f"Pupil in row {one.row}"

    def known(self, pupil_id: str) -> str:
        """What to call a pupil of the desk."""
        return self._view.names(self._school_id).get(pupil_id, "A pupil")

    def cell(self, field: str, text: str) -> str:
        """What stands in a column that is read as `field`; others may hold anything."""
        return text if not self.is_on or field in _SAFE or not text else HIDDEN

    def reason(self, text: str) -> str:
        """A sentence that may quote the file."""
        return _QUOTED.sub(f"“{HIDDEN}”", text) if self.is_on else text

    def words(self, text: str) -> str:
        """A heading, or the name of a file."""
        return self._view.masked(text)
