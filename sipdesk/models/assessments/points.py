"""Data points: when each is, what it is called, and which comes before which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sipdesk.models.assessments.records import DataPoint, PointKind
from sipdesk.models.clock import school_year, school_year_in_words

WHOLE_YEAR, AUTUMN, SPRING, SUMMER = 0, 1, 2, 3
TERMS = (AUTUMN, SPRING, SUMMER)  # three data points a year, unless the school does otherwise
TERM_NAMES = ("Whole year", "Autumn", "Spring", "Summer")
_BEGINS = {WHOLE_YEAR: (9, 1), AUTUMN: (9, 1), SPRING: (1, 1), SUMMER: (4, 1)}
_ENDS = {WHOLE_YEAR: (9, 1), AUTUMN: (12, 31), SPRING: (3, 31), SUMMER: (7, 31)}
_KINDS = {kind: place for place, kind in enumerate(PointKind)}
_TITLES = {
    PointKind.CURRENT: "{when}",
    PointKind.PREDICTED: "Predicted for {inside}",
    PointKind.TARGET: "Target for {inside}",
    PointKind.RESULT: "Result, {inside}",
    PointKind.BASELINE: "Starting point, {inside}",
}


def date_of(point: DataPoint) -> date:
    """The day that stands for a point: the last of its term.

    Of a whole year it is the last day as well, and of a start the first.
    """
    if point.term == WHOLE_YEAR and point.kind is not PointKind.BASELINE:
        return _day(replace(point, term=SUMMER), _ENDS)
    return _day(point, _ENDS)


def begins(point: DataPoint) -> date:
    """The first day of its term: who left before it has no place there."""
    return _day(point, _BEGINS)


def title_of(point: DataPoint, key_stage: int = 0) -> str:
    """“Autumn 2009”, “Target for summer 2010”; a baseline from a key stage is named after it."""
    if point.kind is PointKind.BASELINE and key_stage:
        return f"Key stage {key_stage} result"
    words = _in_words(point)
    return _TITLES[point.kind].format(when=words, inside=words[:1].lower() + words[1:])


def when(point: DataPoint) -> float:
    """In school years: 2009 is September 2009, and each term is over a third of a year later.

    Term 0 is the beginning of the year for a baseline, its end for anything else.
    """
    if point.term == WHOLE_YEAR:
        return point.year + (point.kind is not PointKind.BASELINE)
    return point.year + point.term / len(TERMS)


def place_of(point: DataPoint) -> tuple[float, int]:
    """By what points are ordered: by time; at the same time a start is first, a result last."""
    return when(point), _KINDS[point.kind]


def in_order(points: Iterable[DataPoint]) -> list[DataPoint]:
    """Each point once, the earliest first."""
    return sorted(set(points), key=lambda point: (place_of(point), point))


def points_of_year(year: int) -> list[DataPoint]:
    """The three points of a school year, named by the year in which it began."""
    return [DataPoint(year, term) for term in TERMS]


def point_on(day: date) -> DataPoint:
    """The point of the term in which a day lies; August belongs to the summer."""
    year = school_year(day)
    return max(
        (point for point in points_of_year(year) if begins(point) <= day), key=lambda p: p.term
    )


def _day(point: DataPoint, of: dict[int, tuple[int, int]]) -> date:
    month, day = of.get(point.term, of[WHOLE_YEAR])
    year = min(max(point.year, date.min.year), date.max.year - 1)
    return date(year + (month < 9), month, day)


def _in_words(point: DataPoint) -> str:
    if point.term in TERMS:
        return f"{TERM_NAMES[point.term]} {date_of(point).year}"
    return school_year_in_words(point.year)
