"""What is expected of a year group at a data point, in points of a scale."""

from __future__ import annotations

from bisect import bisect_left

from sipdesk.models.assessments import DataPoint, when
from sipdesk.models.scales import Scale

_LAST_YEARS = {"KS1": 2, "KS2": 6, "KS3": 9, "KS4": 11, "KS5": 13}
_FIRST_YEARS = {"KS1": 1, "KS2": 3, "KS3": 7, "KS4": 10, "KS5": 12}


def age_at(year_now: int, point: DataPoint, school_year: int) -> float:
    """How many years of school a pupil had behind it at `point`: 9.0 at the end of Year 9.

    Reckoned back from the year it is in now, so a year that was repeated makes it one too high.
    """
    return year_now - 1 + when(point) - school_year


def expected_points(scale: Scale, age: float) -> float | None:
    """A straight line between the ends of the years that the scale says something of.

    A scale with one expectation alone stays there for the whole of that key stage. None where
    nothing is agreed.
    """
    ends = sorted((_age(when_), scale.points(text)) for when_, text in scale.expected.items())
    if len(ends) == 1:
        (only,) = scale.expected
        first = _FIRST_YEARS.get(only, int(ends[0][0])) - 1
        return ends[0][1] if first < age <= ends[0][0] else None
    ages = [at for at, _ in ends]
    if not ends or not ages[0] <= age <= ages[-1]:
        return None
    place = bisect_left(ages, age)
    if ages[place] == age:
        return ends[place][1]
    (left, low), (right, high) = ends[place - 1], ends[place]
    return low + (high - low) * (age - left) / (right - left)


def _age(when_: str) -> float:
    return float(_LAST_YEARS.get(when_) or when_.removeprefix("Y"))
