"""Where a pupil started: the prior-attainment band of the baseline, by its scale's own rule. Pure.

Of each subject the latest baseline counts. The points of all subjects on one scale are averaged,
and the band is the highest whose first value is worth no more. Where there are baselines on several
scales that know bands, the one with most subjects counts; of equals, the first by its key.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sipdesk.models.scales import Scale


@dataclass(frozen=True, slots=True)
class Start:
    """One baseline of a pupil; `at` orders those of one subject."""

    subject: str
    scale: str
    points: float
    at: tuple[int, int] = (0, 0)


def baseline_band(starts: Iterable[Start], scales: Mapping[str, Scale]) -> str:
    """ "low", "middle" or "high"; "" without a baseline on a scale that knows bands."""
    latest: dict[tuple[str, str], Start] = {}
    for start in sorted(starts, key=lambda s: s.at):
        if start.scale in scales and scales[start.scale].bands:
            latest[start.scale, start.subject] = start
    by_scale: dict[str, list[float]] = {}
    for start in latest.values():
        by_scale.setdefault(start.scale, []).append(start.points)
    if not by_scale:
        return ""
    key = min(by_scale, key=lambda key: (-len(by_scale[key]), key))
    points = by_scale[key]
    return band_of(scales[key], sum(points) / len(points))


def band_of(scale: Scale, points: float) -> str:
    """The band in which so many points lie; below the first, it is the first."""
    reached = [band.name for band in scale.bands if points >= scale.points(band.start)]
    return reached[-1] if reached else scale.bands[0].name
