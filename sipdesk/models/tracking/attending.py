"""Attendance: the share of sessions attended, and who is persistently absent."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sipdesk import paths
from sipdesk.models.errors import UserError
from sipdesk.models.toml import Mistake, read
from sipdesk.models.tracking.records import Attendance

WHOLE_YEAR = 0


@dataclass(frozen=True, slots=True)
class Threshold:
    """Since the school year that began in `since`: persistently absent from `percent` missed."""

    since: int
    percent: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sessions:
    """One pupil's half days at a point: in `terms`, or in (0) the year as it was given."""

    pupil_id: str
    possible: int
    attended: int
    terms: tuple[int, ...] = (WHOLE_YEAR,)

    @property
    def percent(self) -> float:
        """How much of what was possible was attended."""
        return 100 * self.attended / self.possible

    def is_persistent(self, threshold: Threshold) -> bool:
        """Whether at least that share was missed; the share itself counts."""
        missed = self.possible - self.attended
        return 100 * missed >= threshold.percent * self.possible


@dataclass(frozen=True, slots=True)
class CohortAttendance:
    """Many pupils at one point. `percent` is weighted by sessions: a late joiner counts for less.

    `left_out` pupils have no figures for that point, or figures that cannot be (more attended than
    possible). `persistent` is None where that school year has no threshold, and then so is
    `threshold`. `part_year` pupils have only some of their terms in a year's figure.
    """

    year: int
    term: int
    pupils: int
    left_out: int
    possible: int
    attended: int
    percent: float | None
    persistent: int | None
    threshold: Threshold | None
    part_year: int = 0


def is_sound(record: Attendance) -> bool:
    """Whether the figures can be: something was possible, and no more attended than that."""
    return record.possible > 0 and 0 <= record.attended <= record.possible


def at_point(records: Iterable[Attendance], year: int, term: int) -> dict[str, Sessions]:
    """Each pupil's sessions in a term, or in the year (term 0), by pupil.

    A year is what was given for the year; without that, its terms added up. Where a pupil has two
    records for one point, the later one stands in for the earlier.
    """
    held: dict[str, dict[int, Attendance]] = {}
    for record in records:
        if record.year == year and is_sound(record):
            held.setdefault(record.pupil_id, {})[record.term] = record
    found = {pupil: _chosen(by_term, term) for pupil, by_term in held.items()}
    return {
        pupil: Sessions(
            pupil,
            sum(r.possible for r in chosen),
            sum(r.attended for r in chosen),
            tuple(sorted(r.term for r in chosen)),
        )
        for pupil, chosen in found.items()
        if chosen
    }


def of_cohort(
    records: Sequence[Attendance],
    year: int,
    term: int,
    thresholds: Sequence[Threshold],
    expected: Collection[str] = (),
) -> CohortAttendance:
    """A cohort's attendance at one point, from its pupils' records.

    `expected` pupils belong to the cohort whether or not there is a record of them.
    """
    found = at_point(records, year, term)
    threshold = threshold_in(year, thresholds)
    possible = sum(s.possible for s in found.values())
    attended = sum(s.attended for s in found.values())
    meant = {r.pupil_id for r in records if r.year == year and (not term or r.term == term)}
    return CohortAttendance(
        year=year,
        term=term,
        pupils=len(found),
        left_out=len((meant | set(expected)) - set(found)),
        possible=possible,
        attended=attended,
        percent=100 * attended / possible if possible else None,
        persistent=sum(s.is_persistent(threshold) for s in found.values()) if threshold else None,
        threshold=threshold,
        part_year=sum(s.terms not in _WHOLE for s in found.values()) if not term else 0,
    )


def course(
    records: Sequence[Attendance], thresholds: Sequence[Threshold]
) -> list[CohortAttendance]:
    """Every point with records, oldest first; a year as a whole after its terms."""
    points = {(r.year, r.term) for r in records}
    ordered = sorted(points, key=lambda p: (p[0], p[1] == WHOLE_YEAR, p[1]))
    return [of_cohort(records, year, term, thresholds) for year, term in ordered]


def threshold_in(year: int, thresholds: Iterable[Threshold]) -> Threshold | None:
    """What counted as persistent absence in that school year; None before anything did."""
    begun = [t for t in thresholds if t.since <= year]
    return max(begun, key=lambda t: t.since, default=None)


def load_thresholds(file: Path | None = None) -> tuple[Threshold, ...]:
    """The thresholds in a file, or the built-in ones. Raises UserError naming file and line."""
    source = file or paths.resources() / "attendance" / "persistent-absence.toml"
    try:
        row = read(source)
        row.allow("thresholds")
        found: list[Threshold] = []
        for each in row.rows("thresholds"):
            each.allow("since", "percent", "note")
            new = Threshold(each.whole("since"), each.number("percent"), each.text("note", ""))
            if not 0 < new.percent <= 100:
                raise each.mistake("percent", "“percent” must be above 0 and at most 100.")
            if found and new.since <= found[-1].since:
                raise each.mistake("since", "The earliest school year comes first.")
            found.append(new)
        return tuple(found)
    except Mistake as mistake:
        raise UserError(
            f"{source.name}, line {mistake.line}: {mistake.reason}",
            "Nothing of yours was changed.",
            "Mend the file or install SIP Desk again.",
        ) from mistake


@cache
def persistent_absence() -> tuple[Threshold, ...]:
    """The built-in thresholds, read once."""
    return load_thresholds()


_WHOLE = ((WHOLE_YEAR,), (1, 2, 3))


def _chosen(by_term: dict[int, Attendance], term: int) -> list[Attendance]:
    if term in by_term:
        return [by_term[term]]
    return list(by_term.values()) if term == WHOLE_YEAR else []
