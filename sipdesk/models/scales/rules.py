"""From one scale to another, and which scale a school's results are on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sipdesk.models.errors import UserError
from sipdesk.models.scales.scale import Scale


class ConversionMissing(UserError):
    """Nobody has agreed how results on one scale compare with those on another."""


@lru_cache(maxsize=10_000)
def convert(value: str, source: Scale, target: Scale) -> str:
    """A value of `source` on `target`. Raises ConversionMissing where there is no agreed way.

    Raises BadValue when `value` is not on `source`.
    """
    kept = source.shown(value)
    if source.key == target.key or not kept:
        return kept
    for conversion in source.conversions:
        if conversion.to == target.key:
            return [there for here, there in conversion.cuts if source.at_least(kept, here)][-1]
    raise ConversionMissing(
        f"There is no agreed way from “{source.title}” to “{target.title}”.",
        "The results stay as they are.",
        "Compare results on one scale only, or ask the school for both.",
    )


def ranked(scales: Iterable[Scale], cells: Iterable[object]) -> list[Scale]:
    """The scales that read any of `cells` as a value: most read first, then fewest problems.

    Where that is the same, named values go before numbers, and a shorter scale before a longer.
    """
    cells = list(cells)
    found: list[tuple[int, int, float, int, Scale]] = []
    for number, scale in enumerate(scales):
        readings = [scale.read(cell) for cell in cells]
        read = sum(reading.points is not None for reading in readings)
        problems = sum(bool(reading.problem) for reading in readings)
        if read:
            found.append((-read, problems, _length(scale), number, scale))
    return [scale for *_, scale in sorted(found, key=lambda place: place[:-1])]


def _length(scale: Scale) -> float:
    """How many values a scale has; any span is longer than every list."""
    if not scale.span:
        return float(len(scale.values))
    return 1e6 + (scale.span.highest - scale.span.lowest) * 10.0**scale.span.decimals
