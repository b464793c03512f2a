"""Sizes on screen: four of text, and a grid of 8 pixels, all growing with the chosen scale."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

GRID = 8
INSIDE = 16  # inside a card
GROUP = 24  # between groups
TARGET = 32  # the least height of anything to click
NARROWEST = 280  # a form is still usable in this width
LINE_LENGTH = 88  # characters of running text
SCALES = (1.0, 1.25, 1.5, 1.75, 2.0, 2.25)


class Size(IntEnum):
    """Text sizes in pixels at 100%."""

    SMALL = 13
    BODY = 15
    LARGE = 18
    TITLE = 24


@dataclass(frozen=True, slots=True)
class Metrics:
    """Turns pixels at 100% into pixels at the person's own scale."""

    scale: float = 1.0

    def px(self, at_100: float) -> int:
        """`at_100` pixels, scaled."""
        return round(at_100 * self.scale)

    @property
    def target(self) -> int:
        return self.px(TARGET)


def held(scale: float) -> float:
    """A scale within what the window is made for."""
    return min(max(scale, SCALES[0]), SCALES[-1])
