"""Everything that is held on one person, for that person to read."""

from __future__ import annotations

from collections import Counter
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
from sipdesk.models.keeping.former import former
from sipdesk.models.keeping.holding import Mention
from sipdesk.models.keeping.naming import folded
from sipdesk.models.keeping.origins import Happened
from sipdesk.models.keeping.wordings import LABEL
from sipdesk.models.keeping.words import counts_in_words, kind_in_words
from sipdesk.models.pupils.naming.finder import Finder
from sipdesk.models.pupils.records import Pupil

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk

CAME = "Came from"
FEW_COLUMNS = 5  # that stand side by side and can still be read
_SOMEBODY = "somebody at the school"
_NOTHING = "Nothing."
LOST = (
    "The desk keeps what was taken back, and how texts were worded before, so that a mistake can be"
    " mended."
)


@dataclass(frozen=True, slots=True)
class AccessMaterial:
    """What is held, on which day, and the people whose names are not this person's to read.

    `marks` are their numbers and addresses, folded.
    """

    held: Held
    on: date
    pupils: tuple[Pupil, ...] = ()
    contacts: tuple[str, ...] = ()
    author: str = ""
    marks: frozenset[str] = frozenset()


def gather_access(desk: Desk, person: Person) -> AccessMaterial:
    """Read the desk for one person."""
    held = desk.keeping.about(person)
    pupils = [p for p in desk.pupils.ever() if p.id not in held.ids]
    staff = [c.name for c in desk.schools.contacts_ever() if c.id not in held.ids and c.name]
    past = desk.store.apart(lambda db: former(db, held))
    return AccessMaterial(
        held,
        desk.clock.now().date(),
        (*pupils, *past.pupils),
        (*staff, *past.staff),
        desk.settings.author,
        past.marks,
    )


def build_access_report(material: AccessMaterial) -> Document:
    """As a document; other people's names are taken out of what is quoted.

    Whom it is about stands on the page, and not in the title, which programs show of the file.
    """
    held = masked(material)
    return Document(
        title="What is held about you",
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
            {
                "kind": kind_in_words(k.table),
                "facts": dict(k.facts),
                "came_from": k.came,
                "in_history_only": past,
            }
            for past, kept in ((False, held.records), (True, held.lost))
            for k in kept
        ],
        "texts": [
            {
                "kind": _kind(m),
                "visit_on": m.day or None,
                "text": m.text,
                "may_be_another": m.doubtful,
                "in_history_only": past,
            }
            for past, mentions in ((False, held.mentions), (True, held.earlier))
            for m in mentions
        ],
        "history": [
            {
                "at": h.at,
                "step": h.label,
                "kind": kind_in_words(h.table),
                "state": h.state or "done",
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
    own = list(dict.fromkeys((held.person.name, *held.names)))
    gate = Gate(Audience.GOVERNORS, material.pupils, known=own)
    staff = Finder([*material.contacts, material.author], own, _SOMEBODY, titled=True)

    def mask(text: str) -> str:
        if folded(text) in material.marks:
            return "…"
        return gate.text(staff.reworded(text))

    def facts(rows: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
        # a name stands as it is: it is the person's own
        return tuple((n, v if n == "Name" else mask(v)) for n, v in rows)

    def kept(records: Iterable[Kept]) -> tuple[Kept, ...]:
        return tuple(replace(k, facts=facts(k.facts), came=mask(k.came)) for k in records)

    def quoted(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
        return tuple(replace(m, text=mask(m.text)) for m in mentions)

    return replace(
        held,
        records=kept(held.records),
        lost=kept(held.lost),
        mentions=quoted(held.mentions),
        earlier=quoted(held.earlier),
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
    about = [("Name", held.person.title), ("School", held.school)]
    about += [("Kept by", material.author), ("As of", date_in_words(material.on))]
    yield Facts(tuple((label, words) for label, words in about if words))
    counts = counts_in_words(Counter(kept.table for kept in held.records))
    lost, earlier = len(held.lost), len(held.earlier)
    yield Para(
        f"Held about you: {counts or 'no record of your own'};"
        f" {_many(len(held.mentions), 'other text')} naming you;"
        f" {_many(len(held.departures), 'document')} that left with something about you; in the"
        f" history only, {_many(lost, 'record')} and {_many(earlier, 'wording')}."
        " Names of other people are taken out."
    )
    yield Heading("Records", 2)
    yield from _records(held.records)
    if not held.records:
        yield Para(_NOTHING)
    yield Heading("Texts that name you", 2)
    yield from _texts(held.mentions)
    yield Heading("Held in the history only", 2)
    yield Para(LOST if held.lost or held.earlier else _NOTHING)
    yield from _records(held.lost)
    if held.earlier:
        yield Heading("Earlier wordings", 3)
        yield from _texts(held.earlier)
    yield Heading("Documents that left with something about you", 2)
    yield _documents(held)
    yield Heading("What was done to your records", 2)
    yield _history(held)


def _many(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _records(records: tuple[Kept, ...]) -> Iterable[Piece]:
    for table in dict.fromkeys(kept.table for kept in records):
        yield from _of_kind([kept for kept in records if kept.table == table])


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


def _kind(mention: Mention) -> str:
    return "name of a step" if mention.table == LABEL else kind_in_words(mention.table)


def _texts(mentions: tuple[Mention, ...]) -> Iterable[Piece]:
    if not mentions:
        yield Para(_NOTHING)
    for mention in mentions:
        day = f", visit of {date_in_words(date.fromisoformat(mention.day))}" if mention.day else ""
        doubt = " (these words may mean somebody else)" if mention.doubtful else ""
        kind = _kind(mention)
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
                Cell(_done(h)),
                Cell("; ".join(f"{w}: “{b}” became “{a}”" for w, b, a in h.changed)),
            )
            for h in held.history
        ),
        (1.0, 1.4, 3.0),
    )


def _done(step: Happened) -> str:
    return f"{step.label} ({step.state})" if step.state else step.label
