"""Lunch with the tracked pupils: a card for each, in print that reads across a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.forms import learning_scale
from sipdesk.models.pupils import Pupil
from sipdesk.models.visits import Conversation, YesPartlyNo
from sipdesk.ui import place
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, GROUP, Size
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, short_day

_ANSWERS = tuple(Choice(a, first_up(a)) for a in YesPartlyNo if a)


def fields() -> tuple[Field, ...]:
    """The questions of the conversation, in the order they are asked."""
    return (
        Field("knows_level", "Knows the level", Editor.CHOICE, choices=_ANSWERS),
        Field("knows_target", "Knows the target", Editor.CHOICE, choices=_ANSWERS),
        Field("knows_how", "Knows how to get there", Editor.CHOICE, choices=_ANSWERS),
        Field("on_track", "On track, in own view", Editor.CHOICE, choices=_ANSWERS),
        Field(
            "learning_scale",
            "Learning scale, 1 is best",
            Editor.CHOICE,
            choices=learning_scale(),
            help=" ".join(f"{c.value}: {c.help or c.label}" for c in learning_scale()),
        ),
        Field("helps", "What helps", Editor.TEXT),
        Field("hinders", "What gets in the way", Editor.TEXT),
        Field("next_step", "Next step", Editor.LINE),
        Field("quote", "In the pupil's own words", Editor.TEXT),
    )


class PupilCard(Page):
    """One pupil: target, level, last time's words, and the talk of today."""

    def __init__(
        self, view: View, session_id: str, pupil: Pupil, parent: QWidget | None = None
    ) -> None:
        super().__init__(view, parent)
        self._session_id, self._pupil_id = session_id, pupil.id
        self._card = Card("", self)
        self._levels = Words(parent=self, size=Size.LARGE)
        self._last = Words(parent=self, tone="muted")
        self._talk = self.button("Talk", self._open)
        self._form: Any = None
        self._card.add_to_head(self._talk)
        for part in (self._levels, self._last):
            self._card.add(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def load(self, pupil: Pupil) -> None:
        """Show the pupil and the talk as they are now."""
        self._card.set_title(self.view.name(pupil))
        self._levels.setText(_levels(pupil, self.view.masked))
        now, before = self._talks()
        self._last.setText(self._last_words(before))
        self._last.setVisible(bool(before))
        self._talk.setAccessibleName(f"Talk with {self.view.name(pupil)}")
        if now is not None and self._form is None:
            self._make()
        if self._form is not None:
            blank = Conversation("", "", "", "")
            self._form.load({f.name: _text(now or blank, f.name) for f in fields()})

    def _open(self) -> None:
        if self._form is None:
            self._make()
        self._form.editor("knows_level").setFocus()

    def _make(self) -> None:
        self._form = self.form(fields(), self._save, columns=2)
        self._card.add(self._form)
        self._talk.hide()

    def _talks(self) -> tuple[Conversation | None, Conversation | None]:
        """This visit's conversation and the one before it."""
        visit_id = self.desk.visits.session(self._session_id).visit_id
        talks = self.desk.evidence.conversations_with(self._pupil_id)
        now = next((c for c in talks if c.visit_id == visit_id), None)
        days = {c.id: self.desk.visits.get(c.visit_id).on for c in talks}
        today = self.desk.visits.get(visit_id).on
        earlier = [c for c in talks if c.visit_id != visit_id and days[c.id] <= today]
        return now, max(earlier, key=lambda c: days[c.id], default=None)

    def _last_words(self, talk: Conversation | None) -> str:
        if talk is None:
            return ""
        on = short_day(self.desk.visits.get(talk.visit_id).on)
        said = [f"“{talk.quote}”" if talk.quote else "", talk.helps, talk.hinders]
        step = f"Next step was: {talk.next_step}" if talk.next_step else ""
        words = "  ·  ".join(part for part in (*said, step) if part)
        return f"Last time, {on}: {words}" if words else f"Last talked with on {on}."

    def _save(self, changes: dict[str, Any]) -> None:
        session = self.desk.visits.session(self._session_id)
        if "learning_scale" in changes:
            changes["learning_scale"] = int(changes["learning_scale"] or 0)
        self.desk.evidence.converse(session.id, session.visit_id, self._pupil_id, **changes)


class LunchTable(Page):
    """The tracked group."""

    def __init__(self, view: View, session_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._session_id = session_id
        visit = self.desk.visits.get(self.desk.visits.session(session_id).visit_id)
        self._school_id = visit.school_id
        self._empty = EmptyPlace(
            "No pupils are tracked at this school yet. Add those you talk with each time.",
            "Go to the pupils",
            self,
        )
        self._roll: Roll[Pupil, PupilCard] = Roll(
            lambda pupil: pupil.id, self._make, PupilCard.load, self, gap=GROUP, later=True
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GRID))
        column.addWidget(self._empty)
        column.addWidget(self._roll)
        self._empty.asked.connect(
            lambda: self.goRequest.emit(place.school(self._school_id, place.Section.PUPILS))
        )
        view.namesChanged.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        pupils = self.desk.pupils.of_school(self._school_id, tracked=True)
        self._empty.setVisible(not pupils)
        self._roll.show_all(pupils)

    def _make(self, pupil: Pupil) -> PupilCard:
        return self.adopt(PupilCard(self.view, self._session_id, pupil, self))


def _levels(pupil: Pupil, masked: Callable[[str], str]) -> str:
    parts = [
        pupil.year,
        pupil.subject,
        f"at {pupil.current_level}" if pupil.current_level else "",
        f"target {pupil.target}" if pupil.target else "",
        ", ".join(map(masked, pupil.groups)),
    ]
    return "  ·  ".join(part for part in parts if part)


def _text(talk: Conversation, name: str) -> str:
    value = getattr(talk, name)
    return (str(value) if value else "") if name == "learning_scale" else value
