"""The rows of the table of gaps, and what is said of the chosen one. No widget is known here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from sipdesk.export.audience import Gate
from sipdesk.export.content.gap_slices import Subject, group_title
from sipdesk.export.content.gap_words import closing_cell, gap, with_value
from sipdesk.export.document import Cell, Tone
from sipdesk.export.gap_material import GapMaterial
from sipdesk.models.gaps import GapReport, GapRow, Note
from sipdesk.models.gaps.words import NOTES, overlap_in_words, row_in_words
from sipdesk.models.pupils import group_of
from sipdesk.models.scales import Scale
from sipdesk.ui.words import first_up

MOST_BESIDE = 3  # groups named beside one that they overlap with


@dataclass(frozen=True, slots=True)
class GapLine:
    """One group in one subject at its data point, with its names as they may be seen now."""

    id: str
    row: GapRow
    group: str
    subject: str
    when: str
    scale: Scale | None
    percent: bool

    @property
    def pupils(self) -> str:
        return f"{self.row.pupils}, few" if self.row.small else str(self.row.pupils)

    @property
    def average(self) -> str:
        return with_value(self.row.average, self.scale, self.percent) or "–"

    @property
    def to_whole(self) -> str:
        return _beside(self.row.gap_to_whole, self.row.whole_pupils)

    @property
    def to_rest(self) -> str:
        return _beside(self.row.gap_to_rest, self.row.rest_pupils)

    @property
    def closing_on_whole(self) -> Cell:
        return _capital(closing_cell(self.row, "closing_to_whole"))

    @property
    def closing_on_rest(self) -> Cell:
        return _capital(closing_cell(self.row, "closing_to_rest"))

    @property
    def narrow_but_low(self) -> bool:
        return Note.NARROW_BUT_LOW in self.row.notes

    @property
    def beware(self) -> str:
        """The short of what the sentences below the table say."""
        parts = ["narrow but low"] if self.narrow_but_low else []
        if self.row.without_value:
            parts.append(f"{self.row.without_value} had no value")
        return first_up(", ".join(parts))

    @property
    def beware_tone(self) -> Tone:
        return Tone.NEARLY if self.narrow_but_low else Tone.NONE


def lines_of(material: GapMaterial, subjects: Iterable[Subject], gate: Gate) -> list[GapLine]:
    """Every group of every subject at the last data point there is in the report."""
    return [
        GapLine(
            id=f"{subject.name}\n{row.scale}\n{row.group}",
            row=row,
            group=group_title(row.group, gate),
            subject=gate.text(subject.name),
            when=subject.when,
            scale=subject.scale,
            percent=material.report.measure.is_percent,
        )
        for subject in subjects
        for row in subject.now
    ]


def sentences(line: GapLine, material: GapMaterial, gate: Gate) -> list[str]:
    """What a row means in sentences: the figures, what to beware of, and who else is in it."""
    row, report = line.row, material.report
    said = [row_in_words(row, report.measure, line.scale, line.group, material.whole)]
    said += [NOTES[note] for note in row.notes]
    if row.small:
        said.append(f"Few pupils: one of them moves the average. ({report.small} or fewer.)")
    if row.without_value or row.whole_without_value:
        said.append(
            f"{row.without_value or 0} of the group and {row.whole_without_value or 0} of all had "
            "no value and are not counted."
        )
    return said + _overlaps(line, report, gate)


def headed(lines: Iterable[GapLine]) -> str:
    """When the figures are of, and what they look back to."""
    return ", ".join(dict.fromkeys(line.when for line in lines))


def _overlaps(line: GapLine, report: GapReport, gate: Gate) -> list[str]:
    """The groups it shares most pupils with: a gap may be another group's."""
    overlap = report.overlap
    if overlap is None or not overlap.pupils.get(line.row.group):
        return []
    others = [
        (overlap.shared(line.row.group, other), other)
        for other in overlap.pupils
        if other != line.row.group and overlap.shared(line.row.group, other)
    ]
    others.sort(key=lambda pair: (-pair[0], pair[1]))
    return [
        overlap_in_words(overlap, line.row.group, other, lambda key: group_title(key, gate))
        for _, other in others[:MOST_BESIDE]
        if group_of(other).kind != "band"
    ]


def _beside(figure: float | None, pupils: int | None) -> str:
    """A gap with the number of pupils it is a gap to."""
    return f"{gap(figure)} ({pupils})" if figure is not None else "–"


def _capital(cell: Cell) -> Cell:
    return replace(cell, text=first_up(cell.text))
