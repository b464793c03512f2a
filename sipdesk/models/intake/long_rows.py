"""A row for each result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from sipdesk.models.assessments import PointKind
from sipdesk.models.assessments.subjects import subject_named
from sipdesk.models.errors import NotFound
from sipdesk.models.intake.columns import Columns
from sipdesk.models.intake.fitting import LEAST, fitting_scales, key_stage_of, serving
from sipdesk.models.intake.meaning import ASKED, Heard, hear
from sipdesk.models.intake.points import FileYear, Point, Undated
from sipdesk.models.intake.said import Problem, Result, Said
from sipdesk.models.intake.tables import Cells
from sipdesk.models.intake.words import Words, pieces
from sipdesk.models.scales import BLANK, Scale, Scales

_SAMPLED = 300
# in this order their words make one heading, which is understood as those of wide tables are
_PARTS = ("stage", "point", "term", "academic_year", "kind")
_MOST_ASIDE = 20


@dataclass(frozen=True, slots=True)
class _About:
    """What everything in a row but the pupil and the value says."""

    subject: str
    scale: Scale | None
    year: int
    stage: int
    term: int
    kind: PointKind


class _Told(NamedTuple):
    """What a row says but of whom: all of its result, or why there is none.

    Without a year it is the one in which the pupil was in year group `stage`.
    """

    result: Result | None = None
    stage: int = 0
    problem: str = ""


_Whole = tuple[Any, ...]  # a result but for its row


class LongReader:
    """Reads one result from each row; subject, point and scale are understood once each."""

    def __init__(
        self,
        columns: Columns,
        words: Words,
        scales: Scales,
        point: Point,
        today: date,
        rows: Sequence[Cells],
    ) -> None:
        self._words, self._scales, self._point = words, scales, point
        at = {c.meaning.field: c.number for c in columns.all if c.meaning.field}
        self.heading = next(c.heading for c in columns.all if c.meaning.field == "value")
        self._value = at["value"]
        self._at = [at.get(name, -1) for name in ("subject", "scale", *_PARTS)]
        self._saying = itemgetter(self._value, *(place for place in self._at if place >= 0))
        self._subjects: dict[str, str] = {}
        self._about: dict[tuple[str, ...], _About] = {}
        self._told: dict[tuple[str, ...], _Told] = {}
        self._whole: dict[tuple[str, ...], _Whole] = {}
        self._heard: dict[tuple[str, ...], Heard] = {}
        self._guessed = self._guess(map(itemgetter(at["subject"], self._value), rows))
        undated, some = self._undated(rows)
        self._file = FileYear(undated, point, today)
        self.year = self._file.year
        self._of_years = self._file.warnings(undated, some=some, what="row")
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
        saying = self._saying(row)
        whole = self._whole.get(saying)
        if whole is None:
            whole = self._made_whole(number, row, saying, said, group_of, problems)
        if whole:
            said.results.append(tuple.__new__(Result, (number, *whole)))

    def _made_whole(
        self,
        number: int,
        row: Cells,
        saying: tuple[str, ...],
        said: Said,
        group_of: Callable[[Said], int],
        problems: list[Problem],
    ) -> _Whole:
        """What a row says with its year, kept where that is the same of every pupil."""
        told = self._told.get(saying)
        if told is None:
            told = self._told[saying] = self._tell(row)
        if told.problem:
            problems.append(Problem(number, told.problem, self.heading))
        if told.result is None:
            return ()
        result = told.result
        if result.year:
            whole = self._whole[saying] = result[1:]
            return whole
        group = group_of(said)
        if group < told.stage:
            reason = f"Nobody can tell when the pupil was in Year {told.stage}."
            problems.append(Problem(number, reason, self.heading))
            return ()
        return result._replace(year=self._point.year - (group - told.stage))[1:]

    def warnings(self) -> list[str]:
        """Subjects whose results are on no scale, and of what year they are where nothing says."""
        return self._of_years + [
            f"No scale fits the results in “{subject}”."
            for subject in sorted(self._no_scale - {""})[:_MOST_ASIDE]
        ]

    def _tell(self, row: Cells) -> _Told:
        """A row that says what none before it said."""
        if not row[self._value]:
            return _Told()
        key = tuple([row[at] if at >= 0 else "" for at in self._at])
        about = self._about.get(key)
        if about is None:
            about = self._about[key] = self._understood(*key)
        if about.scale is None:
            self._no_scale.add(about.subject)
            return _Told(
                problem="No scale fits this result." if about.subject else "It names no subject."
            )
        reading = about.scale.read(row[self._value])
        if reading.problem or reading.absent == BLANK:
            return _Told(problem=reading.problem)
        return _Told(
            Result(
                0,
                about.subject,
                about.year,
                about.term,
                about.kind,
                about.scale.key,
                reading.value,
                reading.points,
                reading.absent,
            ),
            about.stage,
        )

    def _understood(self, subject: str, scale: str, stage: str, *rest: str) -> _About:
        heard = self._hear(stage, *rest)
        when, named = heard.meaning, self._subject(subject)
        dated = self._when("", heard)
        year = when.year or (0 if when.stage else self._file.of(dated))
        on = self._scale(scale, named, key_stage_of(heard.key_stage, when.stage))
        return _About(named, on, year, when.stage, dated.term, when.kind)

    def _hear(self, stage: str, *rest: str) -> Heard:
        """What the cells beside a result say of it, taken as one heading; each once."""
        said = (stage, *rest)
        if said not in self._heard:
            if stage.isascii() and stage.isdecimal():
                stage = f"KS{stage}" if int(stage[:2]) <= 5 else f"Y{stage}"
            self._heard[said] = hear(" ".join([stage, *rest]), self._words)
        return self._heard[said]

    def _when(self, name: str, heard: Heard) -> Undated:
        meaning = heard.meaning
        term = self._point.term if meaning.term == ASKED else meaning.term
        return Undated(name, term, meaning.kind, heard.term_told)

    def _undated(self, rows: Sequence[Cells]) -> tuple[list[Undated], bool]:
        """All that rows without a school year say of their time, and whether others give one."""
        at = self._at[2:]
        different = {self._saying(row): row for row in rows if row[self._value]}.values()
        said_of = {tuple([row[n] if n >= 0 else "" for n in at]) for row in different}
        heard = {said: self._hear(*said) for said in sorted(said_of)}
        undated = [
            self._when(" ".join(filter(None, said)) or self.heading, one)
            for said, one in heard.items()
            if not one.meaning.year and not one.meaning.stage
        ]
        return undated, any(one.meaning.year for one in heard.values())

    def _subject(self, written: str) -> str:
        if written not in self._subjects:
            said = " ".join(pieces(written))
            self._subjects[written] = self._words.subjects.get(said) or subject_named(written)
        return self._subjects[written]

    def _scale(self, written: str, subject: str, key_stage: int) -> Scale | None:
        if not subject:
            return None
        if written:
            with suppress(NotFound):
                return self._scales.named(written)
        fitting = self._guessed.get(subject, ())
        likeliest = serving(fitting, key_stage, self._scales) if key_stage else ()
        return self._scales.get((likeliest or fitting)[0]) if fitting else None

    def _guess(self, pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
        """The scales that each subject can be on by all its values, the likeliest first."""
        seen: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for written, value in dict.fromkeys(pairs):
            different = seen[self._subject(written)]
            if value and len(different) < _SAMPLED:
                different[value] = None
        found: dict[str, tuple[str, ...]] = {}
        for subject, different in seen.items():
            values = list(different)
            fitting = fitting_scales(values, self._scales)
            if fitting := fitting or fitting_scales(values, self._scales, LEAST):
                found[subject] = fitting
        return found
