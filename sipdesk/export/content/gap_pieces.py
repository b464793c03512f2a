"""What stands under a subject: the chart, the table, the way over time, and what to know of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sipdesk.export.audience import Gate
from sipdesk.export.charts import Axis, GapBar, Gaps
from sipdesk.export.content.gap_slices import Subject, group_title
from sipdesk.export.content.gap_words import (
    NOT_SHOWN,
    closing_cell,
    gap,
    hidden,
    pupils,
    with_value,
)
from sipdesk.export.document import Cell, Chart, Para, Piece, Table
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.wording import sentence
from sipdesk.models.assessments import title_of
from sipdesk.models.gaps import GapRow, Note
from sipdesk.models.gaps.rules import tenths
from sipdesk.models.gaps.words import CLOSING_HEADS, point_in_words, row_in_words

_POINTS = 4  # data points beside one another over time


def subject_pieces(material: GapMaterial, subject: Subject, gate: Gate) -> Iterator[Piece]:
    """One subject, from the picture to what to beware of."""
    yield gap_chart(material, subject, gate)
    yield _table(material, subject, gate)
    behind = [row.group for row in subject.now if tenths(row.gap_to_whole or 0.0) < 0]
    if len(subject.points) > 1 and behind:
        yield Para(f"The gap to {material.whole} over time, of the groups that are behind now:")
        yield _over_time(subject, behind, gate)
    for words in _beware(subject, gate):
        yield Para(words, muted=True)


def gap_chart(material: GapMaterial, subject: Subject, gate: Gate) -> Chart:
    """The groups of one subject at its last data point."""
    percent = material.report.measure.is_percent
    bars = tuple(_bar(material, subject, row, gate) for row in subject.now)
    plot = Gaps(
        _axis(subject, percent),
        bars,
        names=("The group", sentence(material.whole), sentence(material.rest)),
    )
    name = gate.text(subject.name)
    title = f"{name}, {point_in_words(subject.points[-1])}"
    shown = [bar.words for bar in bars if bar.value is not None]
    return Chart(title, plot, f"{title}. {' '.join(shown)}")


def _axis(subject: Subject, percent: bool) -> Axis:
    if percent:
        return Axis("Percent of the pupils who have a result", unit="%")
    if subject.scale is None:
        return Axis("Points")
    names = tuple((value.points, value.text) for value in subject.scale.values)
    return Axis(subject.scale.title, names)


def _bar(material: GapMaterial, subject: Subject, row: GapRow, gate: Gate) -> GapBar:
    label = group_title(row.group, gate)
    if hidden(row):
        return GapBar(label, instead=NOT_SHOWN, words=f"{label}: {NOT_SHOWN}.")
    words = f"{label}. " + gate.text(
        row_in_words(row, material.report.measure, subject.scale, label, material.whole)
    )
    if row.average is None:
        return GapBar(label, "0", instead="no results", words=words)
    return GapBar(
        label,
        f"{row.pupils}{', few' if row.small else ''}",
        row.average,
        row.whole_average,
        row.rest_average,
        gap(row.gap_to_whole),
        words=words,
    )


def _table(material: GapMaterial, subject: Subject, gate: Gate) -> Table:
    """Group by group, both gaps and whether each closes; below them everybody."""
    percent = material.report.measure.is_percent
    rows = [_row(subject, row, percent, gate) for row in subject.now]
    example = next(row for row in subject.now if "whole_average" not in row.hidden)
    everybody = with_value(example.whole_average, subject.scale, percent)
    whole = Cell(sentence(material.whole))
    rows.append((whole, Cell(str(example.whole_pupils)), Cell(everybody), *[Cell("")] * 4))
    since = f" since {point_in_words(subject.before)}" if subject.before else ""
    on_all, on_rest = (f"{head}{since}" for head in CLOSING_HEADS.values())
    head = ("Group", "Pupils", "Average", "Gap to all", on_all, "Gap to rest", on_rest)
    return Table(head, tuple(rows), (26, 8, 11, 10, 18, 9, 18), figures=(1, 2, 3, 5))


def _row(subject: Subject, row: GapRow, percent: bool, gate: Gate) -> tuple[Cell, ...]:
    name = Cell(group_title(row.group, gate))
    if hidden(row):
        return (name, Cell(""), Cell(NOT_SHOWN), *[Cell("")] * 4)
    return (
        name,
        Cell(f"{row.pupils}{', few' if row.small else ''}"),
        Cell(with_value(row.average, subject.scale, percent)),
        Cell(gap(row.gap_to_whole)),
        closing_cell(row, "closing_to_whole"),
        Cell(gap(row.gap_to_rest)),
        closing_cell(row, "closing_to_rest"),
    )


def _over_time(subject: Subject, groups: Sequence[str], gate: Gate) -> Table:
    points = subject.points[-_POINTS:]
    rows = []
    for group in groups:
        cells = [Cell(group_title(group, gate))]
        for point in points:
            row = subject.row(group, point)
            hid = row is not None and hidden(row)
            cells.append(Cell(NOT_SHOWN if hid else gap(row.gap_to_whole) if row else ""))
        rows.append(tuple(cells))
    head = ("Group", *(title_of(point) for point in points))
    columns = tuple(range(1, len(head)))
    return Table(head, tuple(rows), (30, *[70 / _POINTS] * len(points)), figures=columns)


def _beware(subject: Subject, gate: Gate) -> Iterator[str]:
    """What a careful reader asks: who has no result, and what is not the same as before."""
    example = subject.now[0]
    if example.whole_without_value:
        missing = [
            f"{group_title(row.group, gate)} {row.without_value}"
            for row in subject.now
            if row.without_value
        ]
        among = f" Among them: {', '.join(missing)}." if missing else ""
        yield (
            f"{pupils(example.whole_without_value).capitalize()} had no result in"
            f" {point_in_words(subject.points[-1])} and could not be counted.{among}"
        )
    changed = [r for r in subject.now if Note.OTHER_NUMBERS in r.notes and not hidden(r)]
    if changed:
        names = ", ".join(group_title(row.group, gate) for row in changed)
        yield f"Not as many pupils had a result as at the data point before: {names}."
    if any(Note.ANOTHER_SCALE in row.notes for row in subject.now):
        yield "At the data point before, another scale was used, so nothing is said about closing."
