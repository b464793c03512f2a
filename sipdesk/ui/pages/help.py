"""A day with SIP Desk, on one page: what to do when, and the keys."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.actions import SPECS
from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words

CHAPTERS = (
    (
        "Before",
        "Plan a visit from a school's visits: choose the day and the kind of day. The times are "
        "yours to move; what was promised last time is brought along by itself. The agenda for "
        "the head leaves as PDF or as a calendar file.",
    ),
    (
        "On the day",
        "While a visit is on, the desk opens at the session you are in. Ctrl+Return opens the line "
        "at the foot of the window from anywhere: one small letter says what it is, then you "
        "type, and Return keeps it. "
        "When the day runs late, Ctrl+L shows what would move before anything does.",
    ),
    (
        "At lunch",
        "Each tracked pupil has a card with the level, the target and what was said last time. "
        "Ctrl+Shift+H turns names into letters when somebody looks over your shoulder.",
    ),
    (
        "Before you leave",
        "In the synthesis, evidence lies side by side. Make findings of it, agree next steps, and "
        "compose the note. Two minutes for yourself under Leaving meet you again next time.",
    ),
    (
        "Afterwards",
        "Edit the note section by section; composing again keeps your words. It leaves as PDF or "
        "Word, without the names of pupils or teachers; what may be a name or a word is shown to "
        "you. The action plan leaves as a workbook.",
    ),
    (
        "Nothing is lost",
        "There is no button for saving: “Saved” means it is on the disk. Ctrl+Z takes back any "
        "step, also yesterday's, and the bin gives back what you put there.",
    ),
)


class HelpPage(Page):
    """Chapters, then every key."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        for title, words in CHAPTERS:
            card = Card(title, self)
            card.add(Words(words, self))
            column.addWidget(card)
        keys = RecordTable(
            (
                Column("keys", "Keys", lambda s: s.keys),
                Column("words", "What they do", _plain, width_share=3),
            ),
            "Keys",
            self,
        )
        keys.replace([_Row(spec.key, spec.keys, spec.words) for spec in SPECS if spec.keys])
        card = Card("Keys", self)
        card.add(keys)
        column.addWidget(card)
        column.addStretch(1)


class _Row:
    """A key of the list; the table asks for an id."""

    def __init__(self, ref: str, keys: str, words: str) -> None:
        self.id, self.keys, self.words = ref, keys, words


def _plain(row: _Row) -> str:
    return row.words.replace("&", "").rstrip("…")
