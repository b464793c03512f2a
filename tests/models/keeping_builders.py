"""A desk on which one pupil has left traces everywhere, for access and erasure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sipdesk.models.assessments import Assessment
from sipdesk.models.desk import Desk
from sipdesk.models.intake import Import
from sipdesk.models.keeping import Person, todo
from sipdesk.models.keeping.todo import UnderWay
from sipdesk.models.pupils import Pupil, Spell
from sipdesk.models.schools import School
from sipdesk.models.store.connection import connect, let_go
from sipdesk.models.tracking import Attendance, Engagement, Member, TargetGroup
from sipdesk.models.visits import EntryKind, FindingKind, Visit
from tests.builders import a_desk, a_pupil, a_school, a_visit, captured

FORE, SUR = "Zephyrine", "Quolkbury"
NAME = f"{FORE} {SUR}"
FORMER = "Vwyxanne"  # a name the pupil went by once
UPN = "A123456789012"


@dataclass
class Traced:
    """The desk, and whoever is spoken of."""

    desk: Desk
    school: School
    visit: Visit
    pupil: Pupil
    other: Pupil

    @property
    def person(self) -> Person:
        return self.desk.keeping.person(self.pupil.id)


def traced(folder: Path, name: str = "desk.sipdesk") -> Traced:
    """Typed, taken in, talked with, written about, and edited."""
    desk = a_desk(folder, name=name)
    school = a_school(desk)
    desk.schools.add_contact(school.id, "Headteacher", "Mrs Patel", email="head@example.org")
    visit = a_visit(desk, school, template="gaining_ground")
    pupil = a_pupil(desk, school, f"{FORMER} {SUR}", upn=UPN, fsm=True)
    pupil = desk.pupils.edit(pupil.id, name=NAME)
    other = a_pupil(desk, school, "Imran Khan")
    _take_in(desk, school, pupil, other)
    _write_about(desk, visit, pupil)
    return Traced(desk, school, visit, pupil, other)


def _take_in(desk: Desk, school: School, *pupils: Pupil) -> None:
    store = desk.store
    with desk.step("Import results"):
        file = Import(store.new_id(), school.id, "pupils", "autumn.csv", at="2009-11-12T08:30:00")
        store.put(file)
        store.put_all(
            [
                Assessment(
                    store.new_id(), school.id, p.id, s, 2009, 1, value="5b", import_id=file.id
                )
                for p in pupils
                for s in ("English", "Mathematics", "Science")
            ]
        )
        store.put_all(
            [Attendance(store.new_id(), school.id, p.id, 2009, 1, 60, 50) for p in pupils]
        )
    group = TargetGroup(store.new_id(), school.id, "Borderline", note=f"{FORE} was added late")
    with desk.step("Choose pupils"):
        store.put(group)
        store.put(Member(store.new_id(), group.id, pupils[0].id, note=f"{NAME} is keen"))
        store.put(Engagement(store.new_id(), school.id, pupils[0].id, date(2009, 11, 1), level=3))
        store.put(Spell(store.new_id(), pupils[0].id, "fsm", "yes", date(2008, 9, 1)))


def _write_about(desk: Desk, visit: Visit, pupil: Pupil) -> None:
    captured(desk, visit, text=f"{FORE}'s book is good; so is Imran's")
    own = captured(desk, visit, EntryKind.QUOTE, "I like graphs", pupil_id=pupil.id)
    finding = desk.evidence.add_finding(
        visit.id, FindingKind.STRENGTH, f"{SUR}, {FORE} and others make progress"
    )
    desk.evidence.gather(finding.id, own.id, take=True)
    session = desk.visits.sessions(visit.id)[0]
    desk.evidence.converse(session.id, visit.id, pupil.id, quote="I like graphs", helps="Mr Lee")
    with desk.step("Compose"):
        note = desk.compose_note(visit.id)
    section = desk.notes.sections(note.id)[0]
    desk.notes.edit_section(section.id, f"We met {NAME} ({UPN}) and Imran Khan.")
    desk.store.apart(lambda db: None)
    with desk.step(f"Something on {NAME}"):
        desk.store.put(replace(desk.schools.get(visit.school_id), picture=f"Home of {NAME}"))


def under_way_in(desk: Desk, copy: Path) -> UnderWay | None:
    """What a copy of the desk would go on to erase."""
    db = connect(copy, desk.store._key)
    try:
        return todo.read(db)
    finally:
        let_go(db)
