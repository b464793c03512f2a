"""Who made the levels at each data point, as something to compare groups by."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from sipdesk.models.assessments import PointKind, place_of
from sipdesk.models.gaps.crowd import Crowd, parts_of
from sipdesk.models.gaps.loading import each_slice, load_classes, load_groups
from sipdesk.models.gaps.records import Slice
from sipdesk.models.progress import Result, Rule, Rules
from sipdesk.models.progress.rules import levels_made, start_and_now
from sipdesk.models.progress.timing import ATTAINED, year_number
from sipdesk.models.scales import Scales
from sipdesk.models.store import Store

# Many pupils have the same result: each comes once, with the lists of who they are.
_RESULTS = """
    SELECT value, points, json_group_array(pupil_id) AS pupils, json_group_array(traits) AS traits
    FROM assessments WHERE slice = ? AND binned = '' AND traits > 0 GROUP BY value, points
"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """One result as pupils have it; `result` is None where there is nothing to count."""

    place: tuple[float, int]
    slice: Slice
    result: Result | None
    pupils: Sequence[str]
    traits: Sequence[int]

    @property
    def is_start(self) -> bool:
        return self.slice.point.kind is PointKind.BASELINE


def load_levels(
    store: Store, school_id: str, scales: Scales, rules: Rules, asked: str = ""
) -> Crowd:
    """Each pupil counts 100 where the levels were made since the start, 0 where not.

    A rule that was asked for goes for everybody; else each pupil's is the first that counts levels
    in its year group. Without a start to compare with, a pupil has no value.
    """
    entries = _entries(store, school_id, {scale.key for scale in scales})
    lines: dict[tuple[str, str], list[tuple[int, int]]] = {}  # entries and numbers of groups
    for number, entry in enumerate(entries):
        for ref, traits in zip(entry.pupils, entry.traits, strict=True):
            lines.setdefault((ref, entry.slice.subject), []).append((number, traits))
    judging = _Judging(scales)

    @cache
    def possible(year: str) -> list[Rule]:
        number = year_number(year)
        return [rules.get(asked)] if asked else [r for r in rules.for_year(number) if r.levels]

    @cache  # many pupils have come the same way
    def judged(year: str, numbers: tuple[int, ...]) -> list[float | None]:
        return judging.worths([entries[each] for each in numbers], possible(year))

    groups, class_of = load_groups(store), load_classes(store, school_id)
    found: dict[Slice, dict[tuple[str, str, int], list[float | None]]] = {}
    for (ref, _), line in lines.items():
        year, form = class_of[ref]
        worths = judged(year, tuple(number for number, _ in line))
        for (number, traits), worth in zip(line, worths, strict=True):
            if not entries[number].is_start:
                held = found.setdefault(entries[number].slice, {})
                held.setdefault((year, form, traits), []).append(worth)
    return {at: parts_of(held, groups) for at, held in found.items()}


def _entries(store: Store, school_id: str, known: set[str]) -> list[_Entry]:
    """What was reached at a school, in the order of time."""
    entries: list[_Entry] = []
    for at, row in each_slice(store, school_id, _RESULTS):
        if at.point.kind in ATTAINED:
            points, result = row["points"], None
            if points is not None and at.scale in known:
                result = Result(at.subject, at.point, at.scale, row["value"], points)
            pupils, traits = json.loads(row["pupils"]), json.loads(row["traits"])
            entries.append(_Entry(place_of(at.point), at, result, pupils, traits))
    return sorted(entries, key=lambda each: (each.place, each.slice.scale))


@dataclass(frozen=True, slots=True)
class _Judging:
    """Whether the levels were made; what was counted once from a value to another is kept."""

    scales: Scales
    _made: dict[tuple[str, ...], float | None] = field(default_factory=dict)

    def worths(self, line: Sequence[_Entry], rules: Sequence[Rule]) -> list[float | None]:
        """What a pupil counts for at each of its results in a subject, in the order of time."""
        if not any(entry.is_start and entry.result for entry in line):
            return [None] * len(line)
        counted = [(entry.place, entry.result) for entry in line if entry.result]
        places, results = [place for place, _ in counted], [result for _, result in counted]
        return [
            None
            if entry.is_start or entry.result is None
            else self._worth(entry.result, results[: bisect_right(places, entry.place)], rules)
            for entry in line
        ]

    def _worth(self, result: Result, upto: list[Result], rules: Sequence[Rule]) -> float | None:
        """Under the first of the rules that looks from a start to this very result."""
        for rule in rules:
            start, now = start_and_now(rule, upto)
            if start and now and (now.point, now.scale) == (result.point, result.scale):
                return self._from(rule, start, now)
        return None

    def _from(self, rule: Rule, start: Result, now: Result) -> float | None:
        key = (rule.key, start.scale, start.value, now.scale, now.value)
        if key not in self._made:
            levels = levels_made(rule, start, now, self.scales)
            self._made[key] = None if levels is None else 100.0 * (levels >= rule.levels)
        return self._made[key]
