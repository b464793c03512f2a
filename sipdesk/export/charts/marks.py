"""A chart laid out: lines, boxes, shapes and words, each at its place. Y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class ShapeKind(Enum):
    """What marks a value. Each kind can be told from the others without its colour."""

    CIRCLE = "circle"
    RING = "ring"
    TRIANGLE = "triangle"
    SQUARE = "square"
    DIAMOND = "diamond"


_CORNERS = {
    ShapeKind.TRIANGLE: ((0, -1), (1, 1), (-1, 1)),
    ShapeKind.SQUARE: ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    ShapeKind.DIAMOND: ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A stroke; `dash` is the length of its strokes and of the room between them."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: str
    width: float = 1.0
    dash: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    role: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape around its middle; RING and DIAMOND are hollow, drawn with `stroke`."""

    x: float
    y: float
    size: float
    kind: ShapeKind
    role: str
    stroke: float = 1.0

    @property
    def hollow(self) -> bool:
        return self.kind in (ShapeKind.RING, ShapeKind.DIAMOND)

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners as seen from the middle; round shapes have none."""
        half = self.size / 2
        return tuple((x * half, y * half) for x, y in _CORNERS.get(self.kind, ()))


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text from `x` to `x + width`, standing on `baseline`."""

    x: float
    baseline: float
    width: float
    text: str
    size: float
    role: str = "text"
    strong: bool = False

    @property
    def top(self) -> float:
        return self.baseline - 0.95 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.28 * self.size


Mark = Line | Box | Shape | Label


@dataclass(frozen=True, slots=True)
class Stop:
    """A place where the keyboard can stand, and what is to be said there."""

    x: float
    y: float
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Marks:
    """Everything to be painted, in this order, within `width` × `height`."""

    width: float
    height: float
    marks: tuple[Mark, ...] = ()
    stops: tuple[Stop, ...] = ()

    @property
    def labels(self) -> tuple[Label, ...]:
        return tuple(mark for mark in self.marks if isinstance(mark, Label))


def as_text(marks: Marks) -> str:
    """One line for each mark, for a test or a bug report to compare."""
    return "\n".join(
        [f"{marks.width:.0f} × {marks.height:.0f}", *map(_told, marks.marks)]
        + [f"stop {_at(s.x, s.y)} {_at(s.width, s.height)} {s.words}" for s in marks.stops]
    )


def _told(mark: Mark) -> str:
    match mark:
        case Line():
            dash = " dashed" if mark.dash else ""
            ends = f"{_at(mark.x1, mark.y1)} – {_at(mark.x2, mark.y2)}"
            return f"line {ends} {mark.role} {mark.width:.1f}{dash}"
        case Box():
            return f"box {_at(mark.x, mark.y)} {_at(mark.width, mark.height)} {mark.role}"
        case Shape():
            return f"{mark.kind.value} {_at(mark.x, mark.y)} {mark.size:.1f} {mark.role}"
        case Label():
            strong = " strong" if mark.strong else ""
            return f"“{mark.text}” {_at(mark.x, mark.baseline)} {mark.role}{strong}"


def _at(x: float, y: float) -> str:
    return f"{x:.1f},{y:.1f}"
