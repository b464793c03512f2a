"""What was asked for on the page of gaps, and what is remembered of it while the window is open."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject

from sipdesk.export.audience import Audience
from sipdesk.models.assessments import DataPoint
from sipdesk.models.gaps import LOWEST, Measure
from sipdesk.ui.view import View


@dataclass(frozen=True, slots=True)
class GapChoice:
    """`cohort` is the value of a cohort's choice; "" and None leave nothing out.

    Without a `point` it is the last one of each subject. `audience` and `threshold` are for what
    leaves the school.
    """

    cohort: str = ""
    measure: Measure = Measure.AVERAGE
    subject: str = ""
    point: DataPoint | None = None
    groups: tuple[str, ...] | None = None
    audience: Audience = Audience.GOVERNORS
    threshold: int = LOWEST


class KeptChoices(QObject):
    """The last choice for each school; it goes with the view, and no file ever has it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._by_school: dict[str, GapChoice] = {}

    @staticmethod
    def of(view: View) -> KeptChoices:
        """Those of the open desk."""
        found = view.findChild(KeptChoices)
        return found if isinstance(found, KeptChoices) else KeptChoices(view)

    def get(self, school_id: str) -> GapChoice:
        return self._by_school.get(school_id, GapChoice())

    def keep(self, school_id: str, choice: GapChoice) -> None:
        self._by_school[school_id] = choice
