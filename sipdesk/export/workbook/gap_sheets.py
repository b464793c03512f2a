"""What the sheets of a gap workbook hold: numbers as numbers, what is hidden as words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sipdesk.export.audience import Gate
from sipdesk.export.content.gap_slices import Subject, group_title, subject_title
from sipdesk.export.content.gap_words import NOT_SHOWN, closing_cell, hidden
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.wording import sentence
from sipdesk.models.assessments import DataPoint, title_of
from sipdesk.models.gaps import GapRow
from sipdesk.models.gaps.words import CLOSING_HEADS, FIGURES, NOTES
from sipdesk.models.pupils import group_of

Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class GapColumn:
    """A column: head, width in characters, whether it holds averages, and how it is read."""

    head: str
    width: float
    name: str = ""  # of the row's figure
    decimals: bool = False
    signed: bool = False
    remark: bool = False  # words that stand beside numbers


COLUMNS = (
    GapColumn("Subject", 14),
    GapColumn("Scale", 16),
    GapColumn("Data point", 14),
    GapColumn("Group", 28),
    GapColumn("Pupils", 9, "pupils"),
    GapColumn("Average", 10, "average", decimals=True),
    GapColumn("Pupils in all", 9, "whole_pupils"),
    GapColumn("Average of all", 10, "whole_average", decimals=True),
    GapColumn("Gap to all", 10, "gap_to_whole", decimals=True, signed=True),
    GapColumn(CLOSING_HEADS["closing_to_whole"], 11, "closing_to_whole"),
    GapColumn("Pupils in the rest", 10, "rest_pupils"),
    GapColumn("Average of the rest", 11, "rest_average", decimals=True),
    GapColumn("Gap to rest", 10, "gap_to_rest", decimals=True, signed=True),
    GapColumn(CLOSING_HEADS["closing_to_rest"], 11, "closing_to_rest"),
    GapColumn("Compared with", 15, remark=True),
    GapColumn("Without a result", 10, "without_value"),
    GapColumn("To be aware of", 46, remark=True),
)
GROUP, GAP_TO_ALL, GAP_TO_REST = 4, 9, 13  # columns that charts read, from 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """Rows of one subject at its last data point that can be drawn, by their numbers in a sheet."""

    title: str
    first: int
    last: int


def rows_and_stretches(
    subjects: Sequence[Subject], gate: Gate, head_row: int
) -> tuple[list[list[Value]], list[Stretch]]:
    """Every row, the latest data point of each subject first, hidden ones last at each point."""
    rows: list[list[Value]] = []
    stretches: list[Stretch] = []
    for subject in subjects:
        for point in reversed(subject.points):
            here = sorted(subject.rows[point], key=lambda row: row.gap_to_whole is None)
            drawn = sum(row.gap_to_whole is not None for row in here)
            if point == subject.points[-1] and drawn:
                first = head_row + 1 + len(rows)
                title = f"{subject_title(subject, subjects, gate)}, {title_of(point)}"
                stretches.append(Stretch(title, first, first + drawn - 1))
            rows += [_row(subject, point, row, gate) for row in here]
    return rows, stretches


def _row(subject: Subject, point: DataPoint, row: GapRow, gate: Gate) -> list[Value]:
    since = title_of(row.since) if row.since else ""
    notes = " ".join([NOTES[note] for note in row.notes] + ["A small group."] * row.small)
    told: dict[str, Value] = {
        "Subject": gate.text(subject.name),
        "Scale": subject.scale.title if subject.scale else row.scale,
        "Data point": title_of(point),
        "Group": group_title(row.group, gate),
        "Compared with": since,
        "To be aware of": "" if hidden(row) else notes,
    }
    return [_figure(row, column.name) if column.name else told[column.head] for column in COLUMNS]


def _figure(row: GapRow, name: str) -> Value:
    if name in row.hidden:
        return NOT_SHOWN
    if name in CLOSING_HEADS:
        return closing_cell(row, name).text
    value = getattr(row, name)
    return value if isinstance(value, int | float) else str(value or "")


def time_rows(
    subject: Subject, gate: Gate
) -> tuple[list[str], list[list[Value]], Callable[[int], bool]]:
    """Gaps to all, point by point, of groups that need something or are behind.

    Cells are empty where a figure is missing or hidden: a chart would draw words as 0.
    """
    behind = {row.group for row in subject.now if (row.gap_to_whole or 0.0) <= -0.05}
    groups = [
        row.group
        for row in subject.now
        if (row.group in behind or group_of(row.group).kind == "need")
        and sum(_gap(subject, row.group, point) is not None for point in subject.points) > 1
    ]
    rows: list[list[Value]] = [
        [title_of(point), *(_gap(subject, group, point) for group in groups)]
        for point in subject.points
    ]
    names = [group_title(group, gate) for group in groups]
    return names, rows, lambda n: groups[n] in behind


def _gap(subject: Subject, group: str, point: DataPoint) -> float | None:
    row = subject.row(group, point)
    return row.gap_to_whole if row else None


def meanings(material: GapMaterial) -> Iterator[tuple[str, str]]:
    """What each column is; heads first."""
    for column in COLUMNS:
        if column.name:
            yield column.head, FIGURES[column.name]
    yield "Compared with", "The data point that “closing” looks back to."
    yield "All, and the rest", f"{sentence(material.whole)}; {material.rest}."
