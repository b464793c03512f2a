"""The report on gaps: first in sentences, then subject by subject, then how to read it."""

from __future__ import annotations

from collections.abc import Iterator

from sipdesk.export.audience import Gate
from sipdesk.export.content.gap_pieces import subject_pieces
from sipdesk.export.content.gap_slices import Subject, by_subject, group_title, subject_title
from sipdesk.export.content.gap_summary import summary
from sipdesk.export.content.gap_words import pupils
from sipdesk.export.content.prose import gate_for
from sipdesk.export.document import Cell, Document, Facts, Heading, Para, Piece, Points, Table
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.wording import clean, listed, sentence
from sipdesk.models.clock import date_in_words
from sipdesk.models.gaps import Measure
from sipdesk.models.gaps.suppression import in_words
from sipdesk.models.pupils import groups_in_order

TITLE = "How groups are doing"
_MOST_BESIDE = 4  # groups named beside one that they overlap with
_MEASURES = {
    Measure.AVERAGE: "Average points",
    Measure.AT_OR_ABOVE: "Percent of pupils at or above what is expected",
    Measure.LEVELS_MADE: "Percent of pupils who made the levels of progress",
}


def gap_report(material: GapMaterial) -> Document:
    """The report as its reader may have it."""
    gate = gate_for(material.about, material.audience)
    subjects = by_subject(material)
    school = clean(material.about.school.name).strip() or "School"
    cohort = gate.text(material.cohort.title)
    return Document(
        title=TITLE,
        subtitle=f"{cohort}, {school}",
        running=f"{TITLE}, {cohort}, {school}",
        pieces=tuple(_pieces(material, subjects, gate)),
        logo=material.about.logo,
    )


def _pieces(material: GapMaterial, subjects: list[Subject], gate: Gate) -> Iterator[Piece]:
    yield _facts(material, subjects)
    yield Heading("In short")
    yield from summary(material, subjects, gate)
    withheld = [subject for subject in subjects if subject.is_withheld]
    for subject in subjects:
        if subject not in withheld:
            yield Heading(subject_title(subject, subjects, gate))
            yield from subject_pieces(material, subject, gate)
    if material.report.overlap is not None and material.report.overlap.both:
        yield Heading("Pupils who are in more than one group")
        yield from _overlap(material, gate)
    yield Heading("How to read this")
    yield Points(tuple(how_to_read(material)))
    if withheld:
        names = listed([subject_title(subject, subjects, gate) for subject in withheld])
        yield Para(f"Subjects of which nothing can be shown outside the school: {names}.")


def _facts(material: GapMaterial, subjects: list[Subject]) -> Facts:
    report = material.report
    latest = list(dict.fromkeys(subject.when for subject in subjects))
    rows = (
        ("School", material.about.school.name),
        ("Pupils", f"{material.cohort.title}: {pupils(report.roll)}" if report.roll else ""),
        ("Compared", _MEASURES[report.measure]),
        ("Latest results", ", ".join(latest)),
        ("Written", date_in_words(material.on)),
        ("By", material.about.author),
    )
    return Facts(tuple((label, clean(value)) for label, value in rows if value.strip()))


def _overlap(material: GapMaterial, gate: Gate) -> Iterator[Piece]:
    """Beside each group, those it shares most pupils with: a gap may be another group's."""
    overlap = material.report.overlap
    assert overlap is not None
    yield Para("A gap that two groups share may have one cause. Of the pupils in each group:")
    known = groups_in_order(overlap.pupils)
    rows = []
    for group in known:
        shared = [(overlap.shared(group, other), other) for other in known if other != group]
        most = sorted((pair for pair in shared if pair[0]), key=lambda p: -p[0])[:_MOST_BESIDE]
        told = ", ".join(f"{number} {group_title(other, gate)}" for number, other in most)
        name, number = group_title(group, gate), str(overlap.pupils[group])
        rows.append((Cell(name), Cell(number), Cell(sentence(told))))
    yield Table(("Group", "Pupils", "Also in"), tuple(rows), (30, 10, 60), figures=(1,))


def how_to_read(material: GapMaterial) -> Iterator[str]:
    """What each figure is, so that nobody has to ask."""
    report, whole, rest = material.report, material.whole, material.rest
    percent = report.measure.is_percent
    what = "percentage" if percent else "average"
    yield (
        f"“Gap to all” is the group’s {what} less that of {whole}, the group itself among them."
        f" “Gap to rest” is the group’s {what} less that of {rest}, the group left out. The second"
        " is the wider of the two, and the more so the larger the group is."
    )
    yield "A minus means behind, a plus ahead. Figures are rounded to one decimal at the very end."
    yield (
        "“Closing” means that the group is less far behind than at the data point before, “closed”"
        " that it was behind then and is not now, both judged on the figures as they are printed."
        " A group that was level or ahead, and still is, has"
        " no gap to close."
    )
    yield "Only pupils who have a result are counted; numbers of pupils stand beside each figure."
    if report.threshold:
        yield sentence(in_words(report.threshold))
    else:
        yield (
            f"“Few” marks groups of {report.small} pupils or fewer: there one pupil moves the"
            f" {what}, so nothing is said about closing. This report is for the school itself;"
            " ask for the one for governors before passing it on."
        )
    if report.mixed_years:
        yield (
            "Several year groups are averaged together here. A group with more younger pupils"
            " lies lower for that reason alone, so look at one year before drawing conclusions."
        )
