"""The figures of gaps as a reader sees them: to one decimal, with a true minus and a unit."""

from __future__ import annotations

from sipdesk.export.document import Cell, Tone
from sipdesk.export.wording import sentence
from sipdesk.models.errors import BadValue
from sipdesk.models.gaps import Closing, GapRow
from sipdesk.models.gaps.rules import tenths
from sipdesk.models.gaps.words import closing_in_words
from sipdesk.models.scales import Scale

NOT_SHOWN = "not shown"
_TONES = {Closing.YES: Tone.GOOD, Closing.SAME: Tone.NEARLY, Closing.NO: Tone.BAD}


def figure(value: float | None, unit: str = "") -> str:
    """An average: 22.3, or 45.0%."""
    return "" if value is None else f"{_shown(value)}{unit}"


def gap(value: float | None) -> str:
    """A gap with its sign: −2.2, +0.5, 0.0."""
    if value is None:
        return ""
    sign = "+" if tenths(value) > 0 else ""
    return f"{sign}{_shown(value)}"


def distance(value: float, percent: bool) -> str:
    """A gap as part of a sentence: “2.2 points behind”, “level”."""
    if not tenths(value):
        return "level"
    unit = "percentage points" if percent else "points"
    if not percent and abs(tenths(value)) == 10:
        unit = "point"
    return f"{abs(tenths(value)) / 10:.1f} {unit} {'behind' if value < 0 else 'ahead'}"


def with_value(average: float | None, scale: Scale | None, percent: bool) -> str:
    """An average with the value of its scale that it is nearest to: 22.3 (3a)."""
    text = figure(average, "%" if percent else "")
    if average is None or percent or scale is None or scale.span is not None:
        return text
    try:
        return f"{text} ({scale.from_points(average)})"
    except BadValue:
        return text


def pupils(number: int) -> str:
    return f"{number} pupil{'' if number == 1 else 's'}"


def hidden(row: GapRow) -> bool:
    """Whether the group may not be shown at all."""
    return "pupils" in row.hidden


def closing_cell(row: GapRow, name: str) -> Cell:
    """Whether a gap closes, as a word with its shape; why not, where it cannot be said."""
    if name in row.hidden:
        return Cell(NOT_SHOWN)
    return Cell(sentence(closing_in_words(row, name)), _TONES.get(getattr(row, name), Tone.NONE))


def _shown(value: float) -> str:
    return f"{tenths(value) / 10:.1f}".replace("-", "−")
