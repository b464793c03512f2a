"""An assessment scale: its order, its points, and how a school's results are read on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_DOWN, Decimal
from functools import cached_property

from sipdesk.models.errors import BadValue
from sipdesk.models.scales.reading import Spellings, as_text, short, spellings, written
from sipdesk.models.scales.records import (
    Absence,
    Band,
    Conversion,
    Reading,
    Refusal,
    Span,
    Value,
)

_REMEMBERED = 2000  # different cells that a scale keeps the reading of


@dataclass(frozen=True)
class Scale:
    """Either named `values`, lowest first, or a `span` of numbers.

    `step` is the points of one step and `step_name` what a step is called; `level_points` the
    points of a whole level, 0 where there is none. `expected` says, for "KS2" (the end of that key
    stage) or "Y5", from which value a pupil is at or above expectation.
    """

    key: str
    title: str
    help: str = ""
    names: tuple[str, ...] = ()
    key_stages: tuple[int, ...] = ()
    values: tuple[Value, ...] = ()
    span: Span | None = None
    step: float = 1.0
    step_name: str = "step"
    level_points: float = 0.0
    expected: Mapping[str, str] = field(default_factory=dict)
    bands: tuple[Band, ...] = ()
    conversions: tuple[Conversion, ...] = ()
    absences: tuple[Absence, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    prefixes: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return hash(self.key)

    def read(self, raw: object) -> Reading:
        """What a cell says: text, or a number as spreadsheets give it, or nothing."""
        text = as_text(raw)
        if isinstance(text, Reading):
            return text
        if (reading := self._remembered.get(text)) is None:
            reading = self._spellings.read(text)
            if len(self._remembered) < _REMEMBERED:
                self._remembered[text] = reading
        return reading

    def points(self, value: str) -> float:
        """What a value is worth. Raises BadValue for what is none."""
        return self._found(value)[1]

    def shown(self, value: str) -> str:
        """A value the one way it is written; "" stays so. Raises BadValue for what is none."""
        return self._found(value)[0] if value else ""

    def from_points(self, points: float) -> str:
        """The nearest value, as in “22.1 is about 3a”. Halfway it is the lower of the two.

        Raises BadValue for points below the lowest value or above the highest.
        """
        lowest, highest = self.ends
        if not lowest <= points <= highest:  # true for nan as well
            raise BadValue(
                f"{points:g} points lie outside “{self.title}”, "
                f"which goes from {lowest:g} to {highest:g}.",
                todo="Check which scale the points were counted on.",
            )
        if self.span:
            unit = Decimal(1).scaleb(-self.span.decimals)
            return written(Decimal(repr(points)).quantize(unit, ROUND_HALF_DOWN), self.span)
        return min(self.values, key=lambda value: (abs(value.points - points), value.points)).text

    @property
    def ends(self) -> tuple[float, float]:
        """The points of the lowest and of the highest value."""
        if self.span:
            return self.span.lowest, self.span.highest
        return self.values[0].points, self.values[-1].points

    def steps_between(self, before: str, after: str) -> float:
        """How many steps up from one value to another; below 0 where it went down."""
        return self._place(after) - self._place(before)

    def at_least(self, value: str, threshold: str) -> bool:
        """Whether a value reaches another."""
        return self.points(value) >= self.points(threshold)

    def _found(self, value: str) -> tuple[str, float]:
        reading = self.read(value)
        if reading.points is None:
            raise BadValue(
                f"“{short(str(value))}” is not a value of “{self.title}”.",
                todo="Write the result as that scale does, or choose another scale for it.",
            )
        return reading.value, reading.points

    def _place(self, value: str) -> float:
        text, points = self._found(value)
        return points / self.step if self.span else self._by_text[text].place

    @cached_property
    def _by_text(self) -> dict[str, Value]:
        return {value.text: value for value in self.values}

    @cached_property
    def _remembered(self) -> dict[str, Reading]:
        return {}

    @cached_property
    def _spellings(self) -> Spellings:
        return spellings(
            self.title, self.values, self.span, self.absences, self.refusals, self.prefixes
        )
