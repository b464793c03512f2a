"""The pupils of a school, and which of them are tracked."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.models.fields import Editor, Field
from sipdesk.models.pupils import Pupil
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.record_pane import RecordPane, Records, Wording
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View

FIELDS = (
    Field("name", "Name", required=True),
    Field("year", "Year", help="As in “Year 9”"),
    Field("form", "Class"),
    Field("subject", "Subject talked about"),
    Field("scale", "Scale", help="What the levels are on, such as NC levels or GCSE"),
    Field("current_level", "Working at"),
    Field("target", "Target"),
    Field("groups", "Groups", Editor.LINES, help="One a line: FSM, SEN, EAL, in care …"),
    Field("tracked", "In the group I talk with", Editor.TICK),
)


class PupilsPage(Page):
    """A list of pupils; names give way to letters when the key is pressed."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._names: dict[str, str] = {}
        self._pane = self.adopt(self._make())
        self.lay_out(self._pane)
        view.namesChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        self._names = self.view.names(self._school_id)
        self._pane.refresh()
        self._pane.record_form.setVisible(bool(self._names) and not self.view.names_hidden)

    def reveal(self, ref: str) -> None:
        if ref:
            self._pane.reveal(ref)

    def _make(self) -> RecordPane:
        book, school_id = self.desk.pupils, self._school_id
        return RecordPane(
            self.view,
            Wording(
                "Pupils",
                "The pupils whose progress you follow, with their level, their target and what "
                "they say of it.",
                "Add a pupil",
            ),
            (
                Column("name", "Name", self._name, width_share=1.8),
                Column("year", "Year", lambda p: p.year),
                Column("subject", "Subject", lambda p: p.subject, width_share=1.1),
                Column("current_level", "At", lambda p: p.current_level, width_share=0.6),
                Column("target", "Target", lambda p: p.target, width_share=0.7),
                Column("groups", "Groups", lambda p: ", ".join(p.groups), width_share=1.2),
            ),
            FIELDS,
            Records(
                table="pupils",
                all=lambda: self.view.pupils(school_id),
                add=lambda: book.add(school_id, "New pupil").id,
                edit=lambda ref, changes: book.edit(ref, **changes),
                bin=book.bin,
            ),
            self,
        )

    def _name(self, pupil: Pupil) -> str:
        return self._names.get(pupil.id, pupil.name)
