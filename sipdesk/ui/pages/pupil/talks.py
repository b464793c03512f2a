"""What a pupil said, visit by visit, the newest first, in the pupil's own words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.forms import learning_scale
from sipdesk.models.visits import Conversation, YesPartlyNo
from sipdesk.ui import place
from sipdesk.ui.pages.pupil.part import PupilPart
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.buttons import quiet
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, long_day

_ASKED = (
    ("knows_level", "Knows the level"),
    ("knows_target", "Knows the target"),
    ("knows_how", "Knows how to get there"),
    ("on_track", "On track, in own view"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """A conversation as it may be read now."""

    id: str
    visit_id: str
    session_id: str
    on: date
    quote: str
    answers: str
    learning: str
    rest: str


class TalkView(QWidget):
    """One conversation: its day leads to the visit."""

    def __init__(self, part: Talks) -> None:
        super().__init__(part)
        self._said: Said | None = None
        self._day = quiet("", self)
        self._quote = Words("", self, size=Size.LARGE)
        self._answers = Words("", self)
        self._learning = Words("", self)
        self._rest = Words("", self, tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for each in (self._day, self._quote, self._answers, self._learning, self._rest):
            column.addWidget(each)
        self._day.clicked.connect(lambda: part.open_visit(self._said))

    def show_said(self, said: Said) -> None:
        """Show what was said."""
        self._said = said
        self._day.setText(long_day(said.on))
        self._day.setAccessibleDescription("To the visit")
        for words, text in (
            (self._quote, f"“{said.quote}”" if said.quote else ""),
            (self._answers, said.answers),
            (self._learning, said.learning),
            (self._rest, said.rest),
        ):
            words.setText(text)
            words.setVisible(bool(text))


class Talks(PupilPart):
    """Every conversation with the pupil."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(
            view,
            "In the pupil's own words",
            "Nobody has talked with this pupil on a visit yet.",
            parent,
        )
        self._roll: Roll[Said, TalkView] = Roll(
            lambda said: said.id,
            lambda said: TalkView(self),
            lambda widget, said: widget.show_said(said),
            self,
            gap=GROUP,
        )
        self._card.add(self._roll)

    def refresh(self) -> None:
        talks = self.desk.evidence.conversations_with(self.pupil.id)
        said = [self._as_said(talk) for talk in reversed(talks)]
        self._roll.show_all(said)
        self._say_nothing(not said)

    def open_visit(self, said: Said | None) -> None:
        """The day on which it was said."""
        if said is not None:
            self.goRequest.emit(place.visit(said.visit_id, ref=said.session_id))

    def _as_said(self, talk: Conversation) -> Said:
        return Said(
            talk.id,
            talk.visit_id,
            talk.session_id,
            self.desk.visits.get(talk.visit_id).on,
            self.view.masked(talk.quote),
            answers(talk),
            learning(talk),
            self.view.masked(rest(talk)),
        )


def answers(talk: Conversation) -> str:
    """“Knows the level: Yes · On track, in own view: Partly”, for what was asked."""
    given = ((words, getattr(talk, name)) for name, words in _ASKED)
    said = [f"{words}: {first_up(a)}" for words, a in given if a is not YesPartlyNo.UNASKED]
    return "  ·  ".join(said)


def learning(talk: Conversation) -> str:
    """“Learning scale: 2, I can do it on my own (1 is best)”, or "" where it was not asked."""
    label = next((c.label for c in learning_scale() if c.value == str(talk.learning_scale)), "")
    return f"Learning scale: {talk.learning_scale}, {label} (1 is best)" if label else ""


def rest(talk: Conversation) -> str:
    """What helps, what gets in the way, and the next step."""
    parts = (
        ("What helps", talk.helps),
        ("What gets in the way", talk.hinders),
        ("Next step", talk.next_step),
    )
    return "\n".join(f"{label}: {' '.join(text.split())}" for label, text in parts if text)
