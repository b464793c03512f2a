"""The preview of a school's list or transfer file: columns, rows, problems, people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from sipdesk.models.intake.files import read_file
from sipdesk.models.intake.known import Known
from sipdesk.models.intake.previews import Choices, PupilPreview
from sipdesk.models.intake.pupil_files import preview_pupils
from sipdesk.models.intake.tables import Source
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.importing.changes import Changes
from sipdesk.ui.pages.importing.columns import ColumnsPanel
from sipdesk.ui.pages.importing.first_rows import FirstRows
from sipdesk.ui.pages.importing.matches import MatchesPanel
from sipdesk.ui.pages.importing.movers import Joiners, Missing
from sipdesk.ui.pages.importing.part import LOOKING, Part
from sipdesk.ui.pages.importing.problems import ProblemsPanel
from sipdesk.ui.pages.importing.settling import Settling
from sipdesk.ui.pages.importing.sums import Sums, sums_of
from sipdesk.ui.tasks import Progress
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.nav_list import NavItem
from sipdesk.ui.widgets.tabs import SectionTabs


@dataclass(frozen=True, slots=True)
class Found:
    """A file with its preview: what the other thread hands back."""

    source: Source
    preview: PupilPreview
    sums: Sums


class PupilsPart(Part):
    """Every answer is looked at again at once; nothing is kept before it is taken in."""

    def __init__(self, view: View, known: Known, parent: QWidget | None = None) -> None:
        super().__init__(view, known.school.id, parent)
        self._known = known
        self._version = view.version
        self._choices = self._good = Choices()
        self._found: Found | None = None
        clock = self.desk.clock
        self._settling = Settling(self.hiding, clock, self)
        self._tabs = SectionTabs((), self, name="What was read")
        self._columns = ColumnsPanel(self._known.scales, self.hiding, clock, self)
        self._first = FirstRows(self.hiding, self)
        self._matches = MatchesPanel(self._by_id(), self.hiding, clock, self)
        self._problems = ProblemsPanel(self.hiding, self)
        self._joiners, self._missing = Joiners(self.hiding, self), Missing(self.hiding, self)
        self._changes = Changes(self.hiding, self)
        self._panels: dict[str, QWidget] = {
            "columns": self._columns,
            "rows": self._first,
            "confirm": self._matches,
            "problems": self._problems,
            "joiners": self._joiners,
            "changes": self._changes,
            "missing": self._missing,
        }
        self._arrange()
        self._connect()

    # --- what a part does

    def reading(self, path: Path) -> Callable[[Progress], Found]:
        known = self._known

        def work(progress: Progress) -> Found:
            source = read_file(path)
            progress.check()
            return _looked_at(source, known, Choices())

        return work

    def show_found(self, found: Found) -> None:
        self._found = found
        self._good = self._choices
        self._fill()

    def heading(self, name: str) -> str:
        school = self._known.school.name
        return f"{self.hiding.words(name)}, as pupils and results of {school}"

    def take_focus(self) -> None:
        self._tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def preview(self) -> PupilPreview | None:
        self._columns.flush()
        return self._found.preview if self._found else None

    def to_settle(self) -> None:
        preview = self.preview()
        if preview is None or self._settling.take_focus(preview):
            return
        self._turn_to("confirm" if preview.waiting else "columns")
        if not self._matches.next_waiting():
            self._tabs.setFocus(Qt.FocusReason.OtherFocusReason)

    def names_turned(self) -> None:
        self._version = self.view.version  # nothing that was compared has changed
        self._fill()

    def refresh(self) -> None:
        if self.is_taking or self._version == self.view.version:
            return
        self._version = self.view.version
        Lending.of(self.view).lend(
            LOOKING,
            lambda _: self.desk.intake.known(self.school_id),
            self._know_anew,
            self._not_looked,
            self,
        )

    def _know_anew(self, fresh: Known) -> None:
        """The desk has changed since this was compared with it."""
        self._known = replace(fresh, remembered=self._known.remembered)
        self._matches.know(self._by_id())
        there = self._by_id()
        gone = {"new", "skip", *there}
        self._look(
            replace(
                self._choices,
                decisions={r: d for r, d in self._choices.decisions.items() if d in gone},
                leavers=self._choices.leavers & there.keys(),
            )
        )

    # --- building

    def _arrange(self) -> None:
        self.add_settling(self._settling)
        below = Card("", self)
        below.add(self._tabs)
        for key, panel in self._panels.items():
            below.add(panel)
            panel.setVisible(key == "columns")
        self.lay_out(self.head, below)

    def _connect(self) -> None:
        self._tabs.chosen.connect(self._turn_to)
        self._settling.chosen.connect(self._look)
        self._columns.chosen.connect(self._take_column_for)
        self._columns.anewRequest.connect(self._guess_anew)
        self._matches.answered.connect(self._answer)
        self._matches.allRequest.connect(self._all_are_same)
        self._missing.turned.connect(self._mark_leavers)
        self.working.failed.connect(self._not_looked_at)

    def _by_id(self) -> dict[str, Any]:
        return {pupil.id: pupil for pupil in self._known.pupils}

    # --- what is shown

    def _fill(self) -> None:
        if self._found is None:
            return
        preview, sums = self._found.preview, self._found.sums
        self.figures.show_figures(sums.figures())
        self.say(
            [self.hiding.words(line) for line in preview.stops],
            [self.hiding.words(line) for line in preview.warnings],
        )
        self.offer(bool(preview.accepted))
        self._settling.show_preview(preview, self._choices)
        self._name_tabs(preview)
        self._columns.show_preview(preview)
        self._first.show_preview(preview)
        self._matches.show_preview(preview, self._choices)
        self._problems.show_problems(preview.problems)
        self._joiners.show_preview(preview)
        self._changes.show_preview(preview)
        self._missing.show_preview(preview)
        self._turn_to(self._tabs.current())

    def _name_tabs(self, preview: PupilPreview) -> None:
        counted = (
            ("columns", "Columns", len(preview.columns)),
            ("rows", "First rows", 0),
            ("confirm", "To confirm", len(preview.waiting)),
            ("problems", "Problems", len(preview.problems)),
            ("joiners", "New here", len(preview.joiners)),
            ("changes", "Changes", len(preview.changed)),
            ("missing", "Not in the file", len(preview.missing)),
        )
        items = [
            NavItem(key, f"{label} {count:,}" if count else label)
            for key, label, count in counted
            if key != "columns" or count  # a transfer file has no columns to say anything of
        ]
        self._tabs.set_items(items)

    def _turn_to(self, key: str) -> None:
        self._tabs.choose(key)
        for name, panel in self._panels.items():
            panel.setVisible(name == self._tabs.current())

    # --- what somebody says

    def _look(self, choices: Choices) -> None:
        """Look at the file again, on another thread."""
        if self._found is None:
            return
        self._choices = choices
        source, known = self._found.source, self._known
        self.working.ask(lambda _: _looked_at(source, known, choices), self.show_found)

    def _take_column_for(self, heading: str, meaning: str) -> None:
        self._look(replace(self._choices, columns={**self._choices.columns, heading: meaning}))

    def _guess_anew(self) -> None:
        self._known = replace(self._known, remembered={})
        self._look(replace(self._choices, columns={}))

    def _answer(self, row: int, answer: str) -> None:
        self._look(replace(self._choices, decisions={**self._choices.decisions, row: answer}))

    def _all_are_same(self) -> None:
        self._look(replace(self._choices, likely_are_same=True))

    def _mark_leavers(self, leavers: frozenset[str]) -> None:
        """No row is read otherwise for it."""
        self._choices = replace(self._choices, leavers=leavers)
        self._good = self._choices
        if self.working.is_busy:
            self._look(self._choices)
        elif self._found is not None:
            preview = self._found.preview
            marked = tuple(pupil for pupil in preview.missing if pupil.id in leavers)
            self._found = replace(self._found, preview=replace(preview, leavers=marked))
            self._missing.show_preview(self._found.preview)

    def _not_looked_at(self, _: Exception) -> None:
        """Back to the answers with which it could be."""
        self._choices = self._good
        self._fill()


def _looked_at(source: Source, known: Known, choices: Choices) -> Found:
    preview = preview_pupils(source, known, choices)
    return Found(source, preview, sums_of(preview))
