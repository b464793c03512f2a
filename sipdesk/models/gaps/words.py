"""Gaps in plain sentences, for governors and for whoever has a page read out."""

from __future__ import annotations

from collections.abc import Callable

from sipdesk.models.assessments import DataPoint, title_of
from sipdesk.models.figures import percent
from sipdesk.models.gaps.records import Closing, GapReport, GapRow, Measure, Note, Overlap
from sipdesk.models.gaps.rules import has_closed, tenths
from sipdesk.models.gaps.suppression import in_words as why_hidden
from sipdesk.models.scales import Scale

_WHO = {
    "fsm": "entitled to free school meals",
    "ever6": "entitled to free school meals now or in the last six years",
    "in-care": "in care",
    "in-care-not-fsm": "in care and not entitled to free school meals",
    "sen": "with special educational needs",
    "eal": "who speak English as an additional language",
    "gifted": "on the gifted and talented register",
    "minority-ethnic": "from a minority ethnic background",
    "traveller": "from a Traveller background",
    "white-working-class": "who are white British and entitled to free school meals",
    "band:low": "who came with low attainment",
    "band:middle": "who came with middle attainment",
    "band:high": "who came with high attainment",
}
_ONE = {"gender:F": ("girl", "girls"), "gender:M": ("boy", "boys")}

# What each figure of a row means; the names are those of its fields.
FIGURES = {
    "pupils": "How many pupils of the group have a result, and so are averaged.",
    "average": "The group's results added up and shared out evenly.",
    "whole_pupils": "How many of all the pupils looked at have a result, the group among them.",
    "whole_average": "The average of everybody, the group among them.",
    "gap_to_whole": "The group's average less everybody's: below 0 the group is behind.",
    "rest_pupils": "How many of those with a result are not in the group.",
    "rest_average": "The average of those who are not in the group.",
    "gap_to_rest": "The group's average less that of the others: below 0 the group is behind.",
    "closing_to_whole": "Whether the group is less far behind everybody than it was before.",
    "closing_to_rest": "Whether the group is less far behind the others than it was before.",
    "without_value": "How many of the group have a reason where a result should be.",
    "whole_without_value": "How many of everybody have a reason where a result should be.",
}
NOTES = {
    Note.NO_PREVIOUS: "There is no earlier data point to compare with.",
    Note.ANOTHER_SCALE: "The data point before is on another scale, so they cannot be compared.",
    Note.NO_VALUES: "Nobody in the group has a result.",
    Note.NO_REST: "Everybody with a result is in the group, so there is no rest to compare with.",
    Note.FEW: "The group is so few pupils, now or before, that one of them could turn the gap.",
    Note.FEW_IN_REST: "The rest are so few pupils, now or before, that one could turn the gap.",
    Note.NOT_BEHIND: "The group was not behind and is not, so there is no gap to close.",
    Note.OTHER_NUMBERS: "The group has more or fewer pupils with a result than before.",
    Note.NARROW_BUT_LOW: (
        "The gap is narrow, but everybody's average is below what is expected: narrowing the gap"
        " is not enough here."
    ),
}

# Whether a gap closes, as every table and sentence says it.
CLOSING = {Closing.YES: "closing", Closing.SAME: "as it was", Closing.NO: "not closing"}
CLOSED = "closed"
CLOSING_HEADS = {"closing_to_whole": "Closing on all", "closing_to_rest": "Closing on rest"}


def closing_in_words(row: GapRow, name: str) -> str:
    """“closing”, “not closing”; why not, where it cannot be said. `name` is the figure's."""
    answer = getattr(row, name)
    now = row.gap_to_whole if name == "closing_to_whole" else row.gap_to_rest
    if has_closed(answer, now):
        return CLOSED
    if answer in CLOSING:
        return CLOSING[answer]
    if Note.NOT_BEHIND in row.notes:
        return "not behind"
    if Note.NO_PREVIOUS in row.notes:
        return "first figures"
    return "another scale" if Note.ANOTHER_SCALE in row.notes else "cannot say"


def point_in_words(point: DataPoint) -> str:
    """“autumn 2009”, “target for summer 2010”: a data point's title within a sentence."""
    title = title_of(point)
    return title[:1].lower() + title[1:]


