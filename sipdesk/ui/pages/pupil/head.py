"""Who a pupil is: name, year and class, and what leads on from there."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.models.pupils import Pupil, year_in_words
from sipdesk.ui import place
from sipdesk.ui.pages.history import of_record
from sipdesk.ui.pages.pupil.part import PupilPart
from sipdesk.ui.pages.pupil.since import with_dates
from sipdesk.ui.pages.pupils.columns import code_in_words
from sipdesk.ui.view import View
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import short_day


class Head(PupilPart):
    """The name, or its letter while names are hidden, and ways on from there."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, "", "", parent)
        self._facts = Words("", self)
        self._groups = Words("", self)
        self._state = Words("", self, tone="muted")
        self._links = FlowRow(self)
        self._links.add(self.button("Record", self._to_record, "What is filled in of this pupil"))
        self._links.add(self.button("History", self._to_history, "What became of the record"))
        self._links.add(
            self.button("What is held", self._to_keeping, "Everything kept, to report or to erase")
        )
        for part in (self._facts, self._groups, self._state, self._links):
            self._card.add(part)

    def refresh(self) -> None:
        pupil = self.pupil
        gone = pupil.binned and self.view.names_hidden  # it has no letter among those who are here
        self._card.set_title("A pupil" if gone else self.view.name(pupil))
        self._facts.setText("  ·  ".join(facts(pupil, hidden=self.view.names_hidden)))
        keys = self.desk.assessments.groups_of(pupil)
        spells = self.desk.pupils.spells(pupil.id)
        groups = with_dates(pupil, keys, spells, self.view.masked)
        self._groups.setText("  ·  ".join(groups))
        self._groups.setVisible(bool(groups))
        state = _state(pupil)
        self._state.setText(state)
        self._state.setVisible(bool(state))

    def _to_record(self) -> None:
        there = place.school(self.pupil.school_id, place.Section.PUPILS, self.pupil.id)
        self.goRequest.emit(there)

    def _to_history(self) -> None:
        self.goRequest.emit(of_record("pupils", self.pupil.id))

    def _to_keeping(self) -> None:
        self.goRequest.emit(place.Place(place.Kind.KEEPING, ref=self.pupil.id))


def facts(pupil: Pupil, *, hidden: bool) -> list[str]:
    """Year, class, gender; number and birthday only where names may be seen."""
    said = [year_in_words(pupil.year), pupil.form and f"Class {pupil.form}"]
    gender = code_in_words(pupil, "gender")
    said.append({"Girls": "Girl", "Boys": "Boy"}.get(gender, gender))
    if not hidden:
        said.append(f"Born {short_day(pupil.born)}" if pupil.born else "")
        said.append(f"UPN {pupil.upn}" if pupil.upn else "")
    if pupil.subject:
        levels = f" at {pupil.current_level}" if pupil.current_level else ""
        target = f", target {pupil.target}" if pupil.target else ""
        said.append(f"Talks about {pupil.subject}{levels}{target}")
    return [one for one in said if one]


def _state(pupil: Pupil) -> str:
    if pupil.binned:
        return "This pupil is in the bin."
    return f"Left on {short_day(pupil.left_on)}." if pupil.left_on else ""
