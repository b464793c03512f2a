"""A target group's progress by how far the parents are with one aspect."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QSizePolicy, QWidget

from sipdesk.models.fields import Choice
from sipdesk.models.tracking.parents import BesideProgress
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.editors.pick import PickEditor
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up


@dataclass(frozen=True, slots=True)
class BandRow:
    """One band of parents and what their children made."""

    id: str
    band: BesideProgress


COLUMNS = (
    Column("band", "Parents' engagement", lambda r: first_up(r.band.band), width_share=2),
    Column("pupils", "Pupils", lambda r: str(r.band.pupils), align_right=True),
    Column("measured", "Measured", lambda r: str(r.band.measured), align_right=True),
    Column("made", "Moved on a step", lambda r: str(r.band.made), align_right=True),
    Column("small", "", lambda r: "Few pupils" if r.band.small else ""),
)


class BesideCard(Card):
    """Away until there are a rated aspect and a target group to lay beside it."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__("Beside what their children made", parent)
        self._view, self._school_id = view, school_id
        self._group = PickEditor((), self, required=True)
        self._aspect = PickEditor((), self, required=True)
        self._table = RecordTable(COLUMNS, "Parents beside progress", self)
        self._group.name_for_readers("Pupils of the target group", "")
        self._aspect.name_for_readers("Aspect beside progress", "")
        row = FlowRow(self)
        for pick in (self._group, self._aspect):
            pick.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            pick.setMinimumContentsLength(20)
            row.add(pick)
            pick.edited.connect(self.compare)
        for part in (
            row,
            self._table,
            Words("It shows what went together, not what came of what.", self, tone="muted"),
        ):
            self.add(part)

    def offer(self, aspects: tuple[str, ...]) -> None:
        """What there is to compare now."""
        groups = self._view.desk.tracking.targets.of_school(self._school_id)
        self.setVisible(bool(aspects and groups))
        named = [Choice(g.id, self._view.masked(g.title)) for g in groups]
        for pick, offered in (
            (self._group, named),
            (self._aspect, [Choice(a, a) for a in aspects]),
        ):
            values = [choice.value for choice in offered]
            if str(pick.value()) not in values:
                pick.set_value("")
            pick.set_choices(offered)
            if not pick.value() and values:
                pick.set_value(values[0])
        self.compare()

    def compare(self) -> None:
        """Show the figures for what is chosen."""
        group, aspect = str(self._group.value()), str(self._aspect.value())
        if group and aspect:
            bands = self._view.desk.tracking.parents_beside_progress(group, aspect)
            self._table.replace([BandRow(band.band, band) for band in bands])
