"""Between the capture strip and the Desk: where a line lands, and keeping it as it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from sipdesk.models.capture import LETTERS, Here
from sipdesk.models.errors import NotFound
from sipdesk.models.fields import Choice
from sipdesk.models.visits import Entry, EntryKind
from sipdesk.ui.pages.visit.entries import choices_for
from sipdesk.ui.view import View
from sipdesk.ui.widgets.strip import CaptureStrip
from sipdesk.ui.words import KIND_WORDS, crumb_day

KINDS = tuple(Choice(kind, f"{letter}  {KIND_WORDS[kind]}") for letter, kind in LETTERS.items())


class Capturing(QObject):
    """One strip for the whole window. A line is in the store from its first half second."""

    refused = Signal(str)  # why nothing can be captured here

    def __init__(self, view: View, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._here: Here | None = None
        self._entry_id = ""
        self._kind = EntryKind.EVIDENCE
        self._came_from: QWidget | None = None  # where the keyboard goes back to
        self._typed: dict[str, Any] = {}  # all that was given for this line so far
        self.strip = CaptureStrip(KINDS, self._keep, view.desk.clock)
        self.strip.hide()
        self.strip.nextRequest.connect(self._another)
        self.strip.closed.connect(self._close)
        view.namesChanged.connect(self._rename)

    def begin(self, visit_id: str, session_id: str) -> None:
        """Open the strip for a visit; without one, for the visit of today."""
        if self.strip.isHidden():
            self._came_from = QApplication.focusWidget()
        if not self.strip.isHidden() and not self.strip.flush():
            return
        self._drop_if_empty()
        desk = self._view.desk
        if not visit_id:
            visit = desk.capture.todays(desk.clock.now().date())
            visit_id = visit.id if visit else ""
        here = desk.capture.here(visit_id, session_id) if visit_id else None
        if here is None:
            self.refused.emit(
                "There is no visit today. Open the visit you want to write in, then capture."
            )
            return
        self._open(here)

    def look_again(self) -> None:
        """After a step: a line whose entry was taken back or binned begins afresh."""
        if self._entry_id and self._entry() is None:
            self._entry_id = ""
            self._typed.clear()
            self.strip.clear_line()

    def _open(self, here: Here, before: str = "") -> None:
        self._here, self._entry_id = here, ""
        self._typed.clear()
        school = self._view.desk.schools.get(here.visit.school_id)
        day = crumb_day(here.visit.on)
        where = f"{before}{here.at:%H:%M}  {here.session.title}, {school.name}, {day}"
        self.strip.offer(choices_for(self._view, here.visit.school_id))
        self._kind = EntryKind.EVIDENCE
        self.strip.begin(where, self._kind, {"person": here.person})

    def _rename(self) -> None:
        if self._here is not None:
            self.strip.offer(choices_for(self._view, self._here.visit.school_id))

    def _another(self) -> None:
        here = self._here
        self._drop_if_empty()
        if here is not None:
            fresh = self._view.desk.capture.here(here.visit.id, here.session.id)
            self._open(fresh or here, "Kept.  ")

    def _keep(self, changes: dict[str, Any]) -> None:
        if "kind" in changes:
            self._kind = changes["kind"] = EntryKind(changes["kind"] or EntryKind.EVIDENCE)
        self._typed |= changes
        if self._entry() is not None:
            self._view.desk.capture.edit(self._entry_id, **changes)
        elif self._here is not None and str(self._typed.get("text", "")).strip():
            given = {name: value for name, value in self._typed.items() if name != "kind"}
            entry = self._view.desk.capture.add(self._here, self._kind, **given)
            self._entry_id = entry.id

    def _entry(self) -> Entry | None:
        """The entry of this line; None before it has words, and once it was taken away."""
        if not self._entry_id:
            return None
        try:
            entry = self._view.desk.evidence.entry(self._entry_id)
        except NotFound:
            return None
        return None if entry.binned else entry

    def _close(self) -> None:
        self._drop_if_empty()
        back = self._came_from
        if back is not None and isValid(back) and back.isVisible():
            back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_if_empty(self) -> None:
        """A line whose words were all taken out again is not an entry."""
        entry = self._entry()
        if entry is not None and not entry.text.strip():
            self._view.desk.capture.bin(entry.id)
        self._entry_id = ""
