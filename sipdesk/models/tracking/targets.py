"""What came of a target group: level before, target and outcome of each pupil, and in sum."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sipdesk.models.scales import Reading, Scale
from sipdesk.models.tracking.records import Member

_HAIR = 1e-9  # what adding up halves and tenths may be off by


class Result(StrEnum):
    """How an outcome stands to its target."""

    MET = "met"
    EXCEEDED = "exceeded"
    MISSED = "missed"
    NO_OUTCOME = "no outcome yet"
    NO_TARGET = "no target"
    UNREADABLE = "cannot be read"


@dataclass(frozen=True, slots=True)
class Line:
    """A member of a target group, read on the group's scale.

    `steps` are those made from before to outcome, below 0 where it went down, None without both.
    `problems` name what could not be read, and where.
    """

    member: Member
    before: Reading
    target: Reading
    outcome: Reading
    result: Result
    steps: float | None
    problems: tuple[str, ...] = ()

    def made(self, least: float = 1) -> bool:
        """Whether at least so many steps are known to have been made."""
        return self.steps is not None and self.steps >= least - _HAIR


@dataclass(frozen=True, slots=True)
class Sum:
    """A target group in sum. Every member is in exactly one of `results`.

    `by_steps`: how many made so many whole steps, fewest first; a group of scale values each one
    step apart has no others. `unmeasured` have no steps, having no start or no outcome that can be
    read. The ranges go from the lowest to the highest value; None where there is none.
    """

    members: int
    results: dict[Result, int]
    by_steps: dict[int, int]
    unmeasured: int
    step_name: str
    before: tuple[str, str] | None
    target: tuple[str, str] | None
    outcome: tuple[str, str] | None
    problems: int

    def made(self, least: int = 1) -> int:
        """How many made at least so many steps."""
        return sum(pupils for steps, pupils in self.by_steps.items() if steps >= least)

    @property
    def measured(self) -> int:
        """How many have a start and an outcome."""
        return self.members - self.unmeasured

    @property
    def reached(self) -> int:
        """How many met their target or went beyond it."""
        return self.results[Result.MET] + self.results[Result.EXCEEDED]


def read_line(member: Member, scale: Scale) -> Line:
    """What came of one member. A value that cannot be read is a named problem, never a guess."""
    readings = {
        "before": scale.read(member.before),
        "target": scale.read(member.target),
        "outcome": scale.read(member.outcome),
    }
    before, target, outcome = readings.values()
    steps = None
    if before.points is not None and outcome.points is not None:
        steps = scale.steps_between(before.value, outcome.value)
    return Line(
        member,
        before,
        target,
        outcome,
        _result(target, outcome),
        steps,
        tuple(f"{name}: {r.problem}" for name, r in readings.items() if r.problem),
    )


def read_lines(members: Iterable[Member], scale: Scale) -> list[Line]:
    """Every member's line, in the order given."""
    return [read_line(member, scale) for member in members]


def in_sum(lines: Sequence[Line], scale: Scale) -> Sum:
    """The group as one: Dunraven's table of ten mentored pupils (Closing the Gap)."""
    results = Counter(line.result for line in lines)
    steps = Counter(whole_steps(line.steps) for line in lines if line.steps is not None)
    return Sum(
        members=len(lines),
        results={result: results[result] for result in Result},
        by_steps=dict(sorted(steps.items())),
        unmeasured=sum(line.steps is None for line in lines),
        step_name=scale.step_name,
        before=_range([line.before for line in lines]),
        target=_range([line.target for line in lines]),
        outcome=_range([line.outcome for line in lines]),
        problems=sum(len(line.problems) for line in lines),
    )


def whole_steps(steps: float) -> int:
    """Whole steps that were made: two and a half are two, half a step down is one down."""
    return math.floor(steps + _HAIR)


def _result(target: Reading, outcome: Reading) -> Result:
    if outcome.points is None:
        return Result.UNREADABLE if outcome.problem else Result.NO_OUTCOME
    if target.points is None:
        return Result.UNREADABLE if target.problem else Result.NO_TARGET
    if outcome.points == target.points:
        return Result.MET
    return Result.EXCEEDED if outcome.points > target.points else Result.MISSED


def _range(readings: Sequence[Reading]) -> tuple[str, str] | None:
    ordered = sorted((r.points, r.value) for r in readings if r.points is not None)
    return (ordered[0][1], ordered[-1][1]) if ordered else None
