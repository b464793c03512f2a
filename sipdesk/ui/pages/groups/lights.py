"""Which traffic light stands for a pupil beside the pupil's own words. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from sipdesk.models.progress.records import Light, Trajectory
from sipdesk.models.tracking.voice import Standing

POOREST = ""  # asked for in the place of a subject
_FROM_POOREST = (Light.RED, Light.AMBER, Light.GREEN)


def standing(ways: Iterable[Trajectory], subject: str = POOREST) -> Standing:
    """A pupil's light in one subject, or the poorest of all, with the subjects it is from.

    Without a light `reason` says why; with one, of which subjects it is.
    """
    judged = [
        way.progress
        for way in ways
        if way.progress is not None and subject in (POOREST, way.subject)
    ]
    for light in _FROM_POOREST:
        found = sorted({one.subject for one in judged if one.light is light})
        if found:
            return Standing(light.value, ", ".join(found))
    why = next((one.why.value for one in judged if one.why), "")
    if why:
        return Standing("", f"{why[:1].upper()}{why[1:]}.")
    return Standing("", "There are no results to judge by.")
