"""The figures that the page shows, gathered as a report for whoever looks at it."""

from __future__ import annotations

from collections.abc import Callable

from sipdesk.export.audience import Audience, Gate
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.material import SchoolMaterial, gather_school
from sipdesk.models.desk import Desk
from sipdesk.models.gaps import GapBook
from sipdesk.ui.pages.gaps.choice import GapChoice
from sipdesk.ui.pages.gaps.cohorts import cohort_of


class ScreenGate(Gate):
    """On screen names are seen, until they are hidden there."""

    def __init__(self, masked: Callable[[str], str]) -> None:
        super().__init__(Audience.HEAD)
        self._masked = masked

    def text(self, text: str) -> str:
        return self._masked(text)


def reckoning(desk: Desk, school_id: str, choice: GapChoice) -> Callable[[], GapMaterial]:
    """What was asked for, with nothing hidden: the page is for the SIP alone.

    What is written for it is written now; the work that is given only reads, on any thread.
    """
    cohort = cohort_of(school_id, choice.cohort)
    about = SchoolMaterial(desk.schools.get(school_id))
    on = desk.clock.now().date()
    desk.assessments.freshen(school_id)
    book = GapBook(desk.store, _is_fresh, desk.progress)

    def work() -> GapMaterial:
        report = book.report(
            cohort,
            groups=choice.groups,
            subjects=[choice.subject] if choice.subject else None,
            points=[choice.point] if choice.point else None,
            measure=choice.measure,
        )
        scales = {scale.key: scale for scale in book.scales}
        return GapMaterial(about, on, cohort, report, Audience.HEAD, scales)

    return work


def _is_fresh(_school_id: str) -> None:
    """Made right before; whoever changes a pupil meanwhile is asked for figures again."""


def for_governors(desk: Desk, shown: GapMaterial, threshold: int) -> GapMaterial:
    """The same figures as governors may see them on a wall."""
    return GapMaterial(
        about=gather_school(desk, shown.report.school_id),
        on=shown.on,
        cohort=shown.cohort,
        report=desk.gaps.outside(shown.report, threshold),
        audience=Audience.GOVERNORS,
        scales=shown.scales,
    )
