"""Progress in words: a light as a standing, and what it follows from. Pure."""

from __future__ import annotations

from sipdesk.export.document import Tone
from sipdesk.models.progress import Kind, Light, PupilProgress, Rule
from sipdesk.models.scales import Scale, Scales

TONES = {
    Light.GREEN: Tone.GOOD,
    Light.AMBER: Tone.NEARLY,
    Light.RED: Tone.BAD,
    Light.CANNOT_SAY: Tone.NONE,
}
LIGHTS = {
    Light.GREEN: "On track",
    Light.AMBER: "Nearly",
    Light.RED: "Not on track",
    Light.CANNOT_SAY: "Cannot say",
}


def counted(number: float, one: str) -> str:
    """“1 level”, “2 levels”, “1.5 sub-levels”."""
    return f"{number:,g} {one}" if number == 1 else f"{number:,g} {one}s"


def standing(one: PupilProgress, scale: Scale | None) -> str:
    """“At 4b, 1 sub-level short of the 4a expected by now.”"""
    if one.light is Light.CANNOT_SAY or one.now is None:
        return f"{first_capital(one.why)}." if one.why else "Nothing can be said."
    parts = [_against(one, one.now.value, scale)]
    if one.levels_made is not None:
        made = counted(max(0, one.levels_made), "level") if one.levels_made > 0 else "No level"
        parts.append(f"{made} made since {one.start.value if one.start else 'the start'}.")
    if one.stuck:
        parts.append("Stuck: no higher for several data points.")
    return " ".join(parts)


def rule_in_words(rule: Rule, amber: float, scales: Scales) -> tuple[str, ...]:
    """What counts as green, amber and red under a rule, a line for each thing to know."""
    ends = scales.get(rule.ends or rule.scales[0])
    reach = counted(amber, ends.step_name)
    lines = [
        rule.help,
        f"Year {rule.first_year} to Year {rule.last_year}; results on {_titles(rule, scales)}.",
        f"Green: {_green(rule, ends)}.",
        f"Amber: short of that, but by no more than {reach}." if amber else "Amber: nobody.",
        f"Red: more than {reach} short." if amber else "Red: whoever is short of that.",
    ]
    if rule.levels:
        lines.append(f"Made the levels: {counted(rule.levels, 'level')} or more.")
    if rule.stuck_after:
        lines.append(f"Stuck: no higher at {rule.stuck_after} data points in a row.")
    return tuple(line for line in lines if line)


def expected_table(rule: Rule) -> tuple[tuple[str, str], ...]:
    """The grade for each start, where the rule has such a table."""
    return tuple((rule.expected or {}).items())


def first_capital(text: str) -> str:
    """With a capital at the start."""
    return text[:1].upper() + text[1:]


def _against(one: PupilProgress, now: str, scale: Scale | None) -> str:
    if not one.steps_short:
        return f"At {now}; {one.expected} is expected by now." if one.expected else f"At {now}."
    short = counted(one.steps_short, scale.step_name if scale else "step")
    wanted = f"the {one.expected}" if one.expected else "what is"
    return f"At {now}, {short} short of {wanted} expected by now."


def _green(rule: Rule, ends: Scale) -> str:
    if rule.kind is Kind.PACE:
        pace = counted(rule.steps_a_year, ends.step_name)
        return f"{pace} a year from the start, whatever the start was"
    if rule.kind is Kind.LEVELS:
        return f"{counted(rule.levels, 'level')} over {rule.years} years, in even steps"
    if rule.kind is Kind.GRADES:
        return "the grade that belongs to the start, in the table below"
    return f"{rule.threshold} or more for whoever began there, no lower than the start for others"


def _titles(rule: Rule, scales: Scales) -> str:
    titles = [scales.get(key).title for key in dict.fromkeys((*rule.scales, rule.ends)) if key]
    return " or ".join(titles)
