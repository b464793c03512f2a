"""Traffic lights and levels of progress: by class, and pupil by pupil."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.progress import ProgressReport
from sipdesk.models.pupils import Cohort
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.progress.asking import CohortChoice
from sipdesk.ui.pages.progress.listing import PupilList
from sipdesk.ui.pages.progress.rule_card import RuleCard
from sipdesk.ui.pages.progress.summing import Summary
from sipdesk.ui.pages.pupils.groups_said import year_said
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.words import Words

_Asked = tuple[int, str, str, str, str]


class ProgressPage(Page):
    """The page comes at once; the results are read when it stands."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._report: ProgressReport | None = None
        self._asked: _Asked | None = None  # what the report on the page answers
        self._choice = CohortChoice(self)
        self._reading = Words("Reading the results …", self, tone="muted")
        self._summary = Summary(self)
        self._list = self.adopt(PupilList(view, school_id, self))
        self._rule = self.adopt(RuleCard(view, self))
        self._empty = EmptyPlace(
            "How far pupils have come against what could be expected. It follows from results: "
            "a start, such as the end of Key Stage 2, and one result since.",
            "Import results…",
            self,
        )
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._arrange()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Names as they may be seen now; figures made again only where they may differ."""
        self._list.refresh()
        if self._asked is None or self._asked[0] != self.view.version:
            self._reading.setVisible(self._report is None)
            self._soon.start()

    def _arrange(self) -> None:
        self._choosing = Card("Progress", self)
        for part in (self._choice, self._reading, self._summary):
            self._choosing.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        below = (self._list, self._rule, self._empty)
        for each in (self._choosing, *below):
            column.addWidget(each)
        column.addStretch(1)
        for later in (self._summary, *below):
            later.hide()

    def _connect(self) -> None:
        self.view.namesChanged.connect(self._list.refresh)
        self._soon.timeout.connect(self._read)
        self._choice.changed.connect(self._soon.start)
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.importing(self._school_id, "pupils"))
        )

    # --- the report

    def _read(self) -> None:
        """Ask for the figures of what is chosen, unless they stand there."""
        self._offer()
        choice = self._choice
        asked = (self.view.version, choice.year, choice.form, choice.subject, choice.rule)
        if asked == self._asked:
            return
        cohort = Cohort(self._school_id, choice.year, choice.form)
        if self.carefully(lambda: self._answer(cohort)):
            self._asked = asked
        self._show()

    def _answer(self, cohort: Cohort) -> None:
        self._report = None
        if self._choice.subject:
            self._report = self.desk.progress.report(
                cohort, self._choice.subject, self._choice.rule or None
            )

    def _offer(self) -> None:
        forms: dict[str, set[str]] = {}
        sizes: Counter[str] = Counter()
        today = self.desk.clock.now().date()
        for pupil in self.view.pupils(self._school_id):
            if pupil.has_left(today):
                continue
            year = year_said(pupil.year)
            forms.setdefault(year, set()).add(pupil.form)
            sizes[year] += 1
        self._choice.offer_classes(forms, max(sizes, key=sizes.__getitem__, default=""))
        self._choice.offer_subjects(self.desk.assessments.subjects(self._school_id))
        self._choice.offer_rules(self.desk.progress.rules.all)

    def _show(self) -> None:
        report, any_results = self._report, bool(self._choice.subject)
        self._reading.hide()
        self._choosing.setVisible(any_results)
        self._empty.setVisible(not any_results)
        if report is not None:
            scales = self.desk.progress.scales
            self._summary.show_report(report, self._choice.subject)
            self._list.show_report(report, scales.get)
            self._rule.show_rule(report)
        for part in (self._summary, self._list, self._rule):
            part.setVisible(report is not None)
