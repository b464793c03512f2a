"""Planning a visit from a template, and keeping a good day as a template."""

from __future__ import annotations

from datetime import date
from typing import Any

from sipdesk.models.pupils import PupilBook
from sipdesk.models.schools import SchoolBook
from sipdesk.models.store import Store
from sipdesk.models.templates import DayTemplate, SessionTemplate, without_names
from sipdesk.models.visits import Session, Visit, VisitBook, check_date


class Planning:
    """From template to visit and back."""

    def __init__(self, store: Store, visits: VisitBook) -> None:
        self._store = store
        self._visits = visits

    def plan(self, school_id: str, on: date, template: DayTemplate, **fields: Any) -> Visit:
        """A visit with the template's sessions.

        Raises BadValue when `on` lies before the last visit that has been.
        """
        today = self._store.clock.now().date()
        been = [v.on for v in self._visits.of_school(school_id) if v.on <= today]
        last = max(been, default=None)
        check_date(on, last)
        known: dict[str, Any] = {
            "kind": template.kind or template.name,
            "outside_allowance": template.outside_allowance,
            "preparation_minutes": template.preparation_minutes,
            "writing_minutes": template.writing_minutes,
        }
        return self._visits.add(school_id, on, sessions(template), **(known | fields))

    def as_template(self, visit_id: str, name: str) -> DayTemplate:
        """The shape of a visit's day; its school, people and words of the day stay behind."""
        visit = self._visits.get(visit_id)
        day = DayTemplate(
            name=name.strip(),
            kind=visit.kind,
            outside_allowance=visit.outside_allowance,
            preparation_minutes=visit.preparation_minutes,
            writing_minutes=visit.writing_minutes,
            sessions=tuple(_part(s) for s in self._visits.running(visit_id)),
        )
        pupils, contacts = PupilBook(self._store).ever(), SchoolBook(self._store).contacts_ever()
        return without_names(day, pupils, contacts, visit.school_id)


def sessions(template: DayTemplate) -> list[Session]:
    """The template's sessions, not yet of any visit."""
    return [
        Session(
            id="",
            visit_id="",
            start=part.start,
            end=part.end,
            kind=part.kind,
            title=part.title,
            people=part.people,
            place=part.place,
            prompts=part.prompts,
            anchored=part.anchored,
            counts=part.counts,
        )
        for part in template.sessions
    ]


def _part(session: Session) -> SessionTemplate:
    return SessionTemplate(
        start=session.start,
        end=session.end,
        kind=session.kind,
        title=session.title,
        people=session.people,
        place=session.place,
        anchored=session.anchored,
        counts=session.counts,
        prompts=session.prompts,
    )
