"""Every rating of parents' engagement."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from sipdesk.models.folding import folded
from sipdesk.models.pupils import Pupil
from sipdesk.models.store import Store
from sipdesk.models.tracking.parents import Course, courses
from sipdesk.models.tracking.ratings import ParentRating, parent_rating
from sipdesk.models.tracking.records import Engagement


class ParentBook:
    """Parents' engagement by pupil, aspect and date; 1 to 5, where 5 is best."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, engagement_id: str) -> Engagement:
        """Raises NotFound."""
        return self._store.get(Engagement, engagement_id)

    def of_pupil(self, pupil_id: str) -> list[Engagement]:
        """Oldest first, undated ones before."""
        found = self._store.find(Engagement, pupil_id=pupil_id)
        return sorted(found, key=lambda e: e.seen_on or date.min)

    def aspects(self, school_id: str) -> list[str]:
        """The aspects that a school has rated."""
        by_fold: dict[str, str] = {}
        for held in self._store.find(Engagement, school_id=school_id):
            by_fold[folded(held.aspect)] = held.aspect
        return sorted(by_fold.values(), key=str.casefold)

    def note(
        self, pupil_id: str, rating: ParentRating, aspect: str, seen_on: date, note: str = ""
    ) -> Engagement:
        """What was seen on a day. Raises NotFound."""
        pupil = self._store.get(Pupil, pupil_id)
        new = Engagement(
            self._store.new_id(),
            pupil.school_id,
            pupil_id,
            seen_on,
            " ".join(aspect.split()),
            rating.value,
            note,
        )
        with self._store.step("Note parents' engagement"):
            return self._store.put(new)

    def edit(self, engagement_id: str, **changes: Any) -> Engagement:
        """Change some fields. Raises BadValue for a level off the scale."""
        if "level" in changes:
            changes["level"] = parent_rating(changes["level"]).value
        now = replace(self.get(engagement_id), **changes)
        return self._store.edit(now, changes, "Edit parents' engagement")

    def bin(self, engagement_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.get(engagement_id), "Bin parents' engagement")

    def courses(self, pupil_id: str) -> dict[str, Course]:
        """How each aspect went with one pupil's parents."""
        return courses(self.of_pupil(pupil_id))

    def latest(self, school_id: str, aspect: str) -> dict[str, ParentRating]:
        """Each pupil's newest rating of one aspect, by pupil; whoever has none is not there."""
        by_pupil: dict[str, list[Engagement]] = {}
        wanted = folded(aspect)
        for held in self._store.find(Engagement, school_id=school_id):
            if folded(held.aspect) == wanted:
                by_pupil.setdefault(held.pupil_id, []).append(held)
        found = {
            pupil: course.latest
            for pupil, records in by_pupil.items()
            for course in courses(records).values()
        }
        return {pupil: rating for pupil, rating in found.items() if rating}
