"""A gap report in one line, for the tests of what leaves the desk: Year 5's of two terms."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sipdesk.export.audience import Audience
from sipdesk.export.gap_material import GapMaterial
from sipdesk.models.assessments import DataPoint
from sipdesk.models.gaps import Closing, GapReport, GapRow, Measure, Note, Overlap
from sipdesk.models.pupils import Cohort
from sipdesk.models.scales import load_scales
from tests.export.builders import about

AUTUMN, SPRING = DataPoint(2012, 1), DataPoint(2012, 2)
# subject: the group's and everybody's average in autumn, then in spring, and what closes
TABLE_2 = {
    "Numeracy": (17.0, 19.0, 18.9, 21.6, Closing.NO),
    "Reading": (19.9, 22.1, 22.3, 23.4, Closing.YES),
    "Writing": (17.5, 20.4, 19.9, 21.2, Closing.YES),
}


def gap_row(
    group: str = "fsm",
    subject: str = "Reading",
    point: DataPoint = SPRING,
    average: float = 22.3,
    whole: float = 23.4,
    pupils: int = 12,
    closing: Closing = Closing.CANNOT_SAY,
    **fields: Any,
) -> GapRow:
    """A group of a class of thirty; the rest follows."""
    rest = (whole * 30 - average * pupils) / (30 - pupils)
    row = GapRow(
        group, subject, point, "nc-sublevels", pupils, average, 30, whole, average - whole,
        30 - pupils, rest, average - rest, closing, closing,
    )  # fmt: skip
    return replace(row, **fields)


def hidden_row(group: str, subject: str = "Reading", point: DataPoint = SPRING) -> GapRow:
    """A group that may not leave the school."""
    names = (
        *("pupils", "average", "gap_to_whole", "rest_pupils", "rest_average", "gap_to_rest"),
        *("closing_to_whole", "closing_to_rest", "without_value", "whole_without_value"),
    )
    return replace(gap_row(group, subject, point), **dict.fromkeys(names), hidden=frozenset(names))


def table_2() -> tuple[GapRow, ...]:
    """The six gaps of the report of 2013, and what closes since autumn."""
    rows = []
    for subject, (then, whole_then, now, whole_now, closing) in TABLE_2.items():
        rows += [
            gap_row("fsm", subject, AUTUMN, then, whole_then, notes=(Note.NO_PREVIOUS,)),
            gap_row("fsm", subject, SPRING, now, whole_now, closing=closing, since=AUTUMN),
        ]
    return tuple(rows)


def gap_material(
    *rows: GapRow,
    audience: Audience = Audience.HEAD,
    overlap: Overlap | None = None,
    threshold: int = 0,
    measure: Measure = Measure.AVERAGE,
    **fields: Any,
) -> GapMaterial:
    """What a report of Year 5 is made of; without rows, of the table of 2013."""
    known = load_scales()
    shown = rows or table_2()
    report = GapReport(
        school_id="s",
        year="Year 5",
        form="",
        measure=measure,
        rows=shown,
        asked=(),
        slices=tuple(dict.fromkeys(row.slice for row in shown)),
        roll=30,
        year_groups=("Year 5",),
        overlap=overlap,
        threshold=threshold,
    )
    return GapMaterial(
        fields.pop("about", about()),
        date(2013, 4, 2),
        Cohort("s", "Year 5"),
        replace(report, **fields),
        audience,
        {scale.key: scale for scale in known},
    )
