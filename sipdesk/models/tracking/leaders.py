"""The same intervention compared by who led it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean

from sipdesk.models.folding import folded
from sipdesk.models.gaps.records import SMALL
from sipdesk.models.scales import Scale
from sipdesk.models.tracking.targets import Line


class Caution(StrEnum):
    """Why a difference may not be what it looks like. Said in full, for a person."""

    SMALL = "A group this small says little: one pupil more or less changes it."
    STARTS = "The pupils did not start level: compare the average starts first."
    UNMEASURED = "Some pupils have no start or no outcome; the figures leave them out."
    NOT_SAID = "For some pupils it is not said who led the sessions."
    ONE_LEADER = "Everybody had the same leader, so there is nothing to compare."


@dataclass(frozen=True, slots=True)
class Led:
    """What came of the pupils whom one person, or kind of person, led.

    Of `pupils` led, `measured` have a start and an outcome, and `made` of those made at least as
    many steps as were asked for. The averages are of the measured; `start` is the value nearest to
    the average start. `led_by` is "" where it was not said.
    """

    led_by: str
    pupils: int
    measured: int
    made: int
    start_points: float | None
    start: str
    average_steps: float | None
    cautions: tuple[Caution, ...] = ()

    @property
    def share(self) -> float | None:
        """Of those measured, the share who made the steps; None where nobody is."""
        return self.made / self.measured if self.measured else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One term, or one group, by who led it; the leader of most pupils first."""

    title: str
    pupils: int
    measured: int
    made: int
    least: float
    step_name: str
    leaders: tuple[Led, ...]
    cautions: tuple[Caution, ...]


def compare(
    title: str, lines: Sequence[Line], scale: Scale, *, least: float = 1, small: int = SMALL
) -> Comparison:
    """Who made at least `least` steps, by who led them (Closing the Gap, Yesoiday Hatorah).

    There, of the pupils who moved on, 27 of 107 and a term later 4 of 42 had been led by
    assistants, who led half of all. Such figures mean little without how many each led: both are
    given.
    """
    by_leader: dict[str, list[Line]] = {}
    for line in lines:
        by_leader.setdefault(folded(line.member.led_by), []).append(line)
    leaders = [_led(held, scale, least, small) for held in by_leader.values()]
    leaders.sort(key=lambda led: (not led.led_by, -led.pupils, led.led_by.casefold()))
    return Comparison(
        title=title,
        pupils=len(lines),
        measured=sum(led.measured for led in leaders),
        made=sum(led.made for led in leaders),
        least=least,
        step_name=scale.step_name,
        leaders=tuple(leaders),
        cautions=_cautions(leaders, scale),
    )


def _led(lines: Sequence[Line], scale: Scale, least: float, small: int) -> Led:
    measured = [line for line in lines if line.steps is not None]
    starts = [line.before.points for line in measured if line.before.points is not None]
    average = fmean(starts) if starts else None
    held = {
        Caution.SMALL: len(measured) <= small,
        Caution.UNMEASURED: len(measured) < len(lines),
    }
    return Led(
        led_by=" ".join(lines[0].member.led_by.split()),
        pupils=len(lines),
        measured=len(measured),
        made=sum(line.made(least) for line in measured),
        start_points=average,
        start="" if average is None else scale.from_points(_within(average, scale)),
        average_steps=fmean(line.steps or 0.0 for line in measured) if measured else None,
        cautions=tuple(caution for caution, holds in held.items() if holds),
    )


def _cautions(leaders: Sequence[Led], scale: Scale) -> tuple[Caution, ...]:
    """Those of the leaders, and those that only show beside each other."""
    starts = [led.start_points for led in leaders if led.start_points is not None and led.led_by]
    told = {caution for led in leaders for caution in led.cautions}
    if starts and max(starts) - min(starts) >= _apart(scale):
        told.add(Caution.STARTS)
    if any(not led.led_by for led in leaders):
        told.add(Caution.NOT_SAID)
    if sum(bool(led.led_by) for led in leaders) == 1:
        told.add(Caution.ONE_LEADER)
    return tuple(caution for caution in Caution if caution in told)


def _apart(scale: Scale) -> float:
    """The points by which starts differ: a step, or on a scale of numbers a twentieth of it."""
    lowest, highest = scale.ends
    return (highest - lowest) / 20 if scale.span else scale.step


def _within(points: float, scale: Scale) -> float:
    """A mean of equal ends may stray from them by the last bit."""
    lowest, highest = scale.ends
    return min(max(points, lowest), highest)
