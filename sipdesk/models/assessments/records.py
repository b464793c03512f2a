"""What a pupil reached, in which subject, when, and who said so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PointKind(StrEnum):
    """What a result is: where the pupil started, stands, is expected to be, should be, or ended."""

    BASELINE = "baseline"
    CURRENT = "current"
    PREDICTED = "predicted"
    TARGET = "target"
    RESULT = "result"


@dataclass(frozen=True, slots=True, order=True)
class DataPoint:
    """When results were gathered, three times a year unless the school does otherwise.

    `year` is the one in which the school year began; `term` 1 autumn, 2 spring, 3 summer, 0 for the
    year as a whole or for entry.
    """

    year: int
    term: int
    kind: PointKind = PointKind.CURRENT


@dataclass(frozen=True, slots=True)
class Assessment:
    """One result of one pupil.

    `scale` is a scale's key, `value` as that scale writes it and `points` what it is worth there.
    Without a value `points` is None and `absent` says why. `import_id` is the file it came from, or
    "" when it was typed.
    """

    id: str
    school_id: str
    pupil_id: str
    subject: str = ""
    year: int = 0
    term: int = 0
    kind: PointKind = PointKind.CURRENT
    scale: str = ""
    value: str = ""
    points: float | None = None
    absent: str = ""
    import_id: str = ""
    binned: str = ""

    @property
    def point(self) -> DataPoint:
        """When it was gathered."""
        return DataPoint(self.year, self.term, self.kind)
