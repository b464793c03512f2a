"""Traffic lights and levels of progress: by class, and pupil by pupil."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.errors import UserError, for_a_person
from sipdesk.models.progress import ProgressReport
from sipdesk.models.pupils import Cohort, year_in_words
from sipdesk.ui import place
from sipdesk.ui.fresh_groups import when_fresh
from sipdesk.ui.latest import Latest
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.progress.asking import CohortChoice
from sipdesk.ui.pages.progress.listing import PupilList
from sipdesk.ui.pages.progress.rule_card import RuleCard
from sipdesk.ui.pages.progress.summing import Summary
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.words import Words

READING = "Reading the results …"
FORMER = "Reading the results … Until it is done the former figures stand here."
READ = "The results are read."
_FAULT = UserError(
    "The results could not be read; this is a fault in SIP Desk.",
    "Your records are as they were.",
    "Choose other pupils or another rule, and tell us what was chosen.",
)
_Asked = tuple[int, str, str, str, str]


class ProgressPage(Page):
    """The page comes at once; the results are read when it stands."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._report: ProgressReport | None = None
        self._asked: _Asked | None = None  # what the page shows, or is about to
        self._reckoning = Latest(self, "figures")
        self._choice = CohortChoice(self)
        self._reading = Words(READING, self, tone="muted")
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
        for later in (self._choice, self._reading, self._summary, *below):
            later.hide()

    def _connect(self) -> None:
        self.view.namesChanged.connect(self._list.refresh)
        self._soon.timeout.connect(self._read)
        self._reckoning.slow.connect(self._say_reading)
        self._reckoning.failed.connect(self._not_read)
        self._choice.changed.connect(self._soon.start)
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.importing(self._school_id, "pupils"))
        )

    # --- the report

    def _read(self) -> None:
        when_fresh(self.view, self._school_id, self._ask, self._not_read, self)

    def _ask(self) -> None:
        """Ask for the figures of what is chosen, unless they stand there."""
        self._offer()
        choice = self._choice
        asked = (self.view.version, choice.year, choice.form, choice.subject, choice.rule)
        if asked == self._asked:
            return
        self._asked = asked
        if not choice.subject:
            self._reckoning.drop()
            self._show(None)
            return
        book, cohort = self.desk.progress, Cohort(self._school_id, choice.year, choice.form)
        subject, rule = choice.subject, choice.rule or None
        self._reckoning.ask(lambda _: book.report(cohort, subject, rule), self._show)

    def _say_reading(self) -> None:
        self._reading.setText(FORMER if self._report else READING)
        self._reading.show()
        announce(self._reading, READING)

    def _not_read(self, error: Exception) -> None:
        self._asked = None
        self._show(None)
        self.failed.emit(for_a_person(error, _FAULT))

    def _offer(self) -> None:
        forms: dict[str, set[str]] = {}
        sizes: Counter[str] = Counter()
        today = self.desk.clock.now().date()
        for pupil in self.view.pupils(self._school_id):
            if pupil.has_left(today):
                continue
            year = year_in_words(pupil.year)
            forms.setdefault(year, set()).add(pupil.form)
            sizes[year] += 1
        self._choice.offer_classes(forms, max(sizes, key=sizes.__getitem__, default=""))
        self._choice.offer_subjects(self.desk.assessments.subjects(self._school_id))
        self._choice.offer_rules(self.desk.progress.rules.all)
        self._choice.show()

    def _show(self, report: ProgressReport | None) -> None:
        self._report, any_results = report, bool(self._choice.subject)
        was_said = not self._reading.isHidden()
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
        if was_said:
            announce(self._summary, READ)
