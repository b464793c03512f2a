"""A row for each result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from sipdesk.models.assessments import PointKind
from sipdesk.models.assessments.subjects import subject_named
from sipdesk.models.errors import NotFound
from sipdesk.models.intake.columns import LEAST, Columns, fitting_scales
from sipdesk.models.intake.meaning import ASKED, Meaning, hear
from sipdesk.models.intake.said import Problem, Result, Said
from sipdesk.models.intake.tables import Cells
from sipdesk.models.intake.wide_rows import Asked
from sipdesk.models.intake.words import Words, pieces
from sipdesk.models.scales import BLANK, Reading, Scale, Scales

_SAMPLED = 300
# in this order their words make one heading, which is understood as those of wide tables are
_PARTS = ("stage", "point", "term", "academic_year", "kind")
_MOST_ASIDE = 20


@dataclass(slots=True)
class _About:
    """What everything in a row but the pupil and the value says, understood once."""

    subject: str
    scale: Scale | None
    year: int
    stage: int
    term: int
    kind: PointKind
    known: dict[str, Reading] = field(default_factory=dict)


class LongReader:
    """Reads one result from each row; subject, point and scale are understood once each."""

    def __init__(
        self,
        columns: Columns,
        words: Words,
        scales: Scales,
        point: Asked,
        values: Iterable[tuple[str, str]],
    ) -> None:
        self._words, self._scales, self._point = words, scales, point
        at = {c.meaning.field: c.number for c in columns.all if c.meaning.field}
        self._heading = next(c.heading for c in columns.all if c.meaning.field == "value")
        self._value = at["value"]
        self._at = [at.get(name, -1) for name in ("subject", "scale", *_PARTS)]
        self._subjects: dict[str, str] = {}
        self._about: dict[tuple[str, ...], _About] = {}
        self._guessed = self._guess(values)
        self._no_scale: set[str] = set()

    def read(
        self,
        number: int,
        row: Cells,
        said: Said,
        group_of: Callable[[Said], int],
        problems: list[Problem],
    ) -> None:
        """Add the result of a row; a blank one says nothing."""
        cell = row[self._value]
        if not cell:
            return
        key = tuple([row[at] if at >= 0 else "" for at in self._at])
        about = self._about.get(key)
        if about is None:
            about = self._about[key] = self._understood(*key)
        if about.scale is None:
            self._no_scale.add(about.subject)
            reason = "No scale fits this result." if about.subject else "It names no subject."
            problems.append(Problem(number, reason, self._heading))
            return
        reading = about.known.get(cell)
        if reading is None:
            reading = about.known[cell] = about.scale.read(cell)
        if reading.problem:
            problems.append(Problem(number, reading.problem, self._heading))
            return
        if reading.absent == BLANK:
            return
        year = about.year
        if not year:
            group = group_of(said)
            if group < about.stage:
                reason = f"Nobody can tell when the pupil was in Year {about.stage}."
                problems.append(Problem(number, reason, self._heading))
                return
            year = self._point.year - (group - about.stage)
        said.results.append(
            Result(
                number,
                about.subject,
                year,
                about.term,
                about.kind,
                about.scale.key,
                reading.value,
                reading.points,
                reading.absent,
            )
        )

    def warnings(self) -> list[str]:
        """Subjects whose results are on no scale."""
        return [
            f"No scale fits the results in “{subject}”."
            for subject in sorted(self._no_scale - {""})[:_MOST_ASIDE]
        ]

    def _understood(self, subject: str, scale: str, stage: str, *rest: str) -> _About:
        if stage.isascii() and stage.isdecimal():
            stage = f"KS{stage}" if int(stage[:2]) <= 5 else f"Y{stage}"
        when: Meaning = hear(" ".join([stage, *rest]), self._words).meaning
        named = self._subject(subject)
        year = when.year or (0 if when.stage else self._point.year)
        term = self._point.term if when.term == ASKED else when.term
        return _About(named, self._scale(scale, named), year, when.stage, term, when.kind)

    def _subject(self, written: str) -> str:
        if written not in self._subjects:
            said = " ".join(pieces(written))
            self._subjects[written] = self._words.subjects.get(said) or subject_named(written)
        return self._subjects[written]

    def _scale(self, written: str, subject: str) -> Scale | None:
        if not subject:
            return None
        try:
            return self._scales.named(written) if written else self._guessed.get(subject)
        except NotFound:
            return self._guessed.get(subject)

    def _guess(self, pairs: Iterable[tuple[str, str]]) -> dict[str, Scale]:
        """The scale of each subject by all its values."""
        seen: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for written, value in dict.fromkeys(pairs):
            different = seen[self._subject(written)]
            if value and len(different) < _SAMPLED:
                different[value] = None
        found: dict[str, Scale] = {}
        for subject, different in seen.items():
            values = list(different)
            fitting = fitting_scales(values, self._scales)
            if fitting := fitting or fitting_scales(values, self._scales, LEAST):
                found[subject] = self._scales.get(fitting[0])
        return found
