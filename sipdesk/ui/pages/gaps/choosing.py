"""What is wanted of the gaps: cohort, measure, subject, data point and groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from sipdesk.models.assessments import DataPoint, title_of
from sipdesk.models.fields import Choice
from sipdesk.models.gaps import Measure
from sipdesk.models.pupils import group_of, groups_in_order
from sipdesk.ui.pages.gaps.choice import GapChoice
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.widgets.buttons import button
from sipdesk.ui.widgets.editors.pick import PickEditor, TickEditor
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

MEASURES = (
    Choice(Measure.AVERAGE, "Average points"),
    Choice(Measure.AT_OR_ABOVE, "% at or above expectation"),
    Choice(Measure.LEVELS_MADE, "% who made the levels"),
)


class ChoiceBar(QWidget):
    """Says what is wanted; knows no figure. `known_groups` is asked when its panel is opened."""

    changed = Signal()

    def __init__(
        self,
        known_groups: Callable[[], Sequence[str]],
        masked: Callable[[str], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known_groups, self._masked = known_groups, masked
        self._points: dict[str, DataPoint] = {}
        self._wanted = GapChoice()
        self._cohort = _pick("Which pupils", 18, self)
        self._measure = _pick("What is compared", 22, self, required=True)
        self._subject = _pick("Which subject", 16, self)
        self._point = _pick("Which data point", 18, self)
        self._groups = button("Groups…", self)
        self._panel = GroupsPanel(self)
        self._measure.set_choices(MEASURES)
        self._arrange()
        self._connect()

    @property
    def wanted(self) -> GapChoice:
        """What is asked for now."""
        return self._wanted

    def show_wanted(self, wanted: GapChoice) -> None:
        """Begin with what was asked for before."""
        self._wanted = wanted
        self._cohort.set_value(wanted.cohort)
        self._measure.set_value(wanted.measure)
        self._subject.set_value(wanted.subject)
        self._point.set_value(_key(wanted.point))

    def offer(
        self, cohorts: Sequence[Choice], subjects: Sequence[str], points: Sequence[DataPoint]
    ) -> None:
        """What there is to choose from now."""
        self._points = {_key(point): point for point in points}
        self._cohort.set_choices(cohorts)
        self._subject.set_choices(
            [Choice("", "All subjects"), *(Choice(s, self._masked(s)) for s in subjects)]
        )
        newest_first = [Choice(_key(point), title_of(point)) for point in reversed(points)]
        self._point.set_choices([Choice("", "The latest of each"), *newest_first])
        if not self._panel.isHidden():
            self._fill_panel()

    def _arrange(self) -> None:
        self._groups.setToolTip("Choose the groups that are compared")
        row = FlowRow(self)
        for each in (self._cohort, self._subject, self._point, self._measure, self._groups):
            row.add(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(row)
        column.addWidget(self._panel)

    def _connect(self) -> None:
        for pick in (self._cohort, self._measure, self._subject, self._point):
            pick.edited.connect(self._picked)
        self._groups.clicked.connect(self._turn_panel)
        self._panel.chosen.connect(self._grouped)

    def _picked(self) -> None:
        self._wanted = replace(
            self._wanted,
            cohort=str(self._cohort.value()),
            measure=Measure(str(self._measure.value())),
            subject=str(self._subject.value()),
            point=self._points.get(str(self._point.value())),
        )
        self.changed.emit()

    def _grouped(self, groups: tuple[str, ...] | None) -> None:
        self._wanted = replace(self._wanted, groups=groups)
        self.changed.emit()

    def _turn_panel(self) -> None:
        opening = self._panel.isHidden()
        if opening:
            self._fill_panel()
        self._panel.setVisible(opening)

    def _fill_panel(self) -> None:
        known = groups_in_order(self._known_groups())
        offered = [Choice(key, self._masked(group_of(key).title)) for key in known]
        self._panel.offer(offered, self._wanted.groups)


class GroupsPanel(QWidget):
    """A tick for each group anybody is in; all of them is as good as no choice."""

    chosen = Signal(object)  # the keys, or None for all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: dict[str, TickEditor] = {}
        self._row = FlowRow(self)
        self._all = button("All groups", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(Words("Groups that are compared", self, size=Size.SMALL, strong=True))
        column.addWidget(self._row)
        column.addWidget(self._all)
        self._all.clicked.connect(self._tick_all)
        self.hide()

    def offer(self, groups: Sequence[Choice], chosen: Sequence[str] | None) -> None:
        """A tick for each of these."""
        if [choice.value for choice in groups] != list(self._ticks):
            self._row.clear()
            self._ticks = {choice.value: _tick(choice.label, self._row) for choice in groups}
            for tick in self._ticks.values():
                self._row.add(tick)
                tick.edited.connect(self._tell)
        for choice in groups:
            tick = self._ticks[choice.value]
            tick.setText(choice.label.replace("&", "&&"))
            tick.set_value(chosen is None or choice.value in chosen)

    def _tick_all(self) -> None:
        for tick in self._ticks.values():
            tick.set_value(True)
        self._tell()

    def _tell(self) -> None:
        ticked = tuple(key for key, tick in self._ticks.items() if tick.value())
        self.chosen.emit(None if len(ticked) == len(self._ticks) else ticked)


def _key(point: DataPoint | None) -> str:
    return f"{point.year}/{point.term}/{point.kind}" if point else ""


def _pick(name: str, length: int, parent: QWidget, *, required: bool = False) -> PickEditor:
    made = PickEditor((), parent, required=required)
    made.name_for_readers(name, "")
    made.setMinimumContentsLength(length)
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return made


def _tick(label: str, parent: QWidget) -> TickEditor:
    made = TickEditor(parent)
    made.setText(label.replace("&", "&&"))
    made.name_for_readers(f"{label}, as a group", "")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made
