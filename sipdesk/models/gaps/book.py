"""The gaps of any cohort, inside the school and for readers outside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from sipdesk.models.assessments import DataPoint, subject_named
from sipdesk.models.clock import school_year
from sipdesk.models.errors import NotFound
from sipdesk.models.gaps.crowd import Crowd, tallies
from sipdesk.models.gaps.deciding import Ends
from sipdesk.models.gaps.expectation import age_at, expected_points
from sipdesk.models.gaps.levels import load_levels
from sipdesk.models.gaps.loading import (
    Judge,
    classes,
    load_crowd,
    load_groups,
    load_judged,
    load_tallies,
    taken,
)
from sipdesk.models.gaps.records import SMALL, GapReport, Measure, Slice
from sipdesk.models.gaps.rules import Tallies, gap_rows, overlap, slices
from sipdesk.models.gaps.suppression import LOWEST, suppress
from sipdesk.models.progress import ProgressBook
from sipdesk.models.progress.timing import year_number
from sipdesk.models.pupils import Cohort
from sipdesk.models.scales import Scale, Scales
from sipdesk.models.store import Store

NARROW = 1.0  # steps of its scale: a gap of less is narrow


class GapBook:
    """How groups of pupils stand to the whole and to the rest.

    `freshen` makes the copies of pupils' groups right that lie beside their results; `progress`
    lends its scales and its rules, by which levels are counted.
    """

    def __init__(
        self, store: Store, freshen: Callable[[str], object], progress: ProgressBook
    ) -> None:
        self._store = store
        self._freshen = freshen
        self._progress = progress

    @property
    def scales(self) -> Scales:
        """The same that progress is read on."""
        return self._progress.scales

    def report(
        self,
        cohort: Cohort,
        *,
        groups: Sequence[str] | None = None,
        subjects: Sequence[str] | None = None,
        points: Sequence[DataPoint] | None = None,
        measure: Measure = Measure.AVERAGE,
        small: int = SMALL,
        narrow: float = NARROW,
        rule: str = "",
    ) -> GapReport:
        """Every group × subject × data point of a cohort that anybody is in.

        `narrow` is in steps of each scale. `rule` is the key of the rule of progress whose levels
        are counted; without one it is each pupil's own.
        """
        self._freshen(cohort.school_id)
        if measure is Measure.AVERAGE:
            found: Tallies = load_tallies(self._store, cohort)
        else:
            everybody = self._crowd(cohort.school_id, measure, rule)
            found = tallies(everybody, cohort.year, cohort.form)
        names = None if subjects is None else [subject_named(name) for name in subjects]
        asked = taken(cohort, classes(self._store, cohort.school_id, self._today))
        years = tuple(sorted({year for year, _, _ in asked}))
        return GapReport(
            school_id=cohort.school_id,
            year=cohort.year,
            form=cohort.form,
            measure=measure,
            rows=gap_rows(
                found,
                groups=groups,
                subjects=names,
                points=points,
                small=small,
                low_but_narrow=self._low_but_narrow(measure, years, narrow),
            ),
            asked=tuple(groups or ()),
            roll=sum(pupils for *_, pupils in asked),
            year_groups=years,
            slices=slices(found, names, points),
            overlap=overlap(found),
            small=small,
            rule=rule,
        )

    def outside(self, report: GapReport, threshold: int = LOWEST) -> GapReport:
        """The report as it may leave the school. Raises BadValue for a threshold out of bounds."""
        self._freshen(report.school_id)
        everybody = self._crowd(report.school_id, report.measure, report.rule)
        return suppress(report, everybody, threshold, self._ends(report.measure))

    def groups(self, school_id: str) -> tuple[str, ...]:
        """The keys of the groups that any pupil with a result is in, or was at a data point."""
        self._freshen(school_id)
        named = load_groups(self._store)
        rows = self._store.query(
            "SELECT DISTINCT traits FROM assessments WHERE binned = '' AND traits > 0"
            " AND slice IN (SELECT id FROM slices WHERE school_id = ?)",
            [school_id],
        )
        return tuple(sorted({group for row in rows for group in named[row["traits"]]}))

    def _crowd(self, school_id: str, measure: Measure, rule: str) -> Crowd:
        if measure is Measure.AVERAGE:
            return load_crowd(self._store, school_id)
        if measure is Measure.LEVELS_MADE:
            return load_levels(self._store, school_id, self.scales, self._progress.rules, rule)
        return load_judged(self._store, school_id, self._at_or_above())

    @property
    def _this_year(self) -> int:
        return school_year(self._today)

    @property
    def _today(self) -> date:
        return self._store.clock.now().date()

    def _at_or_above(self) -> Judge:
        expected = cache(self._expected)  # the same for everybody of a year group

        def judged(year: str, at: Slice, points: float) -> bool | None:
            wanted = expected(year, at)
            return None if wanted is None else points >= wanted

        return judged

    def _expected(self, year: str, at: Slice) -> float | None:
        number, scale = year_number(year), self._scale(at.scale)
        if number is None or scale is None:
            return None
        return expected_points(scale, age_at(number, at.point, self._this_year))

    def _low_but_narrow(
        self, measure: Measure, years: tuple[str, ...], narrow: float
    ) -> Callable[[Slice, float, float], bool]:
        """Only in points, and of one year group: of several there is no one expectation."""

        def judged(at: Slice, whole: float, gap: float) -> bool:
            scale = self._scale(at.scale)
            expected = self._expected(years[0], at)
            if scale is None or expected is None:
                return False
            return abs(gap) < narrow * scale.step and whole < expected

        numbers = {year_number(year) for year in years}
        alike = measure is Measure.AVERAGE and len(numbers) == 1 and None not in numbers
        return judged if alike else lambda *_: False

    def _ends(self, measure: Measure) -> Callable[[Slice], Ends]:
        def ends(at: Slice) -> Ends:
            scale = self._scale(at.scale)
            if measure.is_percent:
                return 0.0, 100.0
            return scale.ends if scale else (float("-inf"), float("inf"))

        return ends

    def _scale(self, key: str) -> Scale | None:
        try:
            return self.scales.get(key)
        except NotFound:
            return None
