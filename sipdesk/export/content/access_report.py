"""Everything that is held on one person, for that person to read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sipdesk.export.audience import Audience, Gate
from sipdesk.export.document import (
    Cell,
    Document,
    Facts,
    Heading,
    Para,
    Piece,
    Points,
    Table,
)
from sipdesk.models.clock import date_in_words
from sipdesk.models.keeping import Held, Kept, Person
from sipdesk.models.keeping.words import counts_in_words, kind_in_words
from sipdesk.models.pupils.naming.finder import Finder
from sipdesk.models.pupils.records import Pupil

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk

CAME = "Came from"
FEW_COLUMNS = 5  # that stand side by side and can still be read
_SOMEBODY = "somebody at the school"
_NOTHING = "Nothing."


@dataclass(frozen=True, slots=True)
class AccessMaterial:
    """What is held, on which day, and the people whose names are not this person's to read."""

    held: Held
    on: date
    pupils: tuple[Pupil, ...] = ()
    contacts: tuple[str, ...] = ()
    author: str = ""


def gather_access(desk: Desk, person: Person) -> AccessMaterial:
    """Read the desk for one person."""
    return AccessMaterial(
        desk.keeping.about(person),
        desk.clock.now().date(),
        tuple(p for p in desk.pupils.ever() if p.id != person.id),
        tuple(c.name for c in desk.schools.contacts_ever() if c.id != person.id and c.name),
        desk.settings.author,
    )


def build_access_report(material: AccessMaterial) -> Document:
    """As a document; other people's names are taken out of what is quoted."""
    held = masked(material)
    return Document(
        title="What is held about you",
        subtitle=held.person.name,
        running="What is held about you",
        pieces=tuple(_pieces(material, held)),
    )


def as_data(material: AccessMaterial) -> dict[str, Any]:
    """The same for another program, with the same names taken out."""
    held = masked(material)
    return {
        "person": {"kind": str(held.person.who), "name": held.person.name, "school": held.school},
        "on": material.on.isoformat(),
        "records": [
            {"kind": kind_in_words(k.table), "facts": dict(k.facts), "came_from": k.came}
            for k in held.records
        ],
        "texts": [
            {
                "kind": kind_in_words(m.table),
                "visit_on": m.day or None,
                "text": m.text,
                "may_be_another": m.doubtful,
            }
            for m in held.mentions
        ],
        "history": [
            {
                "at": h.at,
                "step": h.label,
                "kind": kind_in_words(h.table),
                "changed": [{"what": w, "before": b, "after": a} for w, b, a in h.changed],
            }
            for h in held.history
        ],
        "documents_that_left": [
            {"at": d.at, "what": d.what, "name": d.name, "audience": d.audience}
            for d in held.departures
        ],
    }


def masked(material: AccessMaterial) -> Held:
    """What is held, without the names of others."""
    held = material.held
    own = [held.person.name]
    gate = Gate(Audience.GOVERNORS, material.pupils, known=own)
    staff = Finder([*material.contacts, material.author], own, _SOMEBODY, titled=True)

    def mask(text: str) -> str:
        return gate.text(staff.reworded(text))

    def facts(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        # a name stands as it is: it is the person's own
        return tuple((n, v if n == "Name" else mask(v)) for n, v in rows)

    return replace(
        held,
        records=tuple(replace(k, facts=facts(k.facts), came=mask(k.came)) for k in held.records),
        mentions=tuple(replace(m, text=mask(m.text)) for m in held.mentions),
        history=tuple(
            replace(
                h,
                label=mask(h.label),
                changed=tuple((w, mask(b), mask(a)) for w, b, a in h.changed),
            )
            for h in held.history
        ),
        departures=tuple(replace(d, name=mask(d.name)) for d in held.departures),
    )


def _pieces(material: AccessMaterial, held: Held) -> Iterable[Piece]:
    counts: dict[str, int] = {}
    for kept in held.records:
        counts[kept.table] = counts.get(kept.table, 0) + 1
    about = [("Name", held.person.name), ("School", held.school)]
    about += [("Kept by", material.author), ("As of", date_in_words(material.on))]
    yield Facts(tuple((label, words) for label, words in about if words))
    yield Para(
        f"Held about you: {counts_in_words(counts) or 'no record of your own'};"
        f" {len(held.mentions)} other texts that name you; {len(held.departures)} documents that"
        " left with something about you. Names of other people are taken out."
    )
    yield Heading("Records", 2)
    for table in counts:
        yield from _of_kind([kept for kept in held.records if kept.table == table])
    if not counts:
        yield Para(_NOTHING)
    yield Heading("Texts that name you", 2)
    yield from _texts(held)
    yield Heading("Documents that left with something about you", 2)
    yield _documents(held)
    yield Heading("What was done to your records", 2)
    yield _history(held)


def _of_kind(records: list[Kept]) -> Iterable[Piece]:
    many = kind_in_words(records[0].table, len(records))
    yield Heading(many[:1].upper() + many[1:], 3)
    labels = list(dict.fromkeys(label for kept in records for label, _ in kept.facts))
    if len(records) == 1 or len(labels) > FEW_COLUMNS:
        for kept in records:
            yield Facts((*kept.facts, (CAME, kept.came)))
        return
    yield Table(
        (*labels, CAME),
        tuple(
            (*(Cell(dict(kept.facts).get(label, "")) for label in labels), Cell(kept.came))
            for kept in records
        ),
        (*(1.0 for _ in labels), 2.0),
    )


def _texts(held: Held) -> Iterable[Piece]:
    if not held.mentions:
        yield Para(_NOTHING)
    for mention in held.mentions:
        day = f", visit of {date_in_words(date.fromisoformat(mention.day))}" if mention.day else ""
        doubt = " (these words may mean somebody else)" if mention.doubtful else ""
        kind = kind_in_words(mention.table)
        yield Para(f"{kind[:1].upper()}{kind[1:]}{day}{doubt}", muted=True)
        yield Para(f"“{mention.text.strip()}”")


def _documents(held: Held) -> Piece:
    if not held.departures:
        return Para(_NOTHING)
    return Points(
        tuple(
            f"{d.what}, “{d.name}”, {date_in_words(date.fromisoformat(d.at[:10]))}"
            f"{f', for the {d.audience}' if d.audience else ''}"
            for d in held.departures
        )
    )


def _history(held: Held) -> Piece:
    if not held.history:
        return Para(_NOTHING)
    return Table(
        ("When", "What was done", "What changed"),
        tuple(
            (
                Cell(date_in_words(date.fromisoformat(h.at[:10]), short=True)),
                Cell(h.label),
                Cell("; ".join(f"{w}: “{b}” became “{a}”" for w, b, a in h.changed)),
            )
            for h in held.history
        ),
        (1.0, 1.4, 3.0),
    )
