"""Target groups: who is in them, what was aimed at, what came of it, and who led."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.tracking import TargetGroup
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.groups.members import MemberPane
from sipdesk.ui.pages.groups.said import in_sum
from sipdesk.ui.pages.groups.wide_pane import WidePane
from sipdesk.ui.pages.record_pane import Records, Wording
from sipdesk.ui.pages.roll import settle
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.points import PointList
from sipdesk.ui.words import short_day

if TYPE_CHECKING:
    from sipdesk.ui.pages.groups.leaders import LeadersCard

FIELDS = (
    Field("title", "Group", required=True, help="As in “Mentored Year 9, autumn”"),
    Field("subject", "In which subject"),
    Field("scale", "Levels are read as", Editor.PICK, required=True),
    Field("starts", "From", Editor.DATE),
    Field("ends", "To", Editor.DATE),
    Field("note", "What is done with them", Editor.TEXT),
)


class TargetsPart(Page):
    """The groups; below them the chosen one's pupils, its sum, and who led it."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._book = self.desk.tracking.targets
        self._groups = self.adopt(self._group_pane())
        self._members = self.adopt(MemberPane(view, school_id, self))
        self._sum = PointList(self)
        self._leaders: LeadersCard | None = None  # made in a turn of its own: it comes last
        self._filling = False
        self._soon = QTimer(self, interval=0, singleShot=True)
        self._member_card, self._sum_card = Card("", self), Card("In sum", self)
        self._member_card.add(self._members)
        self._sum_card.add(self._sum)
        self.lay_out(self._groups, self._member_card, self._sum_card)
        self._groups.table.chosen.connect(lambda _: self._turned())
        self._soon.timeout.connect(self._show_leaders)
        self.refresh()

    def refresh(self) -> None:
        self._filling = True
        self._groups.refresh()
        self._filling = False
        self._show_chosen()

    def reveal(self, ref: str) -> None:
        self._filling = True
        self._groups.reveal(ref)
        self._filling = False
        self._show_chosen()

    def _turned(self) -> None:
        if not self._filling:  # else the group is shown once, when the list is filled
            self._show_chosen()

    def _show_chosen(self) -> None:
        chosen = self._groups.chosen
        self._member_card.setVisible(bool(chosen))
        self._members.show_group(chosen)
        lines = in_sum(self._book.in_sum(chosen)) if chosen else []
        self._sum.show_points(lines)
        self._sum_card.setVisible(bool(lines))
        if self._leaders is None:
            self._soon.start()
        else:
            self._leaders.show_group(chosen)

    def _show_leaders(self) -> None:
        """Below everything else."""
        from sipdesk.ui.pages.groups.leaders import LeadersCard

        if self._leaders is None:
            self._leaders = LeadersCard(self.view, self._school_id, self)
            column = self.layout()
            assert isinstance(column, QBoxLayout)
            column.insertWidget(column.count() - 1, self._leaders)
        self._leaders.show_group(self._groups.chosen)
        settle()

    def _group_pane(self) -> WidePane:
        book, school_id = self._book, self._school_id
        masked = self.view.masked
        pane = WidePane(
            self.view,
            Wording(
                "Target groups",
                "Pupils chosen for an intervention: where each began, what was aimed at, what came "
                "of it, and who led the sessions.",
                "Add a target group",
            ),
            (
                Column("title", "Group", lambda g: masked(g.title), width_share=3),
                Column("subject", "Subject", lambda g: g.subject),
                Column("starts", "From", lambda g: short_day(g.starts)),
                Column("ends", "To", lambda g: short_day(g.ends)),
                Column("pupils", "Pupils", self._pupils, align_right=True, width_share=0.6),
            ),
            FIELDS,
            Records(
                table="target_groups",
                all=lambda: book.of_school(school_id),
                add=lambda: book.add(school_id, "New target group", self._usual_scale()).id,
                edit=lambda ref, changes: book.edit(ref, **changes),
                bin=book.bin,
            ),
            self,
        )
        scales = [Choice(scale.key, scale.title) for scale in self.desk.assessments.scales]
        pane.record_form.set_choices("scale", scales)
        return pane

    def _pupils(self, group: TargetGroup) -> str:
        return str(len(self._book.members(group.id)))

    def _usual_scale(self) -> str:
        """That of the newest group, else one the school has results on, else the first."""
        groups = self._book.of_school(self._school_id)
        if groups:
            return groups[-1].scale
        offered = self.desk.assessments.scales_of(self._school_id)
        return (offered or list(self.desk.assessments.scales))[0].key
