"""Notes of visit: composed, edited, composed again without losing an edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sipdesk.models.errors import NotFound
from sipdesk.models.notes.compose import HEADINGS, Day, compose
from sipdesk.models.notes.records import Note, Section
from sipdesk.models.store import Store
from sipdesk.models.visits import Visit


class NoteBook:
    """The notes of every visit."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_visit(self, visit_id: str) -> Note:
        """Raises NotFound while none has been composed."""
        found = self._store.find(Note, visit_id=visit_id)
        if not found:
            raise NotFound(
                "No note has been composed for this visit yet.", todo="Compose it first."
            )
        return found[0]

    def of_school(self, school_id: str) -> list[Note]:
        """In the order they were composed."""
        return self._store.find(Note, school_id=school_id)

    def has(self, visit_id: str) -> bool:
        """Whether a note has been composed."""
        return bool(self._store.find(Note, visit_id=visit_id))

    def sections(self, note_id: str) -> list[Section]:
        """In their order on paper."""
        return sorted(self._store.find(Section, note_id=note_id), key=lambda s: s.place)

    def section(self, section_id: str) -> Section:
        """Raises NotFound."""
        return self._store.get(Section, section_id)

    def compose(self, day: Day) -> Note:
        """Compose, or compose again: edited sections keep their text and learn what is new.

        A visit has one note: one that lies in the bin comes back.
        """
        texts = compose(day)
        with self._store.step("Compose note"):
            note = self._note(day.visit)
            now = self._store.clock.now().isoformat(timespec="minutes")
            note = self._store.put(replace(note, composed_at=now, binned=""))
            self._keep(note.id, texts)
        return note

    def edit_section(self, section_id: str, text: str) -> Section:
        """Keep the SIP's own words."""
        now = replace(self.section(section_id), text=text)
        return self._store.edit(now, {"text": text}, "Edit note")

    def take_news(self, section_id: str) -> Section:
        """Give up the edit for what was composed."""
        was = self.section(section_id)
        with self._store.step("Take new text"):
            return self._store.put(replace(was, text=was.composed, seen=was.composed))

    def keep_mine(self, section_id: str) -> Section:
        """Keep the edit; what is new has been seen."""
        was = self.section(section_id)
        with self._store.step("Keep my text"):
            return self._store.put(replace(was, seen=was.composed))

    def bin(self, note_id: str) -> None:
        """Into the bin; the visit's records stay."""
        self._store.bin(self._store.get(Note, note_id), "Bin note")

    def _note(self, visit: Visit) -> Note:
        there = self._store.find(Note, visit_id=visit.id)
        binned = self._store.find(Note, binned=True, visit_id=visit.id)
        new = Note(self._store.new_id(), visit.id, visit.school_id)
        return next(iter((*there, *reversed(binned))), new)

    def _keep(self, note_id: str, texts: Mapping[str, str]) -> None:
        known = {section.key: section for section in self.sections(note_id)}
        for place, (key, text) in enumerate(texts.items()):
            was = known.get(key)
            if was is None:
                new = Section(self._store.new_id(), note_id, key, HEADINGS[key], place)
                was = replace(new, text=text, seen=text)
            elif not was.edited:
                was = replace(was, text=text, seen=text)
            self._store.put(replace(was, composed=text))
