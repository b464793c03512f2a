"""Noting that a document left, and about whom it says something.

A document counts for the pupils whose own words it may hold, though it names none of them, and for
the contacts whom it names. Figures of groups are about nobody in particular.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sipdesk.models.pupils.naming.finder import Finder

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk

_OF_VISITS = {
    "note": "Note of visit",
    "note-pdf": "Note of visit",
    "note-word": "Note of visit",
    "agenda": "Agenda",
    "calendar": "Calendar file",
}
_OF_SCHOOLS = {"plan": "Action plan", "gaps": "Gap report", "progress": "Progress report"}
_READER = {"note": "authority", "agenda": "head", "calendar": "head", "plan": "head"}


def note_departure(desk: Desk, what: str, ref: str, name: str, audience: str = "") -> None:
    """A document `what` about the visit or school `ref` was written to a file called `name`."""
    kind = what.partition("-")[0]
    to = audience or _READER.get(kind, "")
    if what == "access-report":
        person = desk.keeping.person(ref)
        people = [person.id] if person.id else []
        desk.keeping.left("Access report", person.school_id, name, audience or "person", people)
    elif what in _OF_VISITS:
        school_id = desk.visits.get(ref).school_id
        people = [*_pupils(desk, ref)] if kind == "note" else []
        people += _contacts(desk, school_id, _texts_of_visit(desk, ref))
        desk.keeping.left(_OF_VISITS[what], school_id, name, to, people, ref)
    else:
        people = _contacts(desk, ref, _texts_of_plan(desk, ref)) if kind == "plan" else []
        title = _OF_SCHOOLS.get(kind, kind.replace("_", " ").capitalize())
        desk.keeping.left(title, ref, name, to, people)


def _pupils(desk: Desk, visit_id: str) -> Iterator[str]:
    """Whose words were noted at a visit."""
    for talk in desk.evidence.conversations(visit_id):
        yield talk.pupil_id
    for entry in desk.evidence.entries(visit_id):
        if entry.pupil_id:
            yield entry.pupil_id


def _contacts(desk: Desk, school_id: str, texts: Iterable[str]) -> list[str]:
    """Who of a school's contacts is named."""
    held = list(texts)
    return [
        contact.id
        for contact in desk.schools.contacts(school_id)
        if contact.name and any(Finder([contact.name], titled=True).found(text) for text in held)
    ]


def _texts_of_visit(desk: Desk, visit_id: str) -> Iterator[str]:
    yield from desk.visits.get(visit_id).attending
    for session in desk.visits.sessions(visit_id):
        yield from session.people
    if desk.notes.has(visit_id):
        for section in desk.notes.sections(desk.notes.of_visit(visit_id).id):
            yield section.text


def _texts_of_plan(desk: Desk, school_id: str) -> Iterator[str]:
    for action in desk.priorities.actions(school_id):
        yield " ".join(
            (action.action, action.lead, action.outcome, action.monitoring, action.comment)
        )
