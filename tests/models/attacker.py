"""Somebody who wants to know what a report hides: puts together all that several reports say.

Known are the figures shown, which rows are missing (nobody is in them), and how groups hang
together: classes make up years, years the school, codes of special needs make up all of them, boys
and girls are different pupils. Unknown is how many pupils lie in each corner of a class. A cell is
worked out when every solution of the equations has the same number there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import chain, combinations

from sipdesk.models.gaps.records import GapReport, GapRow, Slice

Corner = tuple[str, str, frozenset[str]]  # year, form, groups of one family
Equation = tuple[frozenset[Corner], Fraction]
Possible = Callable[[frozenset[str]], bool]


@dataclass
class Attacker:
    """`classes` are the school's; `groups` those of one family, of which only some go together."""

    classes: Sequence[tuple[str, str]]
    groups: Sequence[str]
    possible: Possible
    equations: list[Equation] = field(default_factory=list)
    hidden: list[tuple[frozenset[Corner], GapRow]] = field(default_factory=list)

    def corners(self, report: GapReport, group: str = "") -> frozenset[Corner]:
        """The corners of a report's cohort, or of one group in it."""
        return frozenset(
            (year, form, together)
            for year, form in self.classes
            for together in self._together()
            if report.year in ("", year)
            and report.form in ("", form)
            and (not group or group in together)
        )

    def read(self, report: GapReport, at: Slice, figure: str = "pupils") -> None:
        """What a report says of a slice: how many pupils, or what they add up to."""
        rows = {row.group: row for row in report.rows if row.slice == at}
        for group in report.asked:
            row = rows.get(group)
            corners = self.corners(report, group)
            if row is None:
                if rows:
                    self.equations.append((corners, Fraction(0)))
            elif row.pupils is None:
                self.hidden.append((corners, row))
            else:
                self.equations.append((corners, _said(row.pupils, row.average, figure)))
                rest = self.corners(report) - corners
                self.equations.append((rest, _said(row.rest_pupils or 0, row.rest_average, figure)))
        for row in rows.values():
            if row.whole_pupils is not None:
                everybody = _said(row.whole_pupils, row.whole_average, figure)
                self.equations.append((self.corners(report), everybody))

    def worked_out(self) -> Iterator[GapRow]:
        """Hidden cells that follow from what is shown."""
        zero = {corner for corners, total in self.equations if not total for corner in corners}
        bounds = self._narrowed(zero)
        basis = _Basis(bounds)
        for corners, total in self.equations:
            basis.add(corners - zero, total)
        for corners, row in self.hidden:
            if corners - zero and basis.spans(corners - zero):
                yield row
        for corners, row in self.hidden:
            low = sum(bounds[c][0] for c in corners)
            high = [bounds[c][1] for c in corners]
            if all(h is not None for h in high) and low == sum(h or 0 for h in high) and low:
                yield row

    def _narrowed(self, zero: set[Corner]) -> dict[Corner, tuple[Fraction, Fraction | None]]:
        """Lower and upper bounds that follow for each corner, again and again until none move."""
        nothing = Fraction(0)
        bounds: dict[Corner, tuple[Fraction, Fraction | None]] = {
            corner: (nothing, nothing if corner in zero else None)
            for corners, _ in chain(self.equations, self.hidden)
            for corner in corners
        }
        for _ in range(8):
            before = dict(bounds)
            for corners, total in self.equations:
                lows = sum((bounds[c][0] for c in corners), nothing)
                highs = [bounds[c][1] for c in corners]
                for c in corners:
                    low, high = bounds[c]
                    most = total - (lows - low)
                    high = most if high is None else min(high, most)
                    others = [h for k, h in zip(corners, highs, strict=True) if k != c]
                    if all(h is not None for h in others):
                        low = max(low, total - sum((h or nothing for h in others), nothing))
                    bounds[c] = (low, high)
            if bounds == before:
                break
        return bounds

    def _together(self) -> list[frozenset[str]]:
        every = chain.from_iterable(
            combinations(self.groups, n) for n in range(len(self.groups) + 1)
        )
        return [frozenset(some) for some in every if self.possible(frozenset(some))]


class _Basis:
    """Gaussian elimination in fractions: what can be added up from the equations."""

    def __init__(self, columns: Iterable[Corner]) -> None:
        self._columns = {corner: n for n, corner in enumerate(columns)}
        self._rows: dict[int, list[Fraction]] = {}

    def add(self, corners: frozenset[Corner], total: Fraction) -> None:
        row = self._reduced(corners)
        lead = next((n for n, value in enumerate(row) if value), None)
        if lead is not None:
            self._rows[lead] = [value / row[lead] for value in row]

    def spans(self, corners: frozenset[Corner]) -> bool:
        return not any(self._reduced(corners))

    def _reduced(self, corners: frozenset[Corner]) -> list[Fraction]:
        row = [Fraction(0)] * len(self._columns)
        for corner in corners:
            row[self._columns[corner]] = Fraction(1)
        for lead in range(len(row)):
            if row[lead] and lead in self._rows:
                times = row[lead]
                row = [a - times * b for a, b in zip(row, self._rows[lead], strict=True)]
        return row


def _said(pupils: int, average: float | None, figure: str) -> Fraction:
    if figure == "pupils":
        return Fraction(pupils)
    return Fraction(round(pupils * (average or 0.0)))
