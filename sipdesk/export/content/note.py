"""The note of visit: who was met, what was found, what was agreed."""

from __future__ import annotations

from collections.abc import Iterator

from sipdesk.export.audience import Audience, Gate, NameSeen
from sipdesk.export.content.prose import gate_for, prose
from sipdesk.export.content.tables import action_table, followed_table, support_table
from sipdesk.export.document import Document, Facts, Heading, Para, Piece, Table
from sipdesk.export.material import NoteMaterial
from sipdesk.export.wording import clean, listed
from sipdesk.models.clock import day_in_words
from sipdesk.models.notes.records import Section

NO_ACTIONS = "No new actions were agreed at this visit."


def build_note(material: NoteMaterial, audience: Audience) -> Document:
    """The note as this audience may read it."""
    return _build(material, gate_for(material.about, audience))


def names_met(material: NoteMaterial, audience: Audience) -> tuple[NameSeen, ...]:
    """Each name that the note loses for this audience, or that is in doubt; once each."""
    gate = gate_for(material.about, audience)
    _build(material, gate)
    return tuple(gate.met)


def _build(material: NoteMaterial, gate: Gate) -> Document:
    school = clean(material.about.school.name).strip() or "School"
    on = day_in_words(material.visit.on)
    pieces: list[Piece] = [_facts(material, gate)]
    for section in sorted(material.sections, key=lambda s: s.place):
        pieces += _section(section, material, gate)
    title = gate.text(material.note.title).strip() or "Note of visit"
    return Document(
        title=title,
        subtitle=f"{school}, {on}",
        running=f"{title}, {school}, {on}",
        pieces=tuple(pieces),
        logo=material.about.logo,
    )


def _facts(material: NoteMaterial, gate: Gate) -> Facts:
    """The head of the note; what is not known is left out."""
    school, visit = material.about.school, material.visit
    focus_below = any(s.key == "focus" and s.text.strip() for s in material.sections)
    rows = (
        ("School", school.name),
        ("URN", school.urn),
        ("Authority", school.authority),
        ("Date", day_in_words(visit.on)),
        ("Kind of visit", gate.text(visit.kind)),
        ("School improvement partner", material.about.author),
        ("Met", people_met(material, gate)),
        ("Focus", "" if focus_below else gate.text(visit.focus)),
    )
    return Facts(tuple((label, clean(value).strip()) for label, value in rows if value.strip()))


def people_met(material: NoteMaterial, gate: Gate) -> str:
    """Everybody who attended or was met in a session, each once, in the order of the day."""
    met = [*material.visit.attending, *(p for s in material.sessions for p in s.people)]
    author = material.about.author.strip().casefold()
    return listed([gate.text(person) for person in met if person.strip().casefold() != author])


def _section(section: Section, material: NoteMaterial, gate: Gate) -> Iterator[Piece]:
    table = _table(section.key, material, gate)
    said_twice = section.key == "support" and table is not None and section.text == section.composed
    text = [] if said_twice else prose(gate.text(section.text))
    if section.key == "actions" and table is None and not text:
        text = [Para(NO_ACTIONS, muted=True)]
    if text or table is not None:
        yield Heading(gate.text(section.heading))
        yield from text
        if table is not None:
            yield table


def _table(key: str, material: NoteMaterial, gate: Gate) -> Table | None:
    """The table that belongs to a section, when it has rows."""
    if key == "followed_up" and material.followed:
        return followed_table(material.followed, gate)
    if key == "actions" and material.actions:
        return action_table(material.actions, gate)
    if key == "support" and material.support:
        return support_table(material.support, gate)
    return None
