"""What is asked of a pupil: who it is, where it stands, and the groups it belongs to."""

from __future__ import annotations

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.pupils.groups import definitions

SINCE = "since"  # the one question whose answer is not kept with the pupil


def _codes(field: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(code.code, f"{code.title} ({code.code})")
        for code in definitions().codes
        if code.field == field
    )


def _titles(field: str) -> tuple[Choice, ...]:
    return tuple(
        Choice(code.code, code.title) for code in definitions().codes if code.field == field
    )


BANDS = tuple(Choice(band, band.capitalize()) for band in ("low", "middle", "high"))


def fields() -> tuple[Field, ...]:
    """The questions, in the order they are asked; the codes are those of resources/groups."""
    return (
        Field("name", "Name", required=True),
        Field("year", "Year", help="As in “Year 9”"),
        Field("form", "Class"),
        Field("upn", "UPN", help="A letter and twelve figures"),
        Field("gender", "Gender", Editor.PICK, choices=_titles("gender")),
        Field("born", "Born on", Editor.DATE),
        Field("subject", "Subject talked about"),
        Field("scale", "Scale", help="What the levels are on, such as NC levels or GCSE"),
        Field("current_level", "Working at"),
        Field("target", "Target"),
        Field("left_on", "Left on", Editor.DATE, help="Empty while the pupil is here"),
        Field("tracked", "In the group I talk with", Editor.TICK),
        Field(
            SINCE,
            "What I change below is so since",
            Editor.DATE,
            help="Fill this in first, and how it was before that day is kept as well",
        ),
        Field("sen", "Special educational needs", Editor.PICK, choices=_codes("sen")),
        Field("ethnicity", "Ethnicity", Editor.PICK, choices=_codes("ethnicity")),
        Field("fsm", "Free school meals", Editor.TICK),
        Field("ever6", "Free school meals in the last six years (Ever 6)", Editor.TICK),
        Field("in_care", "In care", Editor.TICK),
        Field("eal", "English as an additional language", Editor.TICK),
        Field("gifted", "Gifted and talented", Editor.TICK),
        Field(
            "band",
            "Prior attainment",
            Editor.PICK,
            choices=BANDS,
            help="By hand; empty, it follows from the baseline",
        ),
        Field("groups", "The school's own groups", Editor.LINES, help="One a line"),
    )
