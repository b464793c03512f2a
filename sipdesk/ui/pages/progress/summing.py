"""A cohort in sum: a bar for each class, and the numbers in sentences."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.progress import ProgressReport
from sipdesk.ui.pages.progress.bars import chart_of, in_words, levels_in_words, stuck_in_words
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.widgets.chart import ChartView
from sipdesk.ui.widgets.words import Words


class Summary(QWidget):
    """Every share says of how many pupils it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._said = Words("", self)
        self._levels = Words("", self)
        self._stuck = Words("", self)
        self._chart = ChartView(None, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.px(GRID), 0, 0)
        column.setSpacing(theme.px(GRID))
        for part in (self._said, self._levels, self._stuck, self._chart):
            column.addWidget(part)

    def show_report(self, report: ProgressReport, subject: str) -> None:
        """Show the sums of one subject."""
        sums = next((one for one in report.altogether if one.subject == subject), None)
        self._chart.setVisible(sums is not None)
        if sums is None:
            self._said.setText("None of these pupils has a result in this subject.")
            self._levels.hide()
            self._stuck.hide()
            return
        self._said.setText(f"{report.rule.title}. {in_words(sums)}")
        for words, text in (
            (self._levels, levels_in_words(sums, report.rule)),
            (self._stuck, stuck_in_words(sums, report.rule)),
        ):
            words.setText(text)
            words.setVisible(bool(text))
        classes = [one for one in report.classes if one.subject == subject]
        self._chart.show_chart(chart_of(classes, sums))
