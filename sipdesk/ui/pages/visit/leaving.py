"""On the way out: the judgements of the day and the SIP's own reflection."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.fields import Editor, Field
from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words

JUDGEMENTS = (
    Field(
        "progress_judgement",
        "Progress since last time",
        Editor.TEXT,
        help="Has the school moved as far as it should have, and how do you know?",
    ),
    Field(
        "self_evaluation_judgement",
        "The school's own evaluation",
        Editor.TEXT,
        help="Does it see itself as you see it, and on what evidence?",
    ),
    Field("next_visit", "Next visit", Editor.DATE),
)
REFLECTION = (
    Field("difference_made", "Did today make a difference, and to whom?", Editor.TEXT),
    Field(
        "support_reaching",
        "Is the support reaching the pupils who need it most?",
        Editor.TEXT,
    ),
    Field("first_next_time", "What will you do first next time?", Editor.TEXT),
)


class LeavingPage(Page):
    """Two short forms: one goes into the note, the other stays with the SIP."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._judged = self.form(JUDGEMENTS, self._save)
        self._reflected = self.form(REFLECTION, self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        judged, reflected = Card("Judgement, for the note", self), Card("For you alone", self)
        judged.add(self._judged)
        reflected.add(
            Words(
                "Not printed anywhere; it meets you again before the next visit.",
                self,
                tone="muted",
            )
        )
        reflected.add(self._reflected)
        column.addWidget(reflected)
        column.addWidget(judged)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        visit = self.desk.visits.get(self._visit_id)
        for form, fields in ((self._judged, JUDGEMENTS), (self._reflected, REFLECTION)):
            form.load({f.name: getattr(visit, f.name) for f in fields})

    def _save(self, changes: dict[str, Any]) -> None:
        self.desk.visits.edit(self._visit_id, **changes)
