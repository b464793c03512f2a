"""What a preview of pupils comes to, counted and in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from sipdesk.models.intake.previews import PupilPreview


@dataclass(frozen=True, slots=True)
class Sums:
    """Counts of what taking a file in would do."""

    rows: int = 0
    new: int = 0
    known: int = 0
    changed: int = 0
    waiting: int = 0
    results_new: int = 0
    results_changed: int = 0
    results_same: int = 0
    years_of_attendance: int = 0
    rows_out: int = 0
    cells_out: int = 0

    def figures(self) -> list[tuple[int, str]]:
        """In the order in which one asks for them."""
        return [
            (self.rows, _word(self.rows, "row read", "rows read")),
            (self.new, _word(self.new, "new pupil", "new pupils")),
            (self.known, _word(self.known, "known pupil", "known pupils")),
            (self.changed, "of them changed"),
            (self.waiting, "to confirm"),
            (self.results_new, _word(self.results_new, "new result", "new results")),
            (
                self.results_changed,
                _word(self.results_changed, "result changed", "results changed"),
            ),
            (
                self.results_same,
                _word(self.results_same, "result as it is", "results as they are"),
            ),
            (
                self.years_of_attendance,
                _word(self.years_of_attendance, "year of attendance", "years of attendance"),
            ),
            (self.rows_out, _word(self.rows_out, "row left out", "rows left out")),
            (self.cells_out, _word(self.cells_out, "cell not read", "cells not read")),
        ]


def sums_of(preview: PupilPreview) -> Sums:
    """Counted over all pupils and results: for a thread of its own."""
    same, changed = preview.as_they_are, preview.replaced
    return Sums(
        rows=preview.rows_read,
        new=len(preview.joiners),
        known=sum(bool(one.pupil_id) for one in preview.accepted),
        changed=len(preview.changed),
        waiting=len(preview.waiting),
        results_new=preview.results - same - changed,
        results_changed=changed,
        results_same=same,
        years_of_attendance=sum(len(one.sessions) for one in preview.accepted),
        rows_out=len({problem.row for problem in preview.rejected}),
        cells_out=sum(not problem.whole for problem in preview.problems),
    )


def _word(count: int, one: str, many: str) -> str:
    return one if count == 1 else many
