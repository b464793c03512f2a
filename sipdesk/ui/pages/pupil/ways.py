"""How far a pupil has come in each subject: a light in words, and the way there as a chart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.progress import Light, Trajectory
from sipdesk.models.scales import Scales
from sipdesk.ui.pages.progress.words import LIGHTS, TONES, standing
from sipdesk.ui.pages.pupil.part import PupilPart
from sipdesk.ui.pages.pupil.way import chart_of
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.chart import ChartView
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.status_mark import StatusMark
from sipdesk.ui.widgets.words import Words


class WayView(QWidget):
    """One subject on one scale."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Words("", self, strong=True)
        self._mark = StatusMark(parent=self)
        self._said = Words("", self, tone="muted")
        self._chart = ChartView(None, self)
        head = FlowRow(self)
        head.add(self._title)
        head.add(self._mark)
        self._title.setWordWrap(False)
        self._title.setMinimumHeight(theme.current().metrics.target)
        self._title.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        for part in (head, self._said, self._chart):
            column.addWidget(part)

    def show_way(self, way: Trajectory, scales: Scales) -> None:
        """Show where it has led."""
        scale = scales.get(way.scale)
        one = way.progress
        light = one.light if one else Light.CANNOT_SAY
        self._title.setText(f"{way.subject}, {scale.title}")
        self._mark.show_tone(TONES[light], LIGHTS[light])
        steps = scales.get(one.counted_on) if one and one.counted_on else scale
        self._said.setText(standing(one, steps) if one else _without_rule(way))
        chart = chart_of(way, scale)
        self._chart.setVisible(chart is not None)
        if chart is not None:
            self._chart.show_chart(chart)


class Ways(PupilPart):
    """A chart for each subject, as many as the pupil has results in."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(
            view,
            "The way so far",
            "No result with a value yet. With a start and one result the way shows here.",
            parent,
        )
        self._roll: Roll[Trajectory, WayView] = Roll(
            lambda way: f"{way.subject} {way.scale}",
            lambda way: WayView(self),
            lambda widget, way: widget.show_way(way, self.desk.progress.scales),
            self,
            gap=GROUP,
        )
        self._card.add(self._roll)

    def refresh(self) -> None:
        ways = () if self.pupil.binned else self.desk.progress.of_pupil(self.pupil.id)
        self._roll.show_all(ways)
        self._say_nothing(not ways)


def _without_rule(way: Trajectory) -> str:
    if len(way.marks) < 2:
        return "One result so far."
    return "No rule of progress says what to expect here: see the rules under Progress."
