"""A gap report in sentences: what is closing, what is not, and what to beware of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sipdesk.export.audience import Gate
from sipdesk.export.content.gap_slices import Subject, group_title
from sipdesk.export.content.gap_words import distance, pupils
from sipdesk.export.document import Heading, Para, Piece, Points
from sipdesk.export.gap_material import GapMaterial
from sipdesk.models.gaps import Closing, GapRow, Note
from sipdesk.models.gaps.rules import tenths
from sipdesk.models.gaps.words import point_in_words
from sipdesk.models.pupils import group_of

_BY_ATTAINMENT = "band"  # these groups differ because they are made so
_MOST = 6  # sentences under one heading; the tables have the others
_Case = tuple[Subject, GapRow]


def summary(material: GapMaterial, subjects: Sequence[Subject], gate: Gate) -> list[Piece]:
    """What a reader with one minute should know."""
    cases = [
        (subject, row)
        for subject in subjects
        for row in subject.now
        if group_of(row.group).kind != _BY_ATTAINMENT
    ]
    whole = material.whole
    parts: tuple[tuple[str, Callable[[GapRow], bool]], ...] = (
        ("Closing", lambda row: row.closing_to_whole is Closing.YES),
        ("Not closing", lambda row: row.closing_to_whole in (Closing.NO, Closing.SAME)),
        ("Behind, and it cannot be said whether it closes", _open_question),
    )
    pieces: list[Piece] = []
    for heading, belongs in parts:
        found = sorted((case for case in cases if belongs(case[1])), key=_behind)
        if found:
            told = [_moved(subject, row, whole, material, gate) for subject, row in found]
            pieces += [Heading(heading, 2), Points(_held(told))]
    low = [case for case in cases if Note.NARROW_BUT_LOW in case[1].notes]
    if low:
        pieces += [Heading("A narrow gap that is no good news", 2), Points(tuple(_low(low, gate)))]
    if not pieces:
        pieces.append(Para(_nothing(cases, whole)))
    return pieces


def _behind(case: _Case) -> tuple[bool, float]:
    """Groups that need something first, then the widest gap."""
    row = case[1]
    return group_of(row.group).kind != "need", row.gap_to_whole or 0.0


def _open_question(row: GapRow) -> bool:
    known = row.closing_to_whole in (None, Closing.CANNOT_SAY) and Note.NOT_BEHIND not in row.notes
    return known and not row.small and tenths(row.gap_to_whole or 0.0) < 0


def _moved(subject: Subject, row: GapRow, whole: str, material: GapMaterial, gate: Gate) -> str:
    """One group in one subject: where it was, where it is, and how many pupils that are."""
    percent = material.report.measure.is_percent
    about = f"{group_title(row.group, gate)}, {gate.text(subject.name)}: "
    now = f"{distance(row.gap_to_whole or 0.0, percent)} in {point_in_words(subject.points[-1])}"
    count = f" ({pupils(row.pupils or 0)}{', a small group' if row.small else ''})."
    before = subject.row(row.group, row.since)
    if row.closing_to_whole not in (Closing.YES, Closing.NO, Closing.SAME):
        return f"{about}{now}{count}"
    if before is None or before.gap_to_whole is None or row.since is None:
        return f"{about}{now}{count}"
    then = f"{distance(before.gap_to_whole, percent)} {whole} in {point_in_words(row.since)}"
    return f"{about}{then}, {now}{count}"


def _low(cases: Sequence[_Case], gate: Gate) -> Iterator[str]:
    """Subject by subject, since there the whole is low and not the group alone."""
    by_subject: dict[str, list[str]] = {}
    for subject, row in cases:
        by_subject.setdefault(gate.text(subject.name), []).append(group_title(row.group, gate))
    for name, groups in by_subject.items():
        yield (
            f"{name}: {', '.join(dict.fromkeys(groups))}. They are close to everybody, and"
            " everybody together is below what is expected at this age."
        )


def _held(told: Sequence[str]) -> tuple[str, ...]:
    left = len(told) - _MOST
    if left <= 1:
        return tuple(told)
    return (*told[:_MOST], f"And {left} more; the tables have them.")


def _nothing(cases: Sequence[_Case], whole: str) -> str:
    if not cases:
        return "There are no results yet from which gaps could be reckoned."
    return f"No group that can be shown is behind {whole}."
