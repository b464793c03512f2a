"""What a gap report is made of, as far as its reader may know it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sipdesk.export.audience import Audience
from sipdesk.export.material import SchoolMaterial, gather_school
from sipdesk.models.assessments import DataPoint
from sipdesk.models.gaps import LOWEST, SMALL, GapReport, Measure
from sipdesk.models.pupils import Cohort
from sipdesk.models.scales import Scale

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk


@dataclass(frozen=True, slots=True)
class GapMaterial:
    """A report on gaps. For a reader outside the school its figures are hidden already.

    `scales` are those that its rows are on, by key.
    """

    about: SchoolMaterial
    on: date
    cohort: Cohort
    report: GapReport
    audience: Audience
    scales: Mapping[str, Scale] = field(default_factory=dict)

    @property
    def whole(self) -> str:
        """Everybody who is compared with, in words."""
        return (
            "the whole school"
            if not (self.cohort.year or self.cohort.form)
            else "all of " + (self.cohort.title)
        )

    @property
    def rest(self) -> str:
        """Those who are not in a group, in words."""
        known = self.cohort.year or self.cohort.form
        return "the rest of " + (self.cohort.title if known else "the school")


def gather_gaps(
    desk: Desk,
    cohort: Cohort,
    audience: Audience,
    *,
    subjects: Sequence[str] | None = None,
    groups: Sequence[str] | None = None,
    point: DataPoint | None = None,
    measure: Measure = Measure.AVERAGE,
    small: int = SMALL,
    threshold: int = LOWEST,
) -> GapMaterial:
    """The gaps of a cohort for a reader; outside the school, with small groups hidden.

    Without a `point` they are of every data point, the last of each subject in front.
    Raises BadValue for a threshold that is out of bounds.
    """
    report = desk.gaps.report(
        cohort,
        groups=groups,
        subjects=subjects,
        points=[point] if point else None,
        measure=measure,
        small=small,
    )
    if not audience.inside_school:
        report = desk.gaps.outside(report, threshold)
    on_scales = {row.scale for row in report.rows}
    return GapMaterial(
        about=gather_school(desk, cohort.school_id),
        on=desk.clock.now().date(),
        cohort=cohort,
        report=report,
        audience=audience,
        scales={scale.key: scale for scale in desk.gaps.scales if scale.key in on_scales},
    )
