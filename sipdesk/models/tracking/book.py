"""Tracking: target groups, surveys, parents and attendance, and voice beside data."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from sipdesk.models.pupils import Pupil, by_surname
from sipdesk.models.store import Store
from sipdesk.models.visits import Conversation, Visit

if TYPE_CHECKING:
    from sipdesk.models.tracking.attendance_book import AttendanceBook
    from sipdesk.models.tracking.parent_book import ParentBook
    from sipdesk.models.tracking.parents import BesideProgress
    from sipdesk.models.tracking.survey_book import SurveyBook
    from sipdesk.models.tracking.target_book import TargetBook
    from sipdesk.models.tracking.voice import Standing, Talk, Voice


class TrackingBook:
    """What schools track beside results, one attribute for each kind.

    Every kind is imported when it is first asked for: the desk opens before anybody asks.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def targets(self) -> TargetBook:
        """Target groups."""
        from sipdesk.models.tracking.target_book import TargetBook

        return TargetBook(self._store)

    @cached_property
    def surveys(self) -> SurveyBook:
        """Surveys and their rounds."""
        from sipdesk.models.tracking.survey_book import SurveyBook

        return SurveyBook(self._store)

    @cached_property
    def parents(self) -> ParentBook:
        """Parents' engagement."""
        from sipdesk.models.tracking.parent_book import ParentBook

        return ParentBook(self._store)

    @cached_property
    def attendance(self) -> AttendanceBook:
        """Sessions possible and attended."""
        from sipdesk.models.tracking.attendance_book import AttendanceBook

        return AttendanceBook(self._store)

    def talks(self, school_id: str) -> list[Talk]:
        """The latest conversation with each pupil of the lunch group, and with others who had one.

        By year and surname. Pupils who have left are there only when they were talked with.
        """
        from sipdesk.models.tracking.voice import Talk, newest

        days = {v.id: v.on for v in self._store.find(Visit, school_id=school_id)}
        said = self._store.select(
            Conversation,
            "binned = '' AND visit_id IN (SELECT id FROM visits WHERE school_id = ?)",
            [school_id],
        )
        latest = newest(said, days)
        today = self._store.clock.now().date()
        pupils = sorted(
            self._store.find(Pupil, school_id=school_id),
            key=lambda p: (p.year, by_surname(p.name)),
        )
        return [
            latest.get(pupil.id) or Talk(pupil.id)
            for pupil in pupils
            if pupil.id in latest or (pupil.tracked and not pupil.has_left(today))
        ]

    def voice(self, school_id: str, standings: Mapping[str, Standing]) -> list[Voice]:
        """What pupils say beside their traffic lights (by pupil id), disagreements first."""
        from sipdesk.models.tracking.voice import voices

        return voices(self.talks(school_id), standings)

    def parents_beside_progress(
        self, group_id: str, aspect: str, *, least: float = 1
    ) -> tuple[BesideProgress, ...]:
        """A target group's progress by how far the parents are with one aspect. Raises NotFound."""
        from sipdesk.models.tracking.parents import beside_progress

        group = self.targets.get(group_id)
        ratings = self.parents.latest(group.school_id, aspect)
        return beside_progress(self.targets.lines(group_id), ratings, least=least)
