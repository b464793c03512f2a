"""The rows of a gap report by subject: which data points there are, and the last of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sipdesk.export.audience import Gate
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.wording import clean
from sipdesk.models.assessments import DataPoint, in_order, title_of
from sipdesk.models.gaps import GapRow
from sipdesk.models.progress.timing import ATTAINED
from sipdesk.models.pupils import group_of, place_of_group
from sipdesk.models.scales import Scale


@dataclass(frozen=True, slots=True)
class Subject:
    """One subject on one scale: its data points in order, and the groups at each of them."""

    name: str
    scale: Scale | None
    points: tuple[DataPoint, ...]
    rows: Mapping[DataPoint, tuple[GapRow, ...]]

    @property
    def now(self) -> tuple[GapRow, ...]:
        """The groups at the last data point."""
        return self.rows[self.points[-1]]

    @property
    def when(self) -> str:
        return title_of(self.points[-1])

    @property
    def pupils(self) -> int:
        """How many have a value at the last data point, as far as that may be known."""
        return max((row.whole_pupils or 0 for row in self.now), default=0)

    @property
    def is_withheld(self) -> bool:
        """Whether not even the figure of everybody may be shown."""
        return all("whole_average" in row.hidden for row in self.now)

    def row(self, group: str, point: DataPoint | None) -> GapRow | None:
        """A group at one of the data points."""
        found = self.rows.get(point, ()) if point else ()
        return next((row for row in found if row.group == group), None)

    @property
    def before(self) -> DataPoint | None:
        """What the last data point looks back to."""
        return next((row.since for row in self.now if row.since), None)


def by_subject(material: GapMaterial) -> list[Subject]:
    """Subjects by name, the scale of most pupils first.

    What was only predicted or aimed at is left out where there is anything that was reached.
    """
    found: dict[tuple[str, str], dict[DataPoint, list[GapRow]]] = {}
    for row in material.report.rows:
        found.setdefault((row.subject, row.scale), {}).setdefault(row.point, []).append(row)
    subjects = [
        _subject(name, material.scales.get(scale), points)
        for (name, scale), points in sorted(found.items())
    ]
    return sorted(subjects, key=lambda each: (each.name, -each.pupils))


def subject_title(subject: Subject, subjects: Sequence[Subject], gate: Gate) -> str:
    """Its name, and its scale where the subject stands on two."""
    name = gate.text(subject.name)
    if sum(each.name == subject.name for each in subjects) < 2 or subject.scale is None:
        return name
    return f"{name} ({subject.scale.title})"


def group_title(key: str, gate: Gate) -> str:
    """A group's name; one that the school gave goes through the gate."""
    return clean(gate.text(group_of(key).title)).strip()


def _subject(name: str, scale: Scale | None, points: Mapping[DataPoint, list[GapRow]]) -> Subject:
    reached = [point for point in points if point.kind in ATTAINED]
    order = in_order(reached or points)
    rows = {
        point: tuple(sorted(points[point], key=lambda r: place_of_group(r.group)))
        for point in order
    }
    return Subject(name, scale, tuple(order), rows)