def group_in_words(group: str, title: str, pupils: int) -> str:
    """“12 pupils entitled to free school meals”, “1 boy”; an unknown group by its title."""
    if group in _ONE:
        return f"{pupils} {_ONE[group][pupils != 1]}"
    who = _WHO.get(group) or f"in “{title or group}”"
    return f"{pupils} {'pupil' if pupils == 1 else 'pupils'} {who}"


def row_in_words(
    row: GapRow,
    measure: Measure,
    scale: Scale | None,
    title: str = "",
    whole: str = "the class",
    threshold: int = 0,
) -> str:
    """What one row says. `whole` is what the cohort is called; `threshold` is the report's."""
    if row.pupils is None:
        return why_hidden(threshold)
    subject = f"In {row.subject}, {point_in_words(row.point)}, " if row.subject else ""
    who = group_in_words(row.group, title, row.pupils)
    if not row.pupils or row.gap_to_whole is None:
        return _capital(f"{subject}nobody of the group has a result.")
    verb = "was" if row.pupils == 1 else "were"
    to_whole = _distance(row.gap_to_whole, measure, scale)
    sentence = f"{subject}the {who} {verb} on average {to_whole} {whole}"
    if measure.is_percent:
        share = percent(tenths(row.average or 0.0) / 10, 1)
        sentence = f"{subject}of the {who} {share} {_did(measure)}, {to_whole} {whole}"
    if row.gap_to_rest is not None:
        sentence += f", and {_distance(row.gap_to_rest, measure, None)} the rest"
    return f"{_capital(sentence)}.{_closing(row)}"


def overlap_in_words(overlap: Overlap, group: str, other: str, name: Callable[[str], str]) -> str:
    """“7 of the 12 in “FSM” are in “SEN” too.”"""
    shared, of = overlap.shared(group, other), overlap.pupils.get(group, 0)
    verb = "is" if shared == 1 else "are"
    return f"{shared or 'None'} of the {of} in “{name(group)}” {verb} in “{name(other)}” too."


def cautions(report: GapReport) -> tuple[str, ...]:
    """What holds for a report as a whole."""
    found: list[str] = []
    if report.mixed_years:
        found.append(
            "Several year groups are averaged together, so a group with many older pupils looks"
            " ahead. Choose one year to see whether a narrow gap hides low results."
        )
    if any(row.small for row in report.rows):
        found.append(
            f"Groups of {report.small} pupils or fewer are marked: one pupil moves such an average."
        )
    if report.threshold:
        found.append(why_hidden(report.threshold))
    return tuple(found)


def _distance(gap: float, measure: Measure, scale: Scale | None) -> str:
    far = abs(tenths(gap))
    if not far:
        return "level with"
    unit = "percentage point" if measure.is_percent else "point"
    many = "" if far == 10 else "s"
    where = "behind" if gap < 0 else "ahead of"
    about = "" if measure.is_percent else _about(abs(gap), scale)
    return f"{_figure(far / 10)} {unit}{many}{about} {where}"


def _about(points: float, scale: Scale | None) -> str:
    """The same in steps of the scale, to the half: “about one sub-level”."""
    if scale is None or scale.step == 1:
        return ""
    halves = round(2 * points / scale.step)
    if halves < 2:
        return f" ({'about' if halves else 'less than'} half a {scale.step_name})"
    steps = "one" if halves == 2 else f"{halves / 2:g}"
    return f" (about {steps} {scale.step_name}{'' if halves == 2 else 's'})"


def _closing(row: GapRow) -> str:
    one, other = row.closing_to_whole, row.closing_to_rest
    if one not in CLOSING:
        return ""
    to_whole = closing_in_words(row, "closing_to_whole")
    said = f" The gap {'has' if to_whole == CLOSED else 'is'} {to_whole}"
    if other in CLOSING and other is not one:
        return f"{said}; to the rest it is {CLOSING[other]}."
    return f"{said}."


def _did(measure: Measure) -> str:
    return "made the levels" if measure is Measure.LEVELS_MADE else "were at or above expectation"


def _figure(value: float) -> str:
    return f"{tenths(value) / 10:.1f}"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
