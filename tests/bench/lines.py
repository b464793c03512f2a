"""What is printed: one line for each figure, with its goal, its spread, and whether it is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

HEADS = ("figure", "goal", "measured", "middle half", "of", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One figure. Without a goal it is told for its own sake; without a value, `note` says why."""

    what: str
    goal: str = ""
    value: float | None = None
    low: float = 0.0
    high: float = 0.0
    of: str = ""
    unit: str = "×"
    note: str = ""

    @property
    def met(self) -> str:
        """Whether the goal is met, in words."""
        if self.value is None:
            return self.note
        if not self.goal:
            return self.note or "no goal"
        return "met" if self.value <= float(self.goal) else "NOT MET"

    def cells(self) -> tuple[str, ...]:
        """The line as the table shows it."""
        if self.value is None:
            return (self.what, self._shown_goal(), "not measured", "", "", self.note)
        spread = f"{_figure(self.low)}–{_figure(self.high)}"
        measured = f"{_figure(self.value)} {self.unit}"
        return (self.what, self._shown_goal(), measured, spread, self.of, self.met)

    def _shown_goal(self) -> str:
        return f"≤ {self.goal} {self.unit}" if self.goal else ""


def ratio(what: str, goal: str, pairs: Sequence[tuple[float, float]], note: str = "") -> Line:
    """The median of ours to the reference, pair by pair."""
    return _spread(what, goal, [ours / other for ours, other in pairs], "×", "pairs", note)


def absolute(what: str, goal: str, values: Sequence[float], unit: str, of: str = "runs") -> Line:
    """The median of values that have no reference."""
    return _spread(what, goal, values, unit, of, "")


def share(what: str, goal: str, values: Sequence[float], at: float, of: str) -> Line:
    """What so large a share of many times stays under, in milliseconds; the spread is p50 to most.

    `at` is 0.99 for p99, 1.0 for the longest of all.
    """
    ordered = sorted(values)
    return Line(
        what,
        goal,
        percentile(ordered, at),
        percentile(ordered, 0.5),
        ordered[-1],
        f"{len(ordered)} {of}",
        "ms",
    )


def percentile(ordered: Sequence[float], at: float) -> float:
    """The value below which the share `at` of an ordered list lies."""
    return ordered[min(len(ordered) - 1, round(at * (len(ordered) - 1)))]


def table(lines: Iterable[Line]) -> str:
    """All lines in columns."""
    rows = [HEADS, *(line.cells() for line in lines)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(HEADS))]
    rule = "  ".join("-" * width for width in widths)
    drawn = [_drawn(row, widths) for row in rows]
    return "\n".join([drawn[0], rule, *drawn[1:]])


def _spread(what: str, goal: str, values: Sequence[float], unit: str, of: str, note: str) -> Line:
    ordered = sorted(values)
    return Line(
        what,
        goal,
        median(ordered),
        percentile(ordered, 0.25),
        percentile(ordered, 0.75),
        f"{len(ordered)} {of}",
        unit,
        note,
    )


def _figure(value: float) -> str:
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def _drawn(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
