"""Text as a SIP types it, into headings, paragraphs and points; the gate that fits a school."""

from __future__ import annotations

from itertools import groupby

from sipdesk.export.audience import Audience, Gate
from sipdesk.export.document import Heading, Para, Points
from sipdesk.export.material import SchoolMaterial
from sipdesk.export.wording import clean
from sipdesk.models.notes.records import POINT, SUBHEADING

Prose = Heading | Para | Points
_BULLETS = (POINT, "• ", "– ", "* ")


def gate_for(about: SchoolMaterial, audience: Audience) -> Gate:
    """The gate for documents about this school; its own people and its author stay."""
    school = about.school
    places = (school.name, school.authority, school.partner_school, school.cluster)
    own = [about.author, *(place for place in places if len(place.split()) > 1)]
    return Gate(audience, about.pupils, about.contacts, own)


def prose(text: str) -> list[Prose]:
    """Paragraphs are parted by blank lines; lines with a dash are points, with “##” headings."""
    pieces: list[Prose] = []
    lines = [line.rstrip() for line in clean(text).split("\n")]
    for blank, block in groupby(lines, key=lambda line: not line.strip()):
        if not blank:
            pieces += _block(list(block))
    return _together(pieces)


def _block(lines: list[str]) -> list[Prose]:
    """One block without blank lines: points keep the indented lines that belong to them."""
    pieces: list[Prose] = []
    for line in lines:
        bare = line.strip()
        last = pieces[-1] if pieces else None
        if bare.startswith(SUBHEADING):
            pieces.append(Heading(bare.lstrip("#").strip(), 2))
        elif bare.startswith(_BULLETS):
            pieces.append(Points((bare[2:].strip(),)))
        elif bare == "-":
            continue
        elif isinstance(last, Points) and line[0] in " \t":
            pieces[-1] = Points((f"{last.items[-1]} {bare}",))
        elif isinstance(last, Para):
            pieces[-1] = Para(f"{last.text}\n{bare}")
        else:
            pieces.append(Para(bare))
    return pieces


def _together(pieces: list[Prose]) -> list[Prose]:
    """Points that follow one another are one list, blank lines between them or not."""
    out: list[Prose] = []
    for points, group in groupby(pieces, key=lambda piece: isinstance(piece, Points)):
        if points:
            out.append(Points(tuple(i for p in group if isinstance(p, Points) for i in p.items)))
        else:
            out += group
    return out
