"""Noting that a document left, and about whom it says something.

A document counts for the pupils whose own words it may hold, or of whom the texts speak that it is
made from, though it names none of them; and for the contacts whom it names. Figures of groups are
about nobody in particular.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sipdesk.models.folding import bare
from sipdesk.models.pupils.naming.atoms import atoms, parts
from sipdesk.models.pupils.naming.finder import Finder
from sipdesk.models.pupils.naming.pupils import PupilNames

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.models.pupils.records import Pupil

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
        person = desk.keeping.meant_by(ref)
        people = [person.id] if person.id else []
        desk.keeping.left("Access report", person.school_id, name, audience or "person", people)
    elif what in _OF_VISITS:
        school_id = desk.visits.get(ref).school_id
        day, noted = list(_texts_of_day(desk, ref)), list(_texts_of_note(desk, ref))
        people = _contacts(desk, school_id, [*day, *noted])
        if kind == "note":
            people += _heard(desk, ref)
            day += [*noted, *_texts_of_evidence(desk, ref)]
        people += _pupils(desk, school_id, day)
        desk.keeping.left(_OF_VISITS[what], school_id, name, to, people, ref)
    else:
        texts = list(_texts_of_plan(desk, ref)) if kind == "plan" else []
        people = [*_contacts(desk, ref, texts), *_pupils(desk, ref, texts)]
        if kind == "plan":  # all of them are in its list of who may lead
            people = [*(c.id for c in desk.schools.contacts(ref) if c.name), *people]
        title = _OF_SCHOOLS.get(kind, kind.replace("_", " ").capitalize())
        desk.keeping.left(title, ref, name, to, people)


def _heard(desk: Desk, visit_id: str) -> Iterator[str]:
    """Whose words were noted at a visit."""
    for talk in desk.evidence.conversations(visit_id):
        yield talk.pupil_id
    for entry in desk.evidence.entries(visit_id):
        if entry.pupil_id:
            yield entry.pupil_id


def _pupils(desk: Desk, school_id: str, texts: Sequence[str]) -> Iterator[str]:
    """Of whom of a school's pupils the texts speak, or may; one in the bin is one still."""
    all_of_it = bare("\n".join(texts))
    standing: dict[str, set[int]] = {}  # in which texts a word stands
    for at, text in enumerate(texts):
        for atom in atoms(text):
            standing.setdefault(atom.folded, set()).add(at)
    alike: dict[str, list[Pupil]] = {}  # only who shares a word with a pupil is taken for them
    may_be = []
    for pupil in desk.pupils.ever(school_id):
        words = parts(pupil.name)
        if any(word in all_of_it for word in words):
            may_be.append((pupil, words))
            for word in words:
                alike.setdefault(word, []).append(pupil)
    for pupil, words in may_be:
        begun = PupilNames([pupil]).beginnings
        where = {at for word in begun for at in standing.get(word, ())}
        if where:
            others = {o.id: o.name for word in words for o in alike[word] if o.id != pupil.id}
            finder = Finder([pupil.name], others.values())
            if any(finder.found(texts[at]) for at in where):
                yield pupil.id


def _contacts(desk: Desk, school_id: str, texts: Sequence[str]) -> list[str]:
    """Who of a school's contacts is named."""
    return [
        contact.id
        for contact in desk.schools.contacts(school_id)
        if contact.name and any(Finder([contact.name], titled=True).found(text) for text in texts)
    ]


def _texts_of_day(desk: Desk, visit_id: str) -> Iterator[str]:
    yield from desk.visits.get(visit_id).attending
    for session in desk.visits.sessions(visit_id):
        yield session.title
        yield from session.people


def _texts_of_evidence(desk: Desk, visit_id: str) -> Iterator[str]:
    for entry in desk.evidence.entries(visit_id):
        yield entry.text
    for finding in desk.evidence.findings(visit_id):
        yield finding.text
    for sheet in desk.visits.sheets_of_visit(visit_id):
        yield from sheet.answers.values()


def _texts_of_note(desk: Desk, visit_id: str) -> Iterator[str]:
    if desk.notes.has(visit_id):
        for section in desk.notes.sections(desk.notes.of_visit(visit_id).id):
            yield section.text


def _texts_of_plan(desk: Desk, school_id: str) -> Iterator[str]:
    for action in desk.priorities.actions(school_id):
        yield " ".join(
            (action.action, action.lead, action.outcome, action.monitoring, action.comment)
        )
