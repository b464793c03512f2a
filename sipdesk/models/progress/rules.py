"""What is expected of a pupil at a data point, and how far short of it a result is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from sipdesk.models.assessments import DataPoint, PointKind, place_of, when
from sipdesk.models.errors import BadValue
from sipdesk.models.progress.records import Kind, Learner, Light, PupilProgress, Result, Rule, Why
from sipdesk.models.progress.timing import ATTAINED, year_number
from sipdesk.models.scales import ConversionMissing, Scale, Scales, convert

_NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Expectation:
    """What is expected, as a place in points on a scale; `why` where nothing can be."""

    points: float = 0.0
    why: Why = Why.NONE


def elapsed(rule: Rule, year: str, point: DataPoint, school_year: int) -> float | None:
    """Years since the rule's start at a data point, for a pupil now in `year`; None without one.

    Reckoned back from the year group a pupil is in now.
    """
    number = year_number(year)
    return None if number is None else number - rule.first_year + when(point) - school_year


def expected(
    rule: Rule, start: Result, scale: Scale, since: float | None, scales: Scales
) -> Expectation:
    """What `rule` expects `since` years after its beginning, in points of `scale`.

    `start` must be on `scale`, but for a rule of grades, which has a table of its own.
    """
    if since is None:
        return Expectation(why=Why.NO_YEAR)
    if not -_NOISE <= since <= rule.years + _NOISE:
        return Expectation(why=Why.OTHER_YEAR)
    if rule.kind is Kind.GRADES:
        return _grade(rule, start, scale, scales)
    if rule.kind is Kind.HOLD:
        return Expectation(min(start.points, scale.points(rule.threshold)))
    return Expectation(_up(scale, start, whole_steps(rule, scale, since)))


def whole_steps(rule: Rule, scale: Scale, since: float) -> int:
    """Steps expected so far: all of a year's at its end, in between as time goes, rounded down."""
    if rule.kind is Kind.PACE:
        return math.floor(rule.steps_a_year * since + _NOISE)
    steps = rule.levels * scale.level_points / scale.step
    return math.floor(steps * since / rule.years + _NOISE)


def levels_made(rule: Rule, start: Result, now: Result, scales: Scales) -> int | None:
    """Whole levels from start to now; below 0 for a pupil who fell back. None if not countable."""
    if not rule.levels:
        return None
    try:
        if rule.kind is Kind.GRADES:
            aim = _grade(rule, start, scales.get(rule.ends), scales)
            if aim.why or now.scale != rule.ends:
                return None
            ends = scales.get(rule.ends)
            return rule.levels + _whole(ends.steps_between(ends.from_points(aim.points), now.value))
        scale = scales.get(rule.count_in or rule.scales[0])
        first, last = (convert(r.value, scales.get(r.scale), scale) for r in (start, now))
        return _whole(scale.steps_between(first, last) * scale.step / scale.level_points)
    except (ConversionMissing, BadValue, ZeroDivisionError):
        return None


def is_stuck(line: Iterable[Result], count: int, scale: Scale) -> bool:
    """Whether the last `count` results are none higher than the first of them.

    A pupil at the top of the scale is not stuck; there is nowhere to go.
    """
    if not count:
        return False
    last = list(line)[-count:]
    if len(last) < count or last[0].points >= scale.ends[1]:
        return False
    return all(each.points <= last[0].points for each in last)


def progress_of(
    learner: Learner,
    subject: str,
    line: list[Result],
    rule: Rule,
    scales: Scales,
    school_year: int,
    amber: float | None = None,
) -> PupilProgress:
    """One pupil in one subject under a rule, from the start to the last of what was `attained`."""
    start, now = start_and_now(rule, line)
    light, why, short, aim, made, stuck = Light.CANNOT_SAY, Why.NONE, 0.0, "", None, False
    counted_on = ""
    if start is None:
        begun = any(each.point.kind is PointKind.BASELINE for each in line)
        why = Why.OTHER_START if begun else Why.NO_BASELINE
    elif now is None:
        why = Why.ANOTHER_SCALE if after(line, start) else Why.NO_CURRENT
    else:
        counted_on = rule.ends or start.scale
        scale = scales.get(counted_on)
        made = levels_made(rule, start, now, scales)
        since = elapsed(rule, learner.year, now.point, school_year)
        wanted = expected(rule, start, scale, since, scales)
        why = wanted.why
        if not why:
            aim = scale.from_points(wanted.points)
            reached = convert(now.value, scales.get(now.scale), scale)
            short = max(0.0, scale.steps_between(reached, aim))
            light = light_of(short, rule.amber if amber is None else amber)
    if now:
        same = [each for each in line if each.scale == now.scale]
        stuck = is_stuck(same, rule.stuck_after, scales.get(now.scale))
    return PupilProgress(
        learner.pupil_id,
        learner.name,
        learner.year,
        learner.form,
        subject,
        start,
        now,
        aim,
        light,
        why,
        short,
        made,
        stuck,
        counted_on,
    )


def light_of(steps_short: float, amber: float) -> Light:
    """The traffic light of a shortfall."""
    if steps_short <= _NOISE:
        return Light.GREEN
    return Light.AMBER if steps_short <= amber + _NOISE else Light.RED


def attained(results: Iterable[Result]) -> dict[str, list[Result]]:
    """What a pupil reached, by subject, in the order of time."""
    found: dict[str, list[Result]] = {}
    for each in sorted(results, key=lambda r: (place_of(r.point), r.scale)):
        if each.point.kind in ATTAINED:
            found.setdefault(each.subject, []).append(each)
    return found


def start_and_now(rule: Rule, line: list[Result]) -> tuple[Result | None, Result | None]:
    """The baseline the rule starts from, and the last result after it that compares with it.

    The last baseline on the rule's own scales counts; the result has to be on the same scale or on
    one that can be brought onto it, or on the one that the rule ends on.
    """
    bases = [r for r in line if r.point.kind is PointKind.BASELINE and r.scale in rule.scales]
    for base in reversed(bases):
        compared = rule.compares(base.scale)
        later = [r for r in after(line, base) if r.scale in compared]
        if later:
            return base, later[-1]
    return (bases[-1], None) if bases else (None, None)


def after(line: list[Result], base: Result) -> list[Result]:
    """What was reached later than a start."""
    return [
        each
        for each in line
        if each.point.kind is not PointKind.BASELINE and when(each.point) > when(base.point)
    ]


def _grade(rule: Rule, start: Result, ends: Scale, scales: Scales) -> Expectation:
    """From the start, on the scale that the table is written in, to the grade expected."""
    table = scales.get(rule.scales[0])
    try:
        value = convert(start.value, scales.get(start.scale), table)
    except (ConversionMissing, BadValue):
        return Expectation(why=Why.ANOTHER_SCALE)
    grades = {table.shown(key): grade for key, grade in (rule.expected or {}).items()}
    if value not in grades:
        return Expectation(why=Why.NO_EXPECTATION)
    return Expectation(ends.points(grades[value]))


def _up(scale: Scale, start: Result, steps: int) -> float:
    """So many steps above a start, at most the top of the scale."""
    if scale.span:
        return min(scale.ends[1], start.points + steps * scale.step)
    place = begin = next(n for n, v in enumerate(scale.values) if v.text == start.value)
    while (
        place + 1 < len(scale.values)
        and scale.values[place + 1].place - scale.values[begin].place <= steps
    ):
        place += 1
    return scale.values[place].points


def _whole(levels: float) -> int:
    return math.floor(levels + _NOISE)
