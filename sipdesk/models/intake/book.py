"""Intake: what files from outside would do, and doing it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import TYPE_CHECKING

from sipdesk.models.assessments import AssessmentBook
from sipdesk.models.intake.records import Import, Mapping, Measure, remembered
from sipdesk.models.intake.said import KEY
from sipdesk.models.pupils import PupilBook, tidy_upn
from sipdesk.models.schools import Contact, SchoolBook
from sipdesk.models.store import Store

if TYPE_CHECKING:
    from sipdesk.models.intake.known import Known
    from sipdesk.models.intake.previews import (
        Choices,
        PerformancePreview,
        Preview,
        PupilPreview,
        RegisterPreview,
    )
    from sipdesk.models.intake.published import Published
    from sipdesk.models.intake.register import RegisterChoices
    from sipdesk.models.intake.tables import Source

PUPILS, REGISTER, PERFORMANCE = "pupils", "register", "performance"
_KEY = itemgetter("pupil_id", *KEY)
_KEPT = itemgetter("id", "value", "absent")


class Intake:
    """Files become previews, and previews are accepted or left alone.

    Files are read by `files.read_file` and `published.read_published`, which need no desk and may
    take seconds: call them on another thread. What reads them is imported when it is first asked
    for, since the desk opens before anybody asks.
    """

    def __init__(
        self, store: Store, schools: SchoolBook, pupils: PupilBook, assessments: AssessmentBook
    ) -> None:
        self._store = store
        self._schools = schools
        self._pupils = pupils
        self._assessments = assessments

    # --- previews

    def known(self, school_id: str) -> Known:
        """What `pupil_files.preview_pupils` compares a file with; plain data for any thread."""
        from sipdesk.models.intake.known import Known
        from sipdesk.models.intake.previews import Kept

        rows = self._store.query(
            "SELECT pupil_id, subject, year, term, kind, scale, id, value, absent"
            " FROM assessments WHERE binned = '' AND school_id = ?1"
            " AND pupil_id IN (SELECT id FROM pupils WHERE school_id = ?1)",
            [school_id],
        )
        results = dict(zip(map(_KEY, rows), map(Kept._make, map(_KEPT, rows)), strict=True))
        elsewhere = self._store.query(
            "SELECT pupils.upn, schools.name FROM pupils"
            " JOIN schools ON schools.id = pupils.school_id"
            " WHERE pupils.school_id != ? AND pupils.upn != ''"
            " AND COALESCE(pupils.left_on, '') = ''"
            " AND pupils.binned = '' AND schools.binned = ''",
            [school_id],
        )
        [last] = self._store.query("SELECT MAX(at) AS at FROM erasures WHERE binned = ''", [])
        remembered = self.mapping(school_id, PUPILS)
        return Known(
            school=self._schools.get(school_id),
            pupils=tuple(self._pupils.of_school(school_id)),
            scales=self._assessments.scales,
            today=self._store.clock.now().date(),
            remembered=remembered.choices if remembered else {},
            imports=tuple(self.imports(school_id)),
            results=results,
            elsewhere={tidy_upn(r["upn"]): r["name"] for r in elsewhere},
            erased_on=date.fromisoformat(last["at"][:10]) if last["at"] else None,
        )

    def pupils(
        self, source: Source, school_id: str, choices: Choices | None = None
    ) -> PupilPreview:
        """A list or transfer file for a school. Raises FileRefused, BadValue, NotFound."""
        from sipdesk.models.intake.pupil_files import preview_pupils

        return preview_pupils(source, self.known(school_id), choices)

    def register(
        self,
        published: Published,
        wanted: Sequence[str] = (),
        choices: RegisterChoices | None = None,
    ) -> RegisterPreview:
        """Schools of the public register, by URN, number or name. Raises FileRefused."""
        from sipdesk.models.intake.register import preview_register

        schools, heads = self._schools.all(), self.heads()
        today = self._store.clock.now().date()
        return preview_register(published, wanted, schools, heads, today, choices)

    def heads(self) -> dict[str, Contact]:
        """The headteacher of each school that has one on the desk, by the school's id."""
        from sipdesk.models.intake.register import HEAD

        found: dict[str, Contact] = {}
        for school in self._schools.all():
            for contact in self._schools.contacts(school.id):
                if contact.role == HEAD:
                    found.setdefault(school.id, contact)
        return found

    def performance(
        self, published: Published, school_id: str = "", year: int | None = None
    ) -> PerformancePreview:
        """Published figures of one school, or of all on the desk. Raises FileRefused."""
        from sipdesk.models.intake.performance import preview_performance

        schools = [self._schools.get(school_id)] if school_id else self._schools.all()
        measures = [m for school in schools for m in self._store.find(Measure, school_id=school.id)]
        return preview_performance(published, schools, measures, year)

    # --- taking in

    def accept(self, preview: Preview) -> tuple[Import, ...]:
        """Back up, then take in all of it in one step; one undo takes it back.

        Gives a record for each school. Raises BadValue while something has to be settled, or where
        the desk has changed so that the preview is no longer true; then nothing is written.
        """
        from sipdesk.models.intake.accepting import Accepting

        return Accepting(self._store, self._pupils, self._assessments).accept(preview)

    # --- what came before

    def imports(self, school_id: str) -> list[Import]:
        """What was taken in for a school, the latest first."""
        found = self._store.find(Import, school_id=school_id)
        return sorted(found, key=lambda one: one.at, reverse=True)

    def measures(self, school_id: str) -> list[Measure]:
        """Published figures of a school, the latest year first."""
        found = self._store.find(Measure, school_id=school_id)
        return sorted(found, key=lambda m: (-m.year, m.key_stage))

    def mapping(self, school_id: str, kind: str) -> Mapping | None:
        """How a school's columns were read last time."""
        found = self._store.select(Mapping, *remembered(school_id, kind))
        return found[-1] if found else None
