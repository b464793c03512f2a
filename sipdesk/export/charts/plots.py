"""What a chart shows, before it is a picture: figures with the words that belong to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum


@dataclass(frozen=True, slots=True)
class Axis:
    """What values are read against.

    `names` are the values of an assessment scale with their points ((19, "3c"), (21, "3b") …);
    without them the axis has round numbers, followed by `unit`. `ends` hold the axis where several
    charts must share it.
    """

    title: str = ""
    names: tuple[tuple[float, str], ...] = ()
    unit: str = ""
    ends: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class GapBar:
    """A group's average, with everybody's and the rest's beside it.

    `said` is the gap in figures, `instead` what stands in the place of a value that is not shown,
    `words` the whole row as a sentence for whoever does not see it.
    """

    label: str
    count: str = ""
    value: float | None = None
    whole: float | None = None
    rest: float | None = None
    said: str = ""
    instead: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Gaps:
    """Groups below one another; a bar from each group's average to everybody's."""

    axis: Axis
    bars: tuple[GapBar, ...]
    names: tuple[str, str, str] = ("The group", "The whole cohort", "The rest")
    heads: tuple[str, str] = ("Pupils", "Gap")  # above the counts, and above what is said


@dataclass(frozen=True, slots=True)
class LightsBar:
    """How many pupils of a class are on track, nearly, and not; `without` cannot be judged."""

    label: str
    count: str = ""
    green: int = 0
    amber: int = 0
    red: int = 0
    without: int = 0
    instead: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Lights:
    """Traffic lights of classes below one another, as shares of each class."""

    bars: tuple[LightsBar, ...]
    names: tuple[str, str, str, str] = ("On track", "Nearly", "Not on track", "Cannot be judged")
    head: str = "Pupils"


class Trace(Enum):
    """What a line stands for: its colour, its stroke and the shape of its points follow from it."""

    VALUE = "value"
    EXPECTED = "expected"
    TARGET = "target"
    WHOLE = "whole"
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Dot:
    """One value at one data point; `said` stands beside it, `instead` where it is not shown."""

    value: float | None = None
    said: str = ""
    instead: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A line over the data points; as many dots as the chart has points."""

    name: str
    trace: Trace = Trace.VALUE
    dots: tuple[Dot, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Traces:
    """Lines over data points: a pupil on the way to a target, a group beside everybody."""

    axis: Axis
    points: tuple[str, ...]
    series: tuple[Series, ...]


Plot = Gaps | Lights | Traces
