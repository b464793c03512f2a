"""The agenda a head gets before the visit. Prompts and preparation notes are the SIP's own."""

from __future__ import annotations

from sipdesk.export.audience import Audience, Gate
from sipdesk.export.content.prose import gate_for
from sipdesk.export.document import Cell, Document, Facts, Heading, Para, Piece, Points, Table
from sipdesk.export.material import AgendaMaterial
from sipdesk.export.wording import clean, clock, listed
from sipdesk.models.clock import day_in_words
from sipdesk.models.visits.records import Session, SessionKind

READY = {
    SessionKind.HEAD_CHAIR: "The action plan, with how each action agreed last time stands.",
    SessionKind.DEPARTMENTS: "From each department: its planning, and pupils’ progress against"
    " their targets.",
    SessionKind.LUNCH: "A quiet place for lunch with the tracked pupils, and each pupil’s current"
    " level and target.",
    SessionKind.LESSONS: "The day’s timetable, and for each class to be seen its current levels and"
    " targets.",
    SessionKind.GOVERNORS: "A room for the governors, with a screen.",
}


def build_agenda(material: AgendaMaterial) -> Document:
    """The plan of the day for the head."""
    gate = gate_for(material.about, Audience.HEAD)
    school = clean(material.about.school.name).strip() or "School"
    on = day_in_words(material.visit.on)
    pieces: list[Piece] = [_facts(material, gate), Heading("The day"), *_day(material, gate)]
    ready = _ready(material)
    if ready:
        pieces += Heading("What to have ready"), Points(ready)
    return Document(
        title="Agenda for the visit",
        subtitle=f"{school}, {on}",
        running=f"Agenda, {school}, {on}",
        pieces=tuple(pieces),
        logo=material.about.logo,
    )


def _facts(material: AgendaMaterial, gate: Gate) -> Facts:
    school, visit = material.about.school, material.visit
    rows = (
        ("School", school.name),
        ("Date", day_in_words(visit.on)),
        ("Kind of visit", gate.text(visit.kind)),
        ("School improvement partner", material.about.author),
        ("Who attends", listed([gate.text(person) for person in visit.attending])),
        ("Focus", gate.text(visit.focus)),
    )
    return Facts(tuple((label, clean(value).strip()) for label, value in rows if value.strip()))


def _day(material: AgendaMaterial, gate: Gate) -> list[Piece]:
    if not material.sessions:
        return [Para("The times of the day are still to be agreed.", muted=True)]
    rows = tuple(_row(session, gate) for session in material.sessions)
    return [Table(("Time", "What", "With", "Where"), rows, (16, 36, 30, 18))]


def _row(session: Session, gate: Gate) -> tuple[Cell, ...]:
    return (
        Cell(f"{clock(session.start)}–{clock(session.end)}"),
        Cell(gate.text(session.title)),
        Cell(listed([gate.text(person) for person in session.people])),
        Cell(gate.text(session.place)),
    )


def _ready(material: AgendaMaterial) -> tuple[str, ...]:
    """What the school is asked to have to hand, from the kinds of session in the day."""
    kinds = dict.fromkeys(session.kind for session in material.sessions)
    return tuple(READY[kind] for kind in kinds if kind in READY)
