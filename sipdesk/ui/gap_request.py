"""Which gap report is asked for, as one word that a signal can carry."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode

from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.pupils import Cohort


@dataclass(frozen=True, slots=True)
class GapRequest:
    """A cohort, a reader, and what is compared.

    `measure` is the name of a `Measure`, `threshold` how many pupils are too few for readers
    outside. No subjects or groups means all of them, no `point` the last of each subject.
    """

    school_id: str
    year: str = ""
    form: str = ""
    audience: str = "head"
    subjects: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    measure: str = "AVERAGE"
    threshold: int = 5
    point: DataPoint | None = None

    @property
    def cohort(self) -> Cohort:
        return Cohort(self.school_id, self.year, self.form)

    @property
    def ref(self) -> str:
        """``SCHOOL?year=Year+9&audience=governors&subject=English``."""
        asked: list[tuple[str, str]] = [("year", self.year), ("form", self.form)]
        asked += [("audience", self.audience), ("measure", self.measure)]
        asked += [("threshold", str(self.threshold))]
        if self.point:
            asked.append(("point", f"{self.point.year}/{self.point.term}/{self.point.kind}"))
        asked += [("subject", subject) for subject in self.subjects]
        asked += [("group", group) for group in self.groups]
        return f"{self.school_id}?{urlencode([pair for pair in asked if pair[1]])}"

    @classmethod
    def of(cls, ref: str) -> GapRequest:
        """What a ref asks for; a school's id alone asks for all of it, for its head."""
        school_id, _, rest = ref.partition("?")
        asked = parse_qs(rest)

        def one(name: str, default: str) -> str:
            return asked.get(name, [default])[0]

        return cls(
            school_id,
            one("year", ""),
            one("form", ""),
            one("audience", "head"),
            tuple(asked.get("subject", ())),
            tuple(asked.get("group", ())),
            one("measure", "AVERAGE"),
            int(one("threshold", "5")),
            _point(one("point", "")),
        )


def _point(said: str) -> DataPoint | None:
    """``2009/1/current``, or nothing."""
    if not said:
        return None
    year, term, kind = said.split("/")
    return DataPoint(int(year), int(term), PointKind(kind))
