"""A gap report for readers outside the school: what could point at a few pupils is taken out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sipdesk.models.errors import BadValue
from sipdesk.models.gaps.crowd import Crowd, known_groups, tallies
from sipdesk.models.gaps.deciding import COMPOSED, Ends, decide
from sipdesk.models.gaps.records import ABOUT_BEFORE, GapReport, GapRow, Slice
from sipdesk.models.gaps.rules import Sum, folded
from sipdesk.models.pupils import form_key, year_key

LOWEST, HIGHEST = 5, 10  # what the threshold can be set to
WHY = (
    "Not shown: a group of {threshold} pupils or fewer, or one from which such a group could be"
    " worked out."
)
_GROUP = frozenset(
    {"pupils", "average", "gap_to_whole", "rest_pupils", "rest_average", "gap_to_rest"}
    | {"closing_to_whole", "closing_to_rest"}
)
_WHOLE = frozenset({"whole_pupils", "whole_average"})
# How many have no value would tell, from one data point to the next, how many a group has.
_NEVER = frozenset({"without_value", "whole_without_value"})
_CLOSING = frozenset({"closing_to_whole", "closing_to_rest"})


def suppress(
    report: GapReport, crowd: Crowd, threshold: int, ends: Callable[[Slice], Ends]
) -> GapReport:
    """The report with what may not leave the school hidden.

    `crowd` is everybody at the school, whatever the report is about, so that two reports of the
    same data hide alike. `ends` says what a pupil can count for at least and at most. A hidden
    group has a row even where nobody is in it, so that a missing row tells
    nothing either; groups composed of others are told of the whole school only.
    """
    if not LOWEST <= threshold <= HIGHEST:
        raise BadValue(
            f"Groups can be hidden up to {LOWEST} pupils, or up to any number as far as {HIGHEST}.",
            "Nothing was written.",
            field="threshold",
        )
    return _hidden(report, crowd, threshold, _Gate(report, crowd, threshold, ends))


def in_words(threshold: int) -> str:
    """Why a figure is not shown. The same for every figure, because the reason would tell."""
    return WHY.format(threshold=threshold)


class _Gate:
    """What may be shown of the cohort of a report, slice by slice; each is decided on once."""

    def __init__(
        self, report: GapReport, crowd: Crowd, threshold: int, ends: Callable[[Slice], Ends]
    ) -> None:
        self.known = known_groups(crowd)
        self._crowd = crowd
        self._cohort = year_key(report.year), form_key(report.form)
        self._threshold = threshold
        self._ends = ends
        self._found: dict[Slice, frozenset[str] | None] = {}

    def allowed(self, at: Slice) -> frozenset[str] | None:
        """The groups that may be shown; None: not even the whole."""
        if at not in self._found:
            parts = self._crowd.get(at, ())
            decision = decide(parts, self.known, self._threshold, self._ends(at))
            self._found[at] = decision.of(*self._cohort)
        return self._found[at]


def _hidden(report: GapReport, crowd: Crowd, threshold: int, gate: _Gate) -> GapReport:
    asked = tuple(group for group in report.asked or gate.known if group in gate.known)
    if report.year or report.form:
        asked = tuple(group for group in asked if group not in COMPOSED)
    shown = {(row.slice, row.group): row for row in report.rows if row.pupils}
    wholes = _wholes(report, crowd)
    rows: list[GapRow] = []
    for each in report.slices:
        allowed = gate.allowed(each)
        for group in asked:
            there = shown.get((each, group))
            row = there or _nobody(group, each, wholes.get(each, Sum()))
            if allowed is None:
                rows.append(_without(row, _GROUP | _WHOLE | _NEVER))
            elif group not in allowed:
                rows.append(_without(row, _GROUP | _NEVER))
            elif there:
                rows.append(_shown(there, gate))
    return replace(
        report, rows=tuple(rows), asked=asked, roll=None, overlap=None, threshold=threshold
    )


def _wholes(report: GapReport, crowd: Crowd) -> dict[Slice, Sum]:
    cohort = tallies(crowd, report.year, report.form)
    return {each: folded(cells)[0] for each, cells in cohort.items()}


def _nobody(group: str, at: Slice, whole: Sum) -> GapRow:
    """A row for a group that nobody is in."""
    nothing = (0, None, whole.valued, whole.average, None, whole.valued, whole.average, None)
    return GapRow(group, at.subject, at.point, at.scale, *nothing, None, None)


def _shown(row: GapRow, gate: _Gate) -> GapRow:
    """A row that may be shown; whether it closes, only if what it looks back to may be too."""
    before = None if row.since is None else gate.allowed(replace(row.slice, point=row.since))
    if row.since is None or (before is not None and row.group in before):
        return _without(row, _NEVER, keep_notes=True)
    notes = tuple(note for note in row.notes if note not in ABOUT_BEFORE)
    return replace(_without(row, _NEVER | _CLOSING), notes=notes)


def _without(row: GapRow, names: frozenset[str], *, keep_notes: bool = False) -> GapRow:
    gone = dict.fromkeys(names)
    if not keep_notes:
        gone |= {"notes": (), "since": None, "small": False}
    return replace(row, hidden=row.hidden | names, **gone)  # type: ignore[arg-type]
