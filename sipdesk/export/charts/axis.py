"""Where values lie along an axis, and which of them are written beside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sipdesk.export.charts.plots import Axis

_STEPS = (1.0, 2.0, 2.5, 5.0)
_MOST_TICKS = 9
_HAIR = 1e-6  # what touches exactly fits, however it was reckoned
Ticks = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Ruler:
    """A stretch of values laid along a stretch of the picture."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[tuple[float, str], ...]

    def at(self, value: float) -> float:
        """Where a value lies; what lies outside stands at the end."""
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(max(share, 0.0), 1.0) * (self.end - self.start)


def ruler(
    axis: Axis,
    values: Iterable[float],
    start: float,
    end: float,
    room_for: Callable[[str], float],
) -> Ruler:
    """An axis that holds all values, with as many ticks as have room beside one another.

    `room_for` says how much of the axis a tick's text takes, with the space around it.
    """
    low, high = axis.ends or span(values)
    best: tuple[Ticks, float, float] | None = None
    for ticks in _candidates(axis, low, high):
        first, last = min(low, ticks[0][0]), max(high, ticks[-1][0])
        best = ticks, first, last
        if len(ticks) <= _MOST_TICKS and _fits(ticks, abs(end - start) / (last - first), room_for):
            return Ruler(first, last, start, end, tuple(ticks))
    assert best is not None
    ticks, first, last = best
    return Ruler(first, last, start, end, tuple(ticks[:1]))


def span(values: Iterable[float]) -> tuple[float, float]:
    """From the least to the greatest, with a little room where they are the same."""
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return 0.0, 1.0
    low, high = min(known), max(known)
    if high - low < 1e-9 * max(1.0, abs(high)):
        room = max(1.0, abs(high) * 0.05)
        return low - room, high + room
    return low, high


def _candidates(axis: Axis, low: float, high: float) -> Iterator[Ticks]:
    """Ways to tick an axis, the fullest first. The last has two ticks at most."""
    names = sorted(axis.names)
    if names and names[0][0] <= high and names[-1][0] >= low:
        yield from _by_name(names, low, high)
    else:
        yield from _by_number(low, high, axis.unit)


def _by_name(names: Sequence[tuple[float, str]], low: float, high: float) -> Iterator[Ticks]:
    """The scale's own values around the figures, then every other, every third …"""
    first = max((n for n, (points, _) in enumerate(names) if points <= low), default=0)
    last = min((n for n, (points, _) in enumerate(names) if points >= high), default=len(names) - 1)
    around = list(names[first : max(last, first + 1) + 1])
    if len(around) < 2:  # all figures at the scale's upper end
        around = list(names[-2:])
    for every in range(1, len(around) + 1):
        ticks = around[::every]
        if ticks[-1][0] < high and (after := names.index(ticks[-1]) + every) < len(names):
            ticks.append(names[after])
        yield ticks


def _by_number(low: float, high: float, unit: str) -> Iterator[Ticks]:
    """Round steps, each coarser than the last."""
    power = math.floor(math.log10((high - low) / _MOST_TICKS))
    while True:
        for nice in _STEPS:
            step = nice * 10.0**power
            first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
            if last - first <= _MOST_TICKS:
                last = max(last, first + 1)
                yield [(n * step, _written(n * step, step, unit)) for n in range(first, last + 1)]
            if step >= high - low:
                return
        power += 1


def _written(value: float, step: float, unit: str) -> str:
    decimals = next((n for n in range(12) if abs(step - round(step, n)) < step * 1e-6), 12)
    text = f"{value:.{decimals}f}"
    return f"{text if float(text) else '0'}{unit}".replace("-", "−")


def _fits(ticks: Ticks, scale: float, room_for: Callable[[str], float]) -> bool:
    rooms = [room_for(text) for _, text in ticks]
    return all(
        (after[0] - before[0]) * scale >= (one + other) / 2 * (1 - _HAIR)
        for (before, after), (one, other) in zip(pairwise(ticks), pairwise(rooms), strict=True)
    )
