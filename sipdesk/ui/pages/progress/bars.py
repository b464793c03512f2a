"""Each class as a bar of green, amber and red, and the same in sentences. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from sipdesk.export.charts import Lights, LightsBar
from sipdesk.export.document import Chart
from sipdesk.models.figures import percent
from sipdesk.models.folding import natural
from sipdesk.models.progress import Light, Rule, Sums
from sipdesk.ui.pages.progress.words import counted


def chart_of(classes: Sequence[Sums], altogether: Sums) -> Chart:
    """A bar for each class, and one for all where there are several."""
    ordered = sorted(classes, key=lambda sums: natural(sums.form))
    bars = [_bar(sums, sums.form or "No class") for sums in ordered]
    if len(bars) > 1:
        bars.append(_bar(altogether, "Altogether"))
    return Chart(
        "Traffic lights by class", Lights(tuple(bars)), in_words(altogether), len(bars) + 3
    )


def in_words(sums: Sums) -> str:
    """“30 pupils: 12 on track, 6 nearly, 10 not on track; 2 cannot be judged.”"""
    lights = sums.lights
    said = (
        f"{counted(sums.pupils, 'pupil')}: {lights[Light.GREEN]} on track, "
        f"{lights[Light.AMBER]} nearly, {lights[Light.RED]} not on track"
    )
    without = lights[Light.CANNOT_SAY]
    return f"{said}; {without} cannot be judged." if without else f"{said}."


def levels_in_words(sums: Sums, rule: Rule) -> str:
    """Who made how many levels, with the numbers of pupils behind every share."""
    if not rule.levels:
        return ""
    if not sums.counted:
        return "Levels can be counted for none of the pupils."
    parts = [f"{_share(sums.no_levels, sums.counted)} made none"]
    if rule.levels > 1:
        parts.append(f"{_share(sums.one_level, sums.counted)} made one")
    parts.append(f"{_share(sums.made_levels, sums.counted)} made {rule.levels} or more")
    more = f" {_share(sums.exceeded, sums.counted)} made more than that." if sums.exceeded else ""
    of = counted(sums.counted, "pupil")
    return f"Of {of} whose levels can be counted, {', '.join(parts)}.{more}"


def stuck_in_words(sums: Sums, rule: Rule) -> str:
    """How many stand still."""
    if not rule.stuck_after or not sums.stuck:
        return ""
    points = f"{rule.stuck_after} data points"
    return f"{counted(sums.stuck, 'pupil')} stuck: no higher at {points} in a row."


def _bar(sums: Sums, label: str) -> LightsBar:
    lights = sums.lights
    return LightsBar(
        label,
        f"{sums.pupils}",
        lights[Light.GREEN],
        lights[Light.AMBER],
        lights[Light.RED],
        lights[Light.CANNOT_SAY],
        words=f"{label}: {in_words(sums)}",
    )


def _share(number: int, of: int) -> str:
    return f"{number} ({percent(100 * number / of)})"
