"""What an assessment scale is made of, and what a school's cell says on one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell of a school's file says on a scale: a value, a reason for none, or a problem.

    `value` is written the one way; `points` is None and `value` "" when there is none. `absent`
    says why the school gives none (“absent”, “blank”), `problem` why the cell cannot be read.
    """

    value: str
    points: float | None
    absent: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """A grade, level or word of a scale. `place` is how many steps it stands above the lowest."""

    text: str
    points: float
    also: tuple[str, ...] = ()
    place: float = 0.0


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `lowest` to `highest`, each worth itself in points.

    `rounds`: what has more decimals is rounded; otherwise it is refused. A bare number above 0 and
    up to `doubtful_to` is refused as well: a spreadsheet keeps 57% as 0.57, and 100% as 1.
    """

    lowest: float
    highest: float
    decimals: int = 0
    unit: str = ""
    rounds: bool = False
    doubtful_to: float = 0.0


@dataclass(frozen=True, slots=True)
class Absence:
    """What a school writes in the place of a value, and what it means."""

    reason: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a school writes that looks like a value of this scale and is none, and why."""

    reason: str
    written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A prior-attainment band: every value from `start` up to the next band's."""

    name: str
    start: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """The way to another scale. A cut: from this value here, up to the next, it is that there."""

    to: str
    cuts: tuple[tuple[str, str], ...]
