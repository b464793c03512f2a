"""What was promised before: each action and priority with last time's words, to be judged."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.carryover import Carried
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.priorities import Action
from sipdesk.models.visits import Judgement
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, short_day

FIELDS = (
    Field(
        "judgement",
        "How it stands",
        Editor.CHOICE,
        choices=tuple(Choice(j, first_up(j)) for j in Judgement if j),
    ),
    Field("sentence", "In a sentence"),
)


class CarriedRow(Page):
    """One promise: what it was, what was said last time, how it stands now."""

    def __init__(
        self, view: View, visit_id: str, carried: Carried, parent: QWidget | None = None
    ) -> None:
        super().__init__(view, parent)
        self._visit_id, self._about_id = visit_id, carried.about.id
        self._title = Words(parent=self, strong=True)
        self._last = Words(parent=self, size=Size.SMALL, tone="muted")
        self._form = self.form(FIELDS, self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(GRID))
        column.setSpacing(theme.px(GRID // 2))
        for part in (self._title, self._last, self._form):
            column.addWidget(part)

    def load(self, carried: Carried) -> None:
        """Show it as it is now."""
        kind = "Action" if isinstance(carried.about, Action) else "Priority"
        self._title.setText(f"{kind}: {carried.title}")
        self._last.setText(_last_time(carried))
        said = carried.followup
        self._form.load(
            {
                "judgement": said.judgement if said else Judgement.UNJUDGED,
                "sentence": said.sentence if said else "",
            }
        )
        self._form.setAccessibleName(carried.title)

    def _save(self, changes: dict[str, Any]) -> None:
        judged = changes.get("judgement")
        self.desk.carryover.judge(
            self._visit_id,
            self._about_id,
            Judgement(judged) if judged is not None else None,
            changes.get("sentence"),
        )


class CarryOverList(Page):
    """All that is brought to the meeting with head and chair."""

    def __init__(self, view: View, visit_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._visit_id = visit_id
        self._none = Words("Nothing was left open and no priority is current.", self, tone="muted")
        self._roll: Roll[Carried, CarriedRow] = Roll(
            lambda carried: carried.about.id, self._make, CarriedRow.load, self, later=True
        )
        card = Card("Promised before", self)
        card.add(self._none)
        card.add(self._roll)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.refresh()

    def refresh(self) -> None:
        carried = self.desk.carryover.of_visit(self._visit_id)
        self._roll.show_all(carried)
        self._none.setVisible(not carried)

    def _make(self, carried: Carried) -> CarriedRow:
        return self.adopt(CarriedRow(self.view, self._visit_id, carried, self))


def _last_time(carried: Carried) -> str:
    about = carried.about
    parts = []
    if isinstance(about, Action):
        parts += [about.lead, f"by {short_day(about.due)}" if about.due else about.timescale]
    if carried.last_judgement or carried.last_words:
        judged = f"{carried.last_judgement}. " if carried.last_judgement else ""
        parts.append(f"{short_day(carried.last_on)}: {judged}{carried.last_words}".strip())
    elif carried.last_on:
        parts.append(f"agreed {short_day(carried.last_on)}")
    return "  ·  ".join(part for part in parts if part)
