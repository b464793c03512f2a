"""What was typed or read for a result, on its scale."""

from __future__ import annotations

from sipdesk.models.errors import BadValue, NotFound
from sipdesk.models.scales import BLANK, Reading, Scale, Scales


def known_scale(scales: Scales, key: str) -> Scale:
    """The scale of that key. Raises BadValue."""
    try:
        return scales.get(key)
    except NotFound as error:
        raise BadValue(error.what, error.safe, error.todo, field="scale") from error


def read_value(scale: Scale, value: object) -> Reading:
    """The value as it is kept. Raises BadValue for what the scale cannot read."""
    reading = scale.read(value)
    if reading.problem:
        raise BadValue(
            f"“{str(value)[:40]}” cannot be read on “{scale.title}”.",
            reading.problem,
            "Write it as that scale does, or choose another scale.",
            field="value",
        )
    return reading


def read_kept(scale: Scale, value: str, absent: str) -> Reading:
    """A value that may be "" for the reason `absent`. Raises BadValue like `read_value`."""
    if value:
        return read_value(scale, value)
    return Reading("", None, absent or BLANK)
