"""The same intervention by who led it, with another group or term beside it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QWidget

from sipdesk.models.fields import Choice
from sipdesk.models.tracking.leaders import Comparison, Led
from sipdesk.ui.pages.groups.said import share, tenth
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.editors.pick import PickEditor
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.words import first_up

MOST_STEPS = 4


@dataclass(frozen=True, slots=True)
class LeaderRow:
    """One leader's pupils in one group."""

    id: str
    group: str
    led: Led

    @property
    def who(self) -> str:
        return self.led.led_by or "Not said"


COLUMNS = (
    Column("group", "Group", lambda r: r.group, width_share=2),
    Column("who", "Led by", lambda r: r.who, width_share=1.6),
    Column("start", "Start", lambda r: r.led.start, width_share=0.7),
    Column("pupils", "Pupils", lambda r: str(r.led.pupils), align_right=True, width_share=0.7),
    Column(
        "measured", "Measured", lambda r: str(r.led.measured), align_right=True, width_share=0.7
    ),
    Column("made", "Made it", lambda r: str(r.led.made), align_right=True, width_share=0.7),
    Column("share", "Share", lambda r: share(r.led.share), align_right=True, width_share=0.7),
    Column(
        "steps", "Steps", lambda r: tenth(r.led.average_steps), align_right=True, width_share=0.7
    ),
)


def rows_of(comparison: Comparison, group: str) -> list[LeaderRow]:
    """A comparison as rows; the group's title is as it may be seen now."""
    return [LeaderRow(f"{group}/{led.led_by}", group, led) for led in comparison.leaders]


class LeadersCard(Card):
    """Shown as soon as a group has pupils."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__("By who led it", parent)
        self._view, self._school_id, self._group_id = view, school_id, ""
        self._book = view.desk.tracking.targets
        self._least = PickEditor((), self, required=True)
        self._other = PickEditor((), self)
        self._table = RecordTable(COLUMNS, "By who led it", self)
        self._cautions = PointList(self)
        self._least.name_for_readers("Steps that count", "")
        self._other.name_for_readers("Compare with another group", "")
        row = FlowRow(self)
        for pick in (self._least, self._other):
            pick.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            pick.setMinimumContentsLength(22)
            row.add(pick)
            pick.edited.connect(self.compare)
        for part in (row, self._table, self._cautions):
            self.add(part)

    def show_group(self, group_id: str) -> None:
        """Compare the leaders of this group."""
        if group_id != self._group_id:
            self._other.set_value("")
        self._group_id = group_id
        members = bool(group_id) and bool(self._book.members(group_id))
        self.setVisible(members)
        if members:
            self._offer()
            self.compare()

    def compare(self) -> None:
        """Show the figures for what is asked."""
        other = str(self._other.value())
        refs = [ref for ref in (self._group_id, other) if ref]
        made = self._book.by_leader(*refs, least=float(str(self._least.value() or 1)))
        rows = [
            row
            for ref, each in zip(refs, made, strict=True)
            for row in rows_of(each, self._called(ref))
        ]
        self._table.replace([])
        self._table.set_columns(COLUMNS if len(refs) > 1 else COLUMNS[1:])
        self._table.replace(rows)
        told = dict.fromkeys(str(caution) for each in made for caution in each.cautions)
        self._cautions.show_points(tuple(told))

    def _called(self, ref: str) -> str:
        return self._view.masked(self._book.get(ref).title)

    def _offer(self) -> None:
        scale = self._book.scale_of(self._group_id)
        name = scale.step_name
        self._least.set_choices(
            [
                Choice(str(n), f"Made {n} {name if n == 1 else name + 's'} or more")
                for n in range(1, MOST_STEPS + 1)
            ]
        )
        if not self._least.value():
            self._least.set_value("1")
        others = [
            Choice(group.id, first_up(f"beside {self._view.masked(group.title)}"))
            for group in self._book.of_school(self._school_id)
            if group.id != self._group_id and group.scale == scale.key
        ]
        self._other.set_choices([Choice("", "This group alone"), *others])
        self._other.setVisible(bool(others))
