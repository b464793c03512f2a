"""Every pupil's attendance."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sipdesk.models.errors import BadValue
from sipdesk.models.pupils import Pupil
from sipdesk.models.store import Store
from sipdesk.models.tracking.attending import (
    CohortAttendance,
    Sessions,
    at_point,
    course,
    is_sound,
    of_cohort,
    persistent_absence,
)
from sipdesk.models.tracking.records import Attendance

_TERMS = range(4)


class AttendanceBook:
    """Sessions possible and attended, by pupil, school year and term."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, attendance_id: str) -> Attendance:
        """Raises NotFound."""
        return self._store.get(Attendance, attendance_id)

    def of_pupil(self, pupil_id: str) -> list[Attendance]:
        """By year and term; a year as a whole after its terms."""
        found = self._store.find(Attendance, pupil_id=pupil_id)
        return sorted(found, key=lambda a: (a.year, a.term == 0, a.term))

    def note(self, pupil_id: str, year: int, term: int, possible: int, attended: int) -> Attendance:
        """Keep a pupil's sessions at one point, in the place of what was there.

        Raises BadValue for figures that cannot be, NotFound.
        """
        pupil = self._store.get(Pupil, pupil_id)
        held = self._store.find(Attendance, pupil_id=pupil_id, year=year, term=term)
        new = Attendance(self._store.new_id(), pupil.school_id, pupil_id, year, term)
        now = replace(held[-1] if held else new, possible=possible, attended=attended)
        _check(now)
        with self._store.step("Note attendance"):
            return self._store.put(now)

    def bin(self, attendance_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.get(attendance_id), "Bin attendance")

    def by_pupil(self, school_id: str, year: int, term: int = 0) -> dict[str, Sessions]:
        """Each pupil's sessions in a term, or (0) in the year."""
        return at_point(self._of_school(school_id, None), year, term)

    def of_cohort(
        self, school_id: str, year: int, term: int = 0, *, pupil_ids: Collection[str] | None = None
    ) -> CohortAttendance:
        """The attendance of a school, or of some of its pupils, at one point."""
        records = self._of_school(school_id, pupil_ids)
        return of_cohort(records, year, term, persistent_absence(), pupil_ids or ())

    def course(
        self, school_id: str, *, pupil_ids: Collection[str] | None = None
    ) -> list[CohortAttendance]:
        """Every point there are figures for, oldest first."""
        return course(self._of_school(school_id, pupil_ids), persistent_absence())

    def _of_school(self, school_id: str, only: Collection[str] | None) -> list[Attendance]:
        """In the order they were noted; pupils in the bin are left out."""
        found = self._store.select(
            Attendance,
            "school_id = ? AND binned = ''"
            " AND pupil_id IN (SELECT id FROM pupils WHERE binned = '')",
            [school_id],
        )
        wanted = None if only is None else frozenset(only)
        return found if wanted is None else [a for a in found if a.pupil_id in wanted]


def _check(record: Attendance) -> None:
    if record.term not in _TERMS:
        raise BadValue("A term is 1, 2 or 3, or 0 for the whole year.", field="term")
    if not is_sound(record):
        raise BadValue(
            "There must be a session possible, and no more attended than were possible.",
            "The attendance is as it was.",
            "Enter half days: a full week has 10.",
            field="attended",
        )
