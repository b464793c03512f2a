"""Support brokered for a school."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.export.document import Tone
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.support import Support, SupportStatus
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.record_pane import RecordPane, Records, Wording
from sipdesk.ui.tables.record_table import Column
from sipdesk.ui.view import View
from sipdesk.ui.words import days, first_up

FIELDS = (
    Field("title", "Support", required=True),
    Field("provider", "Given by"),
    Field("priority_id", "For the priority", Editor.PICK),
    Field(
        "status",
        "How it stands",
        Editor.CHOICE,
        choices=tuple(Choice(s, first_up(s)) for s in SupportStatus),
        required=True,
    ),
    Field("purpose", "What it is for", Editor.TEXT),
    Field("starts", "From", Editor.DATE),
    Field("ends", "To", Editor.DATE),
    Field("days", "Days agreed", Editor.NUMBER, unit="days"),
    Field("pounds", "Money agreed", Editor.NUMBER, unit="pounds"),
    Field("impact", "What difference it makes", Editor.TEXT),
)


class SupportPage(Page):
    """What has been brokered, and what is still to broker."""

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._school_id = school_id
        self._pane = self.adopt(self._make())
        self.lay_out(self._pane)
        self.refresh()

    def refresh(self) -> None:
        self._titles = {p.id: p.title for p in self.desk.priorities.of_school(self._school_id)}
        named = [Choice(ref, title) for ref, title in self._titles.items()]
        self._pane.record_form.set_choices("priority_id", [Choice("", "None yet"), *named])
        self._pane.refresh()

    def reveal(self, ref: str) -> None:
        if ref:
            self._pane.reveal(ref)

    def _make(self) -> RecordPane:
        book, school_id = self.desk.support, self._school_id
        return RecordPane(
            self.view,
            Wording(
                "Support",
                "The help you have brokered or mean to: partner school, consultant head, study "
                "support, specialists. Each piece belongs to a priority.",
                "Add support",
            ),
            (
                Column("title", "Support", lambda s: s.title, width_share=2),
                Column("for", "For", self._priority, width_share=1.6),
                Column("status", "Stands", lambda s: first_up(s.status), tone=_tone),
                Column("days", "Days", _days, align_right=True, width_share=0.5),
            ),
            FIELDS,
            Records(
                table="support",
                all=lambda: book.of_school(school_id),
                add=lambda: book.add(school_id, "New support").id,
                edit=lambda ref, changes: book.edit(ref, **changes),
                bin=book.bin,
            ),
            self,
        )

    def _priority(self, support: Support) -> str:
        return self._titles.get(support.priority_id, "No priority")


def _tone(support: Support) -> Tone:
    return Tone.NEARLY if support.status is SupportStatus.TO_BROKER else Tone.NONE


def _days(support: Support) -> str:
    return days(support.days) if support.days else ""
