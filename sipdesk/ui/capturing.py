"""Between the capture strip and the Desk: where a line lands, and keeping it as it is typed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from sipdesk.models.capture import LETTERS, Here
from sipdesk.models.fields import Choice
from sipdesk.models.visits import EntryKind
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
        self.strip = CaptureStrip(KINDS, self._keep, view.desk.clock)
        self.strip.hide()
        self.strip.nextRequest.connect(self._another)
        self.strip.closed.connect(self._drop_if_empty)

    def begin(self, visit_id: str, session_id: str) -> None:
        """Open the strip for a visit; without one, for the visit of today."""
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

    def _open(self, here: Here) -> None:
        self._here, self._entry_id = here, ""
        school = self._view.desk.schools.get(here.visit.school_id)
        where = f"{here.at:%H:%M}  {here.session.title}, {school.name}, {crumb_day(here.visit.on)}"
        self.strip.offer(choices_for(self._view, here.visit.school_id))
        self._kind = EntryKind.EVIDENCE
        self.strip.begin(where, self._kind, {"person": here.person})

    def _another(self) -> None:
        here = self._here
        self._drop_if_empty()
        if here is not None:
            fresh = self._view.desk.capture.here(here.visit.id, here.session.id)
            self._open(fresh or here)

    def _keep(self, changes: dict[str, Any]) -> None:
        if "kind" in changes:
            self._kind = changes["kind"] = EntryKind(changes["kind"] or EntryKind.EVIDENCE)
        if self._entry_id:
            self._view.desk.capture.edit(self._entry_id, **changes)
            return
        if self._here is None or not str(changes.get("text", "")).strip():
            return
        changes.pop("kind", None)
        entry = self._view.desk.capture.add(self._here, self._kind, changes.pop("text"), **changes)
        self._entry_id = entry.id

    def _drop_if_empty(self) -> None:
        """A line whose words were all taken out again is not an entry."""
        if self._entry_id:
            entry = self._view.desk.evidence.entry(self._entry_id)
            if not entry.text.strip() and not entry.binned:
                self._view.desk.capture.bin(self._entry_id)
        self._entry_id = ""
