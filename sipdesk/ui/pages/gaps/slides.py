"""What is shown on a wall, figure by figure. Pure: the projector only paints it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sipdesk.export.audience import Gate
from sipdesk.export.charts import Axis, GapBar, Gaps, Plot
from sipdesk.export.content.gap_pieces import gap_chart
from sipdesk.export.content.gap_slices import Subject, by_subject, group_title
from sipdesk.export.content.gap_words import closing_cell, gap, hidden
from sipdesk.export.document import Tone
from sipdesk.export.gap_material import GapMaterial
from sipdesk.models.gaps import Closing, GapRow, Note
from sipdesk.models.gaps.suppression import in_words
from sipdesk.models.gaps.words import NOTES, row_in_words
from sipdesk.ui.words import first_up

TOGETHER = 8  # groups in one chart that can be read from the last row
_MARGIN = 0.08  # of the axis, at each end
_WARNED = (Note.NARROW_BUT_LOW, Note.NO_REST)


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart and what it means; of one group also the group, its gap and whether it closes."""

    plot: Plot
    meaning: str
    group: str = ""
    large: str = ""
    closing: str = ""
    tone: Tone = Tone.NONE


@dataclass(frozen=True, slots=True)
class Slide:
    """One subject: first its groups together, then each group's figure."""

    title: str
    figures: tuple[Figure, ...]


def slides(material: GapMaterial, gate: Gate) -> list[Slide]:
    """Subject by subject; a subject or group that may not be shown is not there at all."""
    found = []
    for subject in by_subject(material):
        shown = tuple(row for row in subject.now if not hidden(row) and row.average is not None)
        if shown:
            last = {**subject.rows, subject.points[-1]: shown}
            found.append(_slide(material, replace(subject, rows=last), gate))
    return found


def _slide(material: GapMaterial, subject: Subject, gate: Gate) -> Slide:
    chart = gap_chart(material, subject, gate)
    assert isinstance(chart.plot, Gaps)
    plot = replace(chart.plot, axis=_held(chart.plot.axis, chart.plot.bars))
    told = _how_to_read(material)
    together = [
        Figure(replace(plot, bars=plot.bars[at : at + TOGETHER]), told)
        for at in range(0, len(plot.bars), TOGETHER)
    ]
    alone = _alone(material, subject, plot, gate)
    return Slide(chart.title, (*together, *alone))


def _alone(material: GapMaterial, subject: Subject, plot: Gaps, gate: Gate) -> Iterator[Figure]:
    """Each group by itself, on the axis of all."""
    unit = "percentage points" if material.report.measure.is_percent else "points"
    for row, bar in zip(subject.now, plot.bars, strict=True):
        sure = row.closing_to_whole not in (None, Closing.CANNOT_SAY)
        cell = closing_cell(row, "closing_to_whole")
        yield Figure(
            replace(plot, bars=(bar,)),
            _meaning(material, subject, row, gate),
            group_title(row.group, gate),
            f"{gap(row.gap_to_whole)} {unit}",
            first_up(cell.text) if sure else "",
            cell.tone,
        )


def _meaning(material: GapMaterial, subject: Subject, row: GapRow, gate: Gate) -> str:
    label = group_title(row.group, gate)
    said = row_in_words(row, material.report.measure, subject.scale, label, material.whole)
    warned = [NOTES[note] for note in row.notes if note in _WARNED]
    return gate.text(" ".join([said, *warned]))


def _how_to_read(material: GapMaterial) -> str:
    what = "percentage" if material.report.measure.is_percent else "average"
    return (
        f"Each line is a group of pupils. The dot is the group’s {what}, the upright line that of "
        f"{material.whole}; the bar between them is the gap. {in_words(material.report.threshold)}"
    )


def _held(axis: Axis, bars: tuple[GapBar, ...]) -> Axis:
    """The axis from the lowest to the highest, so that no chart of a subject has another."""
    values = [v for bar in bars for v in (bar.value, bar.whole, bar.rest) if v is not None]
    room = (max(values) - min(values)) * _MARGIN or 1.0
    return replace(axis, ends=(min(values) - room, max(values) + room))
