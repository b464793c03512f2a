"""The pupils of a report as rows: their light, where they began, where they are now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sipdesk.models.progress import Light, PupilProgress, Result
from sipdesk.models.pupils import by_surname
from sipdesk.models.scales import Scale
from sipdesk.ui.pages.progress.words import LIGHTS, TONES, first_capital
from sipdesk.ui.tables.record_table import Column

_ORDER = (Light.RED, Light.AMBER, Light.GREEN, Light.CANNOT_SAY)
Scales = Callable[[str], Scale]


class Shown(StrEnum):
    """Which pupils of the report are listed."""

    ALL = "all"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"
    NONE_MADE = "none made"
    ONE_MADE = "one made"
    STUCK = "stuck"
    CANNOT_SAY = "cannot say"


@dataclass(frozen=True, slots=True)
class Row:
    """A pupil in one subject, called as may be seen now."""

    id: str
    name: str
    one: PupilProgress
    steps: float | None


def rows(pupils: Sequence[PupilProgress], names: Mapping[str, str], scale: Scales) -> list[Row]:
    """The most urgent first, each light by surname."""
    made = [
        Row(one.pupil_id, names.get(one.pupil_id, "A pupil"), one, steps_made(one, scale))
        for one in pupils
    ]
    return sorted(made, key=lambda row: (_ORDER.index(row.one.light), by_surname(row.name)))


def steps_made(one: PupilProgress, scale: Scales) -> float | None:
    """Steps from the start to now; None where they are on two scales, or one is missing."""
    if one.start is None or one.now is None or one.start.scale != one.now.scale:
        return None
    return scale(one.now.scale).steps_between(one.start.value, one.now.value)


def taken(found: Sequence[Row], shown: Shown) -> list[Row]:
    """Those that a person asked to see."""
    return [row for row in found if _TAKES[shown](row.one)]


def _levels(one: PupilProgress, made: int) -> bool:
    return one.levels_made is not None and max(0, one.levels_made) == made


_TAKES: dict[Shown, Callable[[PupilProgress], bool]] = {
    Shown.ALL: lambda one: True,
    Shown.RED: lambda one: one.light is Light.RED,
    Shown.AMBER: lambda one: one.light is Light.AMBER,
    Shown.GREEN: lambda one: one.light is Light.GREEN,
    Shown.NONE_MADE: lambda one: _levels(one, 0),
    Shown.ONE_MADE: lambda one: _levels(one, 1),
    Shown.STUCK: lambda one: one.stuck,
    Shown.CANNOT_SAY: lambda one: one.light is Light.CANNOT_SAY,
}


def columns() -> tuple[Column, ...]:
    """What is said of each pupil."""
    return (
        Column(
            "light",
            "Light",
            lambda r: LIGHTS[r.one.light],
            tone=lambda r: TONES[r.one.light],
            width_share=1.1,
        ),
        Column("name", "Name", lambda r: r.name, width_share=2.0),
        Column("form", "Class", lambda r: r.one.form, width_share=0.6),
        Column("start", "Start", lambda r: _value(r.one.start), align_right=True, width_share=0.6),
        Column("now", "Now", lambda r: _value(r.one.now), align_right=True, width_share=0.6),
        Column("expected", "Expected", lambda r: r.one.expected, align_right=True, width_share=0.7),
        Column("steps", "Steps made", _steps, align_right=True, width_share=0.7),
        Column("levels", "Levels made", _made, align_right=True, width_share=0.7),
        Column("why", "", _why, width_share=1.6),
    )


def _value(result: Result | None) -> str:
    return result.value if result else ""


def _steps(row: Row) -> str:
    return "" if row.steps is None else f"{row.steps:g}".replace("-", "−")


def _made(row: Row) -> str:
    made = row.one.levels_made
    return "" if made is None else f"{made}".replace("-", "−")


def _why(row: Row) -> str:
    parts = [first_capital(row.one.why), "Stuck" if row.one.stuck else ""]
    return ". ".join(part for part in parts if part)
