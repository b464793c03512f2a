"""Words in the room there is: measured, broken into lines, cut where nothing else helps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sipdesk.export.charts.marks import Label
from sipdesk.export.wording import clean

# How wide a text is: the text, its size, whether it is strong.
Measure = Callable[[str, float, bool], float]

LEADING = 1.3


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes labels in one size, measured by whoever will paint them."""

    measure: Measure
    size: float

    @property
    def line(self) -> float:
        """From one baseline to the next."""
        return self.size * LEADING

    def em(self, times: float) -> float:
        """A length that grows with the text."""
        return self.size * times

    def width(self, text: str, *, strong: bool = False) -> float:
        return self.measure(text, self.size, strong) if text else 0.0

    def cut(self, text: str, room: float, *, strong: bool = False) -> str:
        """As much of a text as fits, with … where some is missing; "" where not even that does."""
        room += self.em(0.001)  # what fits exactly does, however it was reckoned
        if self.width(text, strong=strong) <= room:
            return text
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            fits = self.width(_shortened(text, middle), strong=strong) <= room
            low, high = (middle, high) if fits else (low, middle - 1)
        cut = _shortened(text, low)
        return cut if self.width(cut, strong=strong) <= room else ""

    def lines(self, text: str, room: float, most: int = 2) -> list[str]:
        """A text broken between words into lines, the last one cut; one word too long is cut."""
        found: list[str] = []
        room += self.em(0.001)
        words = text.split()
        while words and len(found) < most:
            taken = 1
            while taken < len(words) and self.width(" ".join(words[: taken + 1])) <= room:
                taken += 1
            if len(found) == most - 1:
                taken = len(words)
            found.append(self.cut(" ".join(words[:taken]), room - self.em(0.001)))
            words = words[taken:]
        return [line for line in found if line]

    def label(
        self,
        text: str,
        x: float,
        baseline: float,
        *,
        role: str = "text",
        strong: bool = False,
        shift: float = 0.0,
    ) -> Label:
        """A label that begins at `x`, ends there (`shift` 1) or has it as its middle (0.5)."""
        width = self.width(text, strong=strong)
        return Label(x - shift * width, baseline, width, text, self.size, role, strong)


def one_line(text: str) -> str:
    """A name as a chart shows it: without line feeds and doubled spaces."""
    return " ".join(clean(text).split())


def _shortened(text: str, length: int) -> str:
    return text[:length].rstrip(" ,(") + "…"


def overlap(one: Label, other: Label, room: float = 0.0) -> bool:
    """Whether two labels lie over one another, or come nearer than `room` side by side."""
    hair = 1e-6 * one.size
    return (
        one.x + hair < other.x + other.width + room
        and other.x + hair < one.x + one.width + room
        and one.top + hair < other.bottom
        and other.top + hair < one.bottom
    )
