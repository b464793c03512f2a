"""How far a pupil has come, and what that is against what could be expected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sipdesk.models.assessments import DataPoint


class Kind(StrEnum):
    """How a rule finds what is expected."""

    PACE = "pace"  # so many steps a year
    LEVELS = "levels"  # so many levels over all of its years
    GRADES = "grades"  # a grade for each start
    HOLD = "hold"  # stay at or above a value


class Light(StrEnum):
    """Green made it, amber only just did not, red the rest."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    CANNOT_SAY = "cannot say"


class Why(StrEnum):
    """Why a light cannot be said."""

    NONE = ""
    NO_BASELINE = "no result to start from"
    OTHER_START = "the start is on a scale that this rule does not count from"
    NO_CURRENT = "no result since the start"
    ANOTHER_SCALE = "start and result are on scales that cannot be compared"
    NO_YEAR = "the year group is not known"
    OTHER_YEAR = "the result is not from the years that the rule is for"
    NO_EXPECTATION = "nothing is agreed for this start"


@dataclass(frozen=True, slots=True)
class Rule:
    """One table of resources/progress. `amber` and `steps_a_year` are steps of the result's scale.

    `levels` is how many make “made the levels”, counted on the scale `count_in`; 0 counts none.
    `brought` has, for the scale of a start, the others of the rule whose results can be brought
    onto it, as sub-levels can onto whole levels.
    """

    key: str
    title: str
    help: str
    kind: Kind
    first_year: int
    last_year: int
    scales: tuple[str, ...]
    ends: str = ""
    steps_a_year: float = 0.0
    amber: float = 1.0
    levels: int = 0
    count_in: str = ""
    stuck_after: int = 3
    threshold: str = ""
    expected: Mapping[str, str] | None = None
    brought: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def compares(self, start: str) -> frozenset[str]:
        """The scales on which a result compares with a start on that scale."""
        if self.ends:
            return frozenset({self.ends})
        return self.brought.get(start, frozenset()) | {start}

    @property
    def years(self) -> int:
        return self.last_year - self.first_year + 1


@dataclass(frozen=True, slots=True)
class Result:
    """One value that a pupil has, without whose it is."""

    subject: str
    point: DataPoint
    scale: str
    value: str
    points: float


@dataclass(frozen=True, slots=True)
class Learner:
    """Whose progress it is, with all the results that have a value, in any order."""

    pupil_id: str
    name: str
    year: str
    form: str
    results: tuple[Result, ...] = ()


@dataclass(frozen=True, slots=True)
class PupilProgress:
    """One pupil in one subject. `steps_short` is 0 where what is expected was made.

    `counted_on` is the scale of those steps and of what is expected, which need not be that of
    `now`. `levels_made` is None where levels are not counted or cannot be.
    """

    pupil_id: str
    name: str
    year: str
    form: str
    subject: str
    start: Result | None
    now: Result | None
    expected: str
    light: Light
    why: Why = Why.NONE
    steps_short: float = 0.0
    levels_made: int | None = None
    stuck: bool = False
    counted_on: str = ""


@dataclass(frozen=True, slots=True)
class Sums:
    """A class, or all of a cohort, in one subject."""

    form: str
    subject: str
    pupils: int
    lights: Mapping[Light, int]
    counted: int  # those whose levels could be counted
    no_levels: int
    one_level: int
    made_levels: int
    exceeded: int
    stuck: int

    @property
    def judged(self) -> int:
        """Pupils who have a light."""
        return self.pupils - self.lights[Light.CANNOT_SAY]


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """A cohort under one rule: pupil by pupil, and in sum by class and altogether."""

    rule: Rule
    amber: float
    pupils: tuple[PupilProgress, ...]
    classes: tuple[Sums, ...]
    altogether: tuple[Sums, ...]  # one for each subject


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a chart of time. `at` is in school years, as `when` says of a data point."""

    at: float
    points: float
    value: str = ""
    point: DataPoint | None = None


@dataclass(frozen=True, slots=True)
class Trajectory:
    """A pupil's way in one subject on one scale, as plain data for a chart.

    `target_line` goes straight from the start to the target, `expected` is what the rule asks for
    at each data point; either may be empty.
    """

    subject: str
    scale: str
    marks: tuple[Mark, ...]
    predicted: tuple[Mark, ...]
    target_line: tuple[Mark, ...]
    expected: tuple[Mark, ...]
    progress: PupilProgress | None
