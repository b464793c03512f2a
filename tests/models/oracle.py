"""Gaps and progress reckoned over again, pupil by pupil, in fractions and without any SQL."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import floor

from hypothesis import strategies as st

from sipdesk.models.assessments import DataPoint, PointKind

ENTRY = DataPoint(2009, 0, PointKind.BASELINE)
TERMS = (DataPoint(2009, 1), DataPoint(2009, 2), DataPoint(2009, 3))
SUBJECTS = ("English", "Mathematics")
SUBLEVELS = ("2c", "2b", "2a", "3c", "3b", "3a", "4c", "4b", "4a", "5c", "5b", "5a")  # 13 … 35
GROUPS = ("fsm", "sen", "eal", "own:Booster")
Where = tuple[str, str, DataPoint]  # subject, scale, data point


def worth(sublevel: str) -> int:
    """“4b” is 27: six points a level, two a sub-level."""
    return 6 * int(sublevel[0]) + 3 + 2 * "cba".index(sublevel[1]) - 2


@dataclass(frozen=True)
class Child:
    """A pupil, and what is written for it: points, or None where a reason stands instead."""

    form: str = "7A"
    year: str = "Year 7"
    groups: frozenset[str] = frozenset()
    results: dict[Where, str | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Reckoned:
    """The figures of one row, exactly."""

    pupils: int
    average: Fraction | None
    whole_pupils: int
    whole_average: Fraction | None
    rest_pupils: int
    rest_average: Fraction | None
    without: int
    to_whole: str
    to_rest: str


def gaps(children: Sequence[Child], small: int) -> dict[tuple[Where, str], Reckoned]:
    """Every group in every subject at every data point that one of its pupils has a record for."""
    found = {}
    for where in {where for child in children for where in child.results}:
        there = [child for child in children if where in child.results]
        for group in {group for child in there for group in child.groups}:
            found[where, group] = _row(children, where, group, small)
    return found


def _row(children: Sequence[Child], where: Where, group: str, small: int) -> Reckoned:
    ours, everybody, others = _values(children, where, group)
    earlier = [
        (subject, scale, point)
        for subject, scale, point in {w for child in children for w in child.results}
        if (subject, scale) == where[:2] and _time(point) < _time(where[2])
    ]
    to_whole = to_rest = "cannot say"
    if earlier:
        then = _values(children, max(earlier, key=lambda w: _time(w[2])), group)
        if min(len(ours), len(then[0])) > small:
            to_whole = _closing((then[0], then[1]), (ours, everybody))
            if min(len(others), len(then[2])) > small:
                to_rest = _closing((then[0], then[2]), (ours, others))
    return Reckoned(
        len(ours),
        _mean(ours),
        len(everybody),
        _mean(everybody),
        len(others),
        _mean(others),
        sum(
            group in child.groups and where in child.results and child.results[where] is None
            for child in children
        ),
        to_whole,
        to_rest,
    )


def _values(children: Iterable[Child], where: Where, group: str) -> tuple[list[int], ...]:
    with_value = [(child, child.results.get(where)) for child in children]
    ours = [worth(v) for child, v in with_value if v and group in child.groups]
    others = [worth(v) for child, v in with_value if v and group not in child.groups]
    return ours, ours + others, others


def _closing(then: tuple[list[int], list[int]], now: tuple[list[int], list[int]]) -> str:
    gaps = [_mean(a) - _mean(b) for a, b in (then, now) if a and b]  # type: ignore[operator]
    if len(gaps) < 2:
        return "cannot say"
    before, after = (max(0, floor(-gap * 10 + Fraction(1, 2))) for gap in gaps)
    if not before and not after:
        return "cannot say"
    return "same" if before == after else "yes" if after < before else "no"


def _mean(values: Sequence[int]) -> Fraction | None:
    return Fraction(sum(values), len(values)) if values else None


def _time(point: DataPoint) -> tuple[int, int]:
    return point.year, point.term


# --- schools made up by hypothesis

results = st.dictionaries(
    st.tuples(st.sampled_from(SUBJECTS), st.just("nc-sublevels"), st.sampled_from((ENTRY, *TERMS))),
    st.one_of(st.sampled_from(SUBLEVELS), st.sampled_from(SUBLEVELS), st.none()),
    max_size=8,
)
children = st.builds(
    Child,
    form=st.sampled_from(("7A", "7B")),
    groups=st.frozensets(st.sampled_from(GROUPS), max_size=3),
    results=results,
)
schools = st.lists(children, max_size=24)


def light(start: str, now: str, thirds: int, amber: int = 1) -> str:
    """Two sub-levels a year, after so many thirds of a year; steps counted on fingers."""
    ladder = [f"{level}{third}" for level in range(1, 9) for third in "cba"]
    short = ladder.index(start) + (2 * thirds) // 3 - ladder.index(now)
    return "green" if short <= 0 else "amber" if short <= amber else "red"


def levels_made(start: str, now: str) -> int:
    """From one whole level to another, whatever the thirds."""
    return int(now[0]) - int(start[0])
