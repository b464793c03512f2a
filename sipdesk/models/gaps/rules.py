"""From tallies to gaps: averages, what is between them, and whether it closes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import permutations
from operator import itemgetter
from typing import Any

from sipdesk.models.assessments import DataPoint, in_order, place_of
from sipdesk.models.gaps.records import SMALL, Cells, Closing, GapRow, Note, Overlap, Slice
from sipdesk.models.progress.timing import ATTAINED, previous_of_each

Tallies = Mapping[Slice, Cells]
_NOISE = 1e-9  # what floating point may lose; far less than two different averages differ by


@dataclass(slots=True)
class Sum:
    """Pupils added up: how many records, how many with a value, and the sum of the values."""

    pupils: int = 0
    valued: int = 0
    total: float = 0.0

    @property
    def average(self) -> float | None:
        return self.total / self.valued if self.valued else None


class Compared:
    """A group beside a whole and its rest, at one data point. There are thousands in a report."""

    __slots__ = (
        "average",
        "behind_rest",
        "behind_whole",
        "gap_to_rest",
        "gap_to_whole",
        "group",
        "rest",
        "rest_average",
        "whole",
    )

    def __init__(self, group: Sum, whole: Sum, whole_average: float | None) -> None:
        self.group, self.whole = group, whole
        self.rest = Sum(
            whole.pupils - group.pupils, whole.valued - group.valued, whole.total - group.total
        )
        self.average, self.rest_average = group.average, self.rest.average
        self.gap_to_whole = _less(self.average, whole_average)
        self.gap_to_rest = _less(self.average, self.rest_average)
        self.behind_whole = None if self.gap_to_whole is None else _behind(self.gap_to_whole)
        self.behind_rest = None if self.gap_to_rest is None else _behind(self.gap_to_rest)


def tenths(figure: float) -> int:
    """A figure as it is shown, to one decimal, in tenths; halves go away from 0."""
    return int(math.copysign(math.floor(abs(figure) * 10 + 0.5 + _NOISE), figure))


def closing(before: float, now: float) -> Closing | None:
    """Whether a gap closes, from the two as they are shown, to one decimal.

    What closes is how far the group is behind. It closes as well when the group has caught up or
    gone past; it opens when a group that was level or ahead is behind now. None when the group was
    not behind and is not: there is no gap to close.
    """
    return _closing(_behind(before), _behind(now))


def _behind(gap: float) -> int:
    """How far a group is behind, in tenths; 0 where it is not."""
    return 0 if gap >= 0 else -tenths(gap)


def _closing(behind_then: int, behind_now: int) -> Closing | None:
    if not behind_then and not behind_now:
        return None
    if behind_then == behind_now:
        return Closing.SAME
    return Closing.YES if behind_now < behind_then else Closing.NO


def has_closed(answer: Closing | None, now: float | None) -> bool:
    """Whether a gap that closes is one no more: the group has caught up or gone past."""
    return answer is Closing.YES and now is not None and tenths(now) >= 0


def folded(cells: Cells) -> tuple[Sum, dict[str, Sum]]:
    """The whole, and every group that anybody is in."""
    pupils, valued, totals = cells.pupils, cells.valued, cells.totals
    groups = {}
    for group, these in _members(cells.groups).items():
        count = sum(these(pupils))
        with_value = count if valued is pupils else sum(these(valued))
        groups[group] = Sum(count, with_value, sum(these(totals)))
    return Sum(sum(pupils), sum(valued), sum(totals)), groups


@lru_cache(maxsize=64)
def _members(groups: tuple[frozenset[str], ...]) -> dict[str, Callable[[Any], Iterable[Any]]]:
    """For each group what picks its places out of a column; most slices have the same places."""
    places: dict[str, list[int]] = {}
    for place, those in enumerate(groups):
        for group in those:
            places.setdefault(group, []).append(place)
    return {group: _picking(at) for group, at in places.items()}


def _picking(places: list[int]) -> Callable[[Any], Iterable[Any]]:
    if len(places) > 1:
        return itemgetter(*places)
    (only,) = places
    return lambda column: (column[only],)


def gap_rows(
    tallies: Tallies,
    *,
    groups: Sequence[str] | None = None,
    subjects: Iterable[str] | None = None,
    points: Iterable[DataPoint] | None = None,
    small: int = SMALL,
    low_but_narrow: Callable[[Slice, float, float], bool] = lambda *_: False,
) -> tuple[GapRow, ...]:
    """Every group × subject × data point that anybody is in, in the order of time.

    `low_but_narrow` is asked with a slice, the whole's average and the gap. What was not asked for
    is still looked back to.
    """
    wholes = {each: _Whole(cells) for each, cells in tallies.items()}
    history = _history(tallies)
    rows: list[GapRow] = []
    for each in slices(tallies, subjects, points):
        whole = wholes[each]
        back, reason = history[each]
        before = wholes[back] if back else None
        for group in sorted(whole.groups) if groups is None else groups:
            if group in whole.groups:
                then = before.beside(group) if before else None
                row = _row(
                    each, group, whole.average, whole.beside(group), then, back, reason, small
                )
                rows.append(_warned(row, each, low_but_narrow))
    return tuple(rows)


class _Whole:
    """Everybody in a slice, and each group beside them; what was compared once is kept."""

    def __init__(self, cells: Cells) -> None:
        self.all, self.groups = folded(cells)
        self.average = self.all.average
        self._beside: dict[str, Compared] = {}

    def beside(self, group: str) -> Compared:
        if group not in self._beside:
            self._beside[group] = Compared(self.groups.get(group) or Sum(), self.all, self.average)
        return self._beside[group]


def slices(
    tallies: Iterable[Slice],
    subjects: Iterable[str] | None = None,
    points: Iterable[DataPoint] | None = None,
) -> tuple[Slice, ...]:
    """Those of the subjects and data points that were asked for, in the order of time."""
    in_subjects = None if subjects is None else set(subjects)
    at_points = None if points is None else set(points)
    found = [
        each
        for each in tallies
        if (in_subjects is None or each.subject in in_subjects)
        and (at_points is None or each.point in at_points)
    ]
    return tuple(sorted(found, key=lambda s: (s.subject, place_of(s.point), s.scale)))


def overlap(tallies: Tallies) -> Overlap | None:
    """How the groups overlap at the last data point that pupils reached something at."""
    reached = {each.point for each in tallies if each.point.kind in ATTAINED}
    if not reached:
        return None
    latest = in_order(reached)[-1]
    there = [each for each in tallies if each.point == latest]
    at = max(there, key=lambda each: (sum(tallies[each].pupils), each.subject))
    alone: dict[str, int] = {}
    both: dict[tuple[str, str], int] = {}
    for groups, pupils in zip(tallies[at].groups, tallies[at].pupils, strict=True):
        for group in groups:
            alone[group] = alone.get(group, 0) + pupils
        for pair in permutations(groups, 2):
            both[pair] = both.get(pair, 0) + pupils
    return Overlap(at.subject, at.point, alone, both)


def _history(sums: Iterable[Slice]) -> dict[Slice, tuple[Slice | None, Note]]:
    """What each slice looks back to, or why to nothing."""
    by_series: dict[tuple[str, str], list[DataPoint]] = {}
    by_subject: dict[str, list[DataPoint]] = {}
    for each in sums:
        by_series.setdefault((each.subject, each.scale), []).append(each.point)
        by_subject.setdefault(each.subject, []).append(each.point)
    found: dict[Slice, tuple[Slice | None, Note]] = {}
    by_any_scale = {name: previous_of_each(line) for name, line in by_subject.items()}
    for (subject, scale), line in by_series.items():
        backs = previous_of_each(line)
        for point in line:
            back, other = backs[point], by_any_scale[subject][point]
            reason = Note.ANOTHER_SCALE if other else Note.NO_PREVIOUS
            found[Slice(subject, scale, point)] = (
                Slice(subject, scale, back) if back else None,
                reason,
            )
    return found


def _row(
    at: Slice,
    group: str,
    whole_average: float | None,
    now: Compared,
    then: Compared | None,
    back: Slice | None,
    reason: Note,
    small: int,
) -> GapRow:
    notes: list[Note] = []
    few = now.group.valued <= small or bool(then and then.group.valued <= small)
    rest = now.rest
    to_whole = to_rest = Closing.CANNOT_SAY
    if not now.group.valued:
        notes.append(Note.NO_VALUES)
    elif then is None:
        notes.append(reason)
    elif few:
        notes.append(Note.FEW)
    else:
        to_whole = _said(then.behind_whole, now.behind_whole, notes)
        if rest.valued and (rest.valued <= small or then.rest.valued <= small):
            notes.append(Note.FEW_IN_REST)
        else:
            to_rest = _said(then.behind_rest, now.behind_rest, notes)
        if then.group.valued != now.group.valued:
            notes.append(Note.OTHER_NUMBERS)
    if now.group.valued and not rest.valued:
        notes.append(Note.NO_REST)
    return GapRow(
        group,
        at.subject,
        at.point,
        at.scale,
        now.group.valued,
        now.average,
        now.whole.valued,
        whole_average,
        now.gap_to_whole,
        rest.valued,
        now.rest_average,
        now.gap_to_rest,
        to_whole,
        to_rest,
        tuple(notes),
        now.group.pupils - now.group.valued,
        now.whole.pupils - now.whole.valued,
        back.point if back else None,
        now.group.valued <= small,
    )


def _said(behind_then: int | None, behind_now: int | None, notes: list[Note]) -> Closing:
    if behind_then is None or behind_now is None:
        return Closing.CANNOT_SAY
    answer = _closing(behind_then, behind_now)
    if answer is None and Note.NOT_BEHIND not in notes:
        notes.append(Note.NOT_BEHIND)
    return answer or Closing.CANNOT_SAY


def _warned(
    row: GapRow, at: Slice, low_but_narrow: Callable[[Slice, float, float], bool]
) -> GapRow:
    gap, whole = row.gap_to_whole, row.whole_average
    if gap is None or whole is None or not low_but_narrow(at, whole, gap):
        return row
    return replace(row, notes=(*row.notes, Note.NARROW_BUT_LOW))


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
