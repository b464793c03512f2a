"""What the palette offers for some words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtGui import QAction

from sipdesk.models.folding import folded
from sipdesk.models.search import Hit
from sipdesk.ui import place
from sipdesk.ui.dialogs.palette import Offer
from sipdesk.ui.place import Place
from sipdesk.ui.view import View
from sipdesk.ui.words import crumb_day

_SECTION = {
    "contacts": place.Section.OVERVIEW,
    "schools": place.Section.OVERVIEW,
    "pupils": place.Section.PUPILS,
    "priorities": place.Section.PLAN,
    "actions": place.Section.PLAN,
    "support": place.Section.SUPPORT,
    "target_groups": place.Section.GROUPS,
    "surveys": place.Section.GROUPS,
}
_STAGE = {
    "visits": place.Stage.BEFORE,
    "findings": place.Stage.SYNTHESIS,
    "note_sections": place.Stage.NOTE,
}


class Finding:
    """Actions first, then pages, schools and visits, then whatever was written."""

    def __init__(
        self,
        view: View,
        actions: Mapping[str, QAction],
        go: Callable[[Place], object],
        school_in_front: Callable[[], str] = lambda: "",
    ) -> None:
        self._view = view
        self._actions = actions
        self._go = go
        self._school_in_front = school_in_front

    def offers(self, words: str) -> list[Offer]:
        """The best thirty or so; for no words, all actions and places."""
        wanted = folded(words).split()
        named = [*self._doing(), *self._pages(), *self._schools(), *self._visits()]
        fitting = [o for o in named if all(w in f"{o.words} {o.hint}".casefold() for w in wanted)]
        fitting.sort(key=lambda offer: _far(offer.words.casefold(), folded(words)))
        found = fitting + ([self._written(hit) for hit in self._hits(words)] if wanted else [])
        return found or [Offer("Nothing is called or written like that.", "", lambda: None)]

    def _doing(self) -> list[Offer]:
        return [
            Offer(
                action.text().replace("&", "").rstrip("…"),
                action.shortcut().toString(),
                action.trigger,
            )
            for key, action in self._actions.items()
            if action.isEnabled() and key != "palette"
        ]

    def _pages(self) -> list[Offer]:
        """The parts of the school in front; elsewhere those of every school."""
        here = self._school_in_front()
        return [
            Offer(words, f"Page, {school.name}", partial(self._go, place.school(school.id, part)))
            for school in self._view.desk.schools.all()
            if here in ("", school.id)
            for part, words in place.SECTIONS.items()
        ]

    def _schools(self) -> list[Offer]:
        return [
            Offer(s.name, "School", partial(self._go, place.school(s.id)))
            for s in self._view.desk.schools.all()
        ]

    def _visits(self) -> list[Offer]:
        names = {s.id: s.name for s in self._view.desk.schools.all()}
        return [
            Offer(
                f"{names.get(v.school_id, '')}, {v.kind}",
                f"Visit, {crumb_day(v.on)}",
                partial(self._go, place.visit(v.id)),
            )
            for v in reversed(self._view.desk.visits.all())
        ]

    def _hits(self, words: str) -> list[Hit]:
        hits = self._view.desk.search.find(words)
        if self._view.names_hidden:
            hits = [h for h in hits if h.source not in ("pupils", "conversations")]
            hits = [h for h in hits if not self._names_a_pupil(h)]
        return hits

    def _names_a_pupil(self, hit: Hit) -> bool:
        """Whether some pupil's first or last name stands in what was found, in the bin or not."""
        if self._view.masked(hit.snippet) != hit.snippet:
            return True
        said = {word.strip(".,;:!?“”‘’'()") for word in hit.snippet.split()}
        pupils = self._view.pupils(hit.school_id)
        return any(said & set(pupil.name.split()) for pupil in pupils)

    def _written(self, hit: Hit) -> Offer:
        words = " ".join(hit.snippet.split()) or hit.title
        return Offer(words, self._whereabouts(hit), lambda: self._go_to(hit))

    def _whereabouts(self, hit: Hit) -> str:
        """“Entry, Kingsmead School, Thu 12 Nov 2009”."""
        parts = [hit.what]
        if hit.school_id:
            parts.append(self._view.desk.schools.get(hit.school_id).name)
        if hit.visit_id:
            parts.append(crumb_day(self._view.desk.visits.get(hit.visit_id).on))
        return ", ".join(parts)

    def _go_to(self, hit: Hit) -> None:
        if hit.source in _SECTION:
            self._go(place.school(hit.school_id, _SECTION[hit.source], hit.ref))
            return
        stage = _STAGE.get(hit.source, place.Stage.DAY)
        ref = self._session(hit) if stage is place.Stage.DAY else ""
        self._go(place.visit(hit.visit_id, stage, ref))

    def _session(self, hit: Hit) -> str:
        """The session that a hit on the day belongs to."""
        desk = self._view.desk
        if hit.source == "sessions":
            return hit.ref
        if hit.source == "entries":
            return desk.evidence.entry(hit.ref).session_id
        if hit.source == "sheets":
            return desk.visits.sheet(hit.ref).session_id
        return ""


def _far(name: str, asked: str) -> int:
    """How far a name is from what was asked for: the same, beginning so, or having it."""
    return 0 if name == asked else 1 if name.startswith(asked) else 2
