"""Whatever is typed, a document that leaves holds no live formula, no link and nothing loaded."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import fields, replace
from random import Random
from typing import Any

import openpyxl
import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from sipdesk.export.audience import Audience
from sipdesk.export.content.agenda import build_agenda
from sipdesk.export.content.note import build_note
from sipdesk.export.document import Document
from sipdesk.export.pdf.write import as_pdf
from sipdesk.export.word.write import as_word
from sipdesk.export.workbook.write import as_workbook
from sipdesk.models.priorities.records import Action, Milestone, Priority
from tests.export.builders import about, action, agenda_material, note_material, plan_material
from tests.export.live import live_in_parts, live_in_workbook
from tests.reliability import counted, share

ROW = "live formulas, links and references in exports"
BEGINS = (
    *("=", "+", "-", "@", "\t=", "\r=", "#N/A", "'=", "{=", ""),
    *("=cmd|' /C calc'!A0", "=[b.xlsx]S!A1", "]]>", "INCLUDETEXT", "\\\\host\\share"),
    *('=HYPERLINK("http://x")', "=DDE(", "=WEBSERVICE(", "http://x.example/", "mailto:a@b.example"),
    *('<a href="http://x">y</a>', '<img src="/etc/hostname"/>', "<link/>", "file:///etc/passwd"),
    *("{ HYPERLINK x }", "&lt;a href='x'&gt;", "</para><para>"),
)  # fmt: skip
WORDS = ("text", "title", "objective", "action", "lead", "timescale", "outcome", "measure")
WORDS += ("monitoring", "resources", "comment", "people", "place", "focus", "attending", "heading")
LOADS = {"/URI", "/Launch", "/GoToR", "/JavaScript", "/SubmitForm", "/ImportData", "/EmbeddedFile"}


def made_up(chance: Random) -> str:
    """A text that begins as badly as it can."""
    return chance.choice(BEGINS) + "".join(chr(chance.randrange(32, 0x2FF)) for _ in range(6))


def spoken(record: Any, chance: Random) -> Any:
    """A record with such a text in each of its fields of words."""
    return replace(
        record,
        **{
            f.name: made_up(chance) if f.type == "str" else (made_up(chance), made_up(chance))
            for f in fields(record)
            if f.name in WORDS and f.type in ("str", "tuple[str, ...]")
        },
    )


def documents(chance: Random) -> Iterator[Document]:
    """A note and an agenda of such texts."""
    note = note_material()
    note = replace(
        note,
        visit=spoken(note.visit, chance),
        sessions=tuple(spoken(each, chance) for each in note.sessions),
        sections=tuple(spoken(each, chance) for each in note.sections),
        actions=tuple(spoken(each, chance) for each in note.actions),
    )
    yield build_note(note, Audience.AUTHORITY)
    yield build_agenda(agenda_material(visit=note.visit, sessions=note.sessions))


def live_in_pdf(data: bytes) -> list[str]:
    """What a reader of PDF would open, run or load."""
    found = []
    read = PdfReader(io.BytesIO(data))
    for number in range(1, len(read.xref[0]) + 1):
        held = read.get_object(number)
        if isinstance(held, DictionaryObject):
            if "/AA" in held or "/OpenAction" in held:
                found.append(f"{number}: an action")
            found += [f"{number}: {held['/S']}" for _ in [0] if held.get("/S") in LOADS]
            found += [f"{number}: {held['/Type']}" for _ in [0] if held.get("/Type") in LOADS]
            if held.get("/Subtype") == "/Link":
                found.append(f"{number}: a link")
    return found


def plan(chance: Random, rows: int) -> tuple[bytes, int]:
    """A plan of such texts, and how many there are in it."""
    actions: list[Action] = [spoken(action(f"a{n}", priority_id="p"), chance) for n in range(rows)]
    stones = {a.id: (Milestone("m", a.id, None, made_up(chance)),) for a in actions}
    priorities = (Priority("p", "s", title=made_up(chance)),)
    made = plan_material(
        about=about(pupils=()), actions=tuple(actions), milestones=stones, priorities=priorities
    )
    per_row = 1 + sum(f.name in WORDS and f.type == "str" for f in fields(Action))
    return as_workbook(made), rows * per_row


def test_nothing_typed_comes_to_life() -> None:
    chance = Random(7)
    assert live_in_workbook(plan(chance, 20)[0]) == []
    for document in documents(chance):
        assert live_in_pdf(as_pdf(document)) == []
        assert live_in_parts(as_word(document)) == []


def test_what_is_live_is_found() -> None:
    """The control: a link and a formula, made on purpose."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "=1+1"
    sheet["A2"].hyperlink = "http://x.example"
    raw = io.BytesIO()
    book.save(raw)
    assert {"Sheet!A1", "Sheet!A2"} <= set(live_in_workbook(raw.getvalue()))

    from reportlab.pdfgen.canvas import Canvas

    raw = io.BytesIO()
    canvas = Canvas(raw)
    canvas.linkURL("http://x.example", (0, 0, 9, 9))
    canvas.save()
    assert live_in_pdf(raw.getvalue())


@pytest.mark.soak
def test_nothing_in_a_hundred_thousand_texts_comes_to_life() -> None:
    chance = Random(2009)
    with counted(ROW) as seen:
        seen.note = "texts in gap workbooks, plan workbooks, notes and agendas (PDF and Word)"
        for _ in range(share(250)):
            made, texts = plan(chance, 40)
            seen.cases += texts
            assert live_in_workbook(made) == []
        for _ in range(share(100)):
            for document in documents(chance):
                assert live_in_pdf(as_pdf(document)) == []
                assert live_in_parts(as_word(document)) == []
