"""What a document is made of: records gathered from the Desk, before an audience is thought of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from sipdesk.models.notes.records import Note, Section
from sipdesk.models.priorities.records import Action, Milestone, Priority
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.schools.records import Contact, School
from sipdesk.models.support import Support
from sipdesk.models.visits.records import Followup, Session, Visit

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk


@dataclass(frozen=True, slots=True)
class SchoolMaterial:
    """A school with the people whose names a document may, or must not, show.

    Among its `pupils` are those in the bin.
    """

    school: School
    contacts: tuple[Contact, ...] = ()
    pupils: tuple[Pupil, ...] = ()
    author: str = ""
    logo: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True)
class AgendaMaterial:
    """A visit's plan; sessions in order of time, cut ones left out."""

    about: SchoolMaterial
    visit: Visit
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class NoteMaterial:
    """A composed note with the records its tables are made of.

    `followed` pairs what was promised before (an action or a priority) with how it was judged;
    `actions` are those agreed at this visit, `support` what is to be or was brokered.
    """

    about: SchoolMaterial
    visit: Visit
    sessions: tuple[Session, ...]
    note: Note
    sections: tuple[Section, ...]
    followed: tuple[tuple[Action | Priority, Followup], ...] = ()
    actions: tuple[Action, ...] = ()
    support: tuple[Support, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanMaterial:
    """A school's action plan on a day. `milestones` are by action id, in order of date.

    `version` stamps the sending: it tells a returned plan which one it answers.
    """

    about: SchoolMaterial
    on: date
    version: str
    priorities: tuple[Priority, ...]
    actions: tuple[Action, ...]
    milestones: Mapping[str, tuple[Milestone, ...]]


def gather_school(desk: Desk, school_id: str) -> SchoolMaterial:
    """The school, its contacts and its pupils."""
    return SchoolMaterial(
        school=desk.schools.get(school_id),
        contacts=tuple(desk.schools.contacts(school_id)),
        pupils=tuple(desk.pupils.ever(school_id)),
        author=desk.settings.author,
        logo=desk.settings.logo,
    )


def gather_agenda(desk: Desk, visit_id: str) -> AgendaMaterial:
    """The plan of a visit for its head."""
    visit = desk.visits.get(visit_id)
    return AgendaMaterial(
        gather_school(desk, visit.school_id),
        visit,
        tuple(desk.visits.running(visit_id)),
    )


def gather_note(desk: Desk, visit_id: str) -> NoteMaterial:
    """The note of a visit. Raises NotFound when none has been composed yet."""
    visit = desk.visits.get(visit_id)
    note = desk.notes.of_visit(visit_id)
    return NoteMaterial(
        about=gather_school(desk, visit.school_id),
        visit=visit,
        sessions=tuple(desk.visits.running(visit_id)),
        note=note,
        sections=tuple(desk.notes.sections(note.id)),
        followed=tuple(
            (item.about, item.followup)
            for item in desk.carryover.of_visit(visit_id)
            if item.followup is not None
        ),
        actions=tuple(desk.priorities.agreed_at(visit_id)),
        support=tuple(
            s for s in desk.support.of_school(visit.school_id) if s.agreed_at == visit_id
        ),
    )


def gather_plan(desk: Desk, school_id: str) -> PlanMaterial:
    """The action plan of a school as it stands now."""
    actions = tuple(desk.priorities.actions(school_id))
    return PlanMaterial(
        about=gather_school(desk, school_id),
        on=desk.clock.now().date(),
        version=desk.journal.stamp(),
        priorities=tuple(desk.priorities.of_school(school_id)),
        actions=actions,
        milestones={a.id: tuple(desk.priorities.milestones(a.id)) for a in actions},
    )
