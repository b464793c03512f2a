"""The rule that the figures follow, so that it can be read beside them; and where it is changed."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.progress import ProgressReport
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.progress.words import counted, expected_table, rule_in_words
from sipdesk.ui.style.metrics import Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.widgets.words import Words

_REACHES = ("0", "0.5", "1", "2", "3", "4")
FIELDS = (
    Field(
        "amber",
        "Amber reaches",
        Editor.PICK,
        choices=(
            Choice("", "as far as the rule's table says"),
            *(Choice(steps, f"{counted(float(steps), 'step')} short") for steps in _REACHES),
        ),
        help="For every rule; a step is one value of the scale that results are on",
    ),
)
_WHERE = (
    "To have a rule of your own, copy “{key}.toml” from the folder resources/progress of SIP Desk "
    "into the folder “progress” beside your desk and change the copy: each line says what it is "
    "for. It stands in for the one that came with SIP Desk from the next start on."
)


class RuleCard(Page):
    """What counts as green, amber and red."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._card = Card("", self)
        self._points = PointList(self)
        self._grades = Words("", self)
        self._form = self.form(FIELDS, self._save, columns=2)
        self._where = Words("", self, size=Size.SMALL, tone="muted")
        self._problems = Words("", self, size=Size.SMALL)
        for part in (self._points, self._grades, self._form, self._where, self._problems):
            self._card.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def show_rule(self, report: ProgressReport) -> None:
        """Show the rule of a report, and what of the SIP's own rules could not be read."""
        book, rule = self.desk.progress, report.rule
        self._card.set_title(f"The rule: {rule.title}")
        self._points.show_points(rule_in_words(rule, report.amber, book.scales))
        grades = ", ".join(f"{start} → {grade}" for start, grade in expected_table(rule))
        self._grades.setText(f"From the start to the grade: {grades}." if grades else "")
        self._grades.setVisible(bool(grades))
        self._form.load({"amber": "" if book.amber is None else f"{book.amber:g}"})
        self._where.setText(_WHERE.format(key=rule.key))
        said = " ".join(f"Left out: {problem}" for problem in book.rules.problems)
        self._problems.setText(said)
        self._problems.setVisible(bool(said))

    def _save(self, changes: dict[str, Any]) -> None:
        chosen = str(changes["amber"])
        self.desk.progress.amber = float(chosen) if chosen else None
