"""Every document, for every reader, of records whose every word names somebody: nobody is named."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from pypdf import PdfReader

from sipdesk.export.audience import Audience
from sipdesk.export.calendar import as_ics
from sipdesk.export.content.agenda import build_agenda
from sipdesk.export.content.gap_report import gap_report
from sipdesk.export.content.note import build_note
from sipdesk.export.material import SchoolMaterial
from sipdesk.export.pdf.write import as_pdf
from sipdesk.export.word.write import as_word
from sipdesk.export.workbook.gaps import as_gap_workbook
from sipdesk.export.workbook.write import as_workbook
from sipdesk.models.folding import bare
from sipdesk.models.priorities.records import Milestone, Priority
from sipdesk.models.pupils.records import Pupil
from tests.export.builders import (
    about,
    action,
    agenda_material,
    note_material,
    plan_material,
    pupil,
)
from tests.export.gaps import AUTUMN, SPRING, gap_material, gap_row
from tests.reliability import counted, share

ROW = "names in documents for an outside audience"
LETTERS = "abcdefghijklmnoprstuvwxyzłéöşŵćñ"
# what is typed freely; the rest are ids, choices, and names that belong on the page
WORDS = frozenset(
    "text title objective action lead timescale outcome measure monitoring resources comment people"
    " place focus attending heading sentence purpose impact provider".split()
)


@dataclass(frozen=True)
class Somebody:
    """A school's pupils and a teacher, under names that occur nowhere else."""

    pupils: tuple[Pupil, ...]
    teacher: str
    dice: random.Random

    def form(self) -> str:
        """One of the ways to write the name of one of them."""
        fore, sur = self.dice.choice(self.pupils).name.split()
        return self.dice.choice(
            (
                *(
                    f"{fore} {sur}",
                    f"{sur}, {fore}",
                    fore,
                    sur,
                    f"{fore} {sur[0]}.",
                    f"{sur} {fore}",
                ),
                *(
                    f"{fore[0]}. {sur}",
                    f"{fore.upper()} {sur.upper()}",
                    f"{fore}’s",
                    f"{fore}\n{sur}",
                ),
            )
        )

    def words(self) -> str:
        """A sentence about one of them, and one about the teacher."""
        return f"I met {self.form()} with Mr {self.teacher} and then {self.form()} again."

    def spoken(self, record: Any) -> Any:
        """A record that names them in each of its fields of words."""
        return replace(
            record,
            **{
                f.name: self.words() if f.type == "str" else (self.words(), self.words())
                for f in fields(record)
                if f.name in WORDS and f.type in ("str", "tuple[str, ...]")
            },
        )

    @property
    def school(self) -> SchoolMaterial:
        return about(pupils=self.pupils)


def made_up(seed: int) -> Somebody:
    dice = random.Random(seed)
    names = [
        ("Q" + "".join(dice.choice(LETTERS) for _ in range(dice.randint(4, 8)))) for _ in range(13)
    ]
    pupils = tuple(pupil(f"{a} {b}") for a, b in zip(names[:6], names[6:12], strict=True))
    return Somebody(pupils, f"Z{names[12].lower()}", dice)


def documents(who: Somebody) -> Iterator[tuple[str, Audience, str]]:
    """Each document there is, its reader, and all that the reader can see of it."""
    note = note_material(about=who.school)
    sessions = tuple(who.spoken(each) for each in note.sessions)
    note = replace(
        note,
        visit=who.spoken(note.visit),
        sessions=sessions,
        sections=tuple(who.spoken(each) for each in note.sections),
        followed=tuple((who.spoken(a), who.spoken(f)) for a, f in note.followed),
        actions=tuple(who.spoken(each) for each in note.actions),
        support=tuple(who.spoken(each) for each in note.support),
    )
    agenda = agenda_material(about=who.school, visit=note.visit, sessions=sessions)
    plan = plan_material(
        about=who.school,
        priorities=(who.spoken(Priority("p", "s")),),
        actions=tuple(who.spoken(action(f"a{n}", priority_id="p")) for n in range(3)),
        milestones={"a1": (Milestone("m", "a1", None, who.words()),)},
    )
    for reader in Audience:
        composed = build_note(note, reader)
        yield "note, Word", reader, in_parts(as_word(composed))
        yield "note, PDF", reader, in_pdf(as_pdf(composed))
        group = f"own:Friends of {who.form()}"
        gaps = gap_material(
            gap_row(group, point=AUTUMN, average=20.0),
            gap_row(group, point=SPRING),
            about=who.school,
            audience=reader,
            threshold=5,
        )
        yield "gap report", reader, in_pdf(as_pdf(gap_report(gaps)))
        yield "gap workbook", reader, in_parts(as_gap_workbook(gaps))
    yield "agenda", Audience.HEAD, in_pdf(as_pdf(build_agenda(agenda)))
    yield "calendar", Audience.HEAD, as_ics(agenda, datetime(2009, 11, 12, tzinfo=UTC)).decode()
    yield "plan", Audience.HEAD, in_parts(as_workbook(plan))


def in_parts(data: bytes) -> str:
    """Every part of an Excel or Word file that is text."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        names = [n for n in parts.namelist() if n.endswith((".xml", ".rels"))]
        return "\n".join(parts.read(name).decode() for name in names)


def in_pdf(data: bytes) -> str:
    """The words on its pages, in its outline and in its description."""
    read = PdfReader(io.BytesIO(data))
    pages = "\n".join(page.extract_text() for page in read.pages)
    return "\n".join([pages, str(read.metadata), str(read.outline)])


def named(who: Somebody, text: str, reader: Audience) -> list[str]:
    """Whose names can be read, whatever lines they are broken over; teachers' by outsiders only."""
    plain = bare("".join(text.split()))
    names = [part for each in who.pupils for part in each.name.split()]
    if not reader.inside_school:
        names.append(who.teacher)
    return [name for name in names if bare(name) in plain]


@pytest.mark.parametrize("seed", [1, 2])
def test_no_document_names_a_pupil_or_to_outsiders_a_teacher(seed: int) -> None:
    who = made_up(seed)
    found = {
        (what, reader.value): names
        for what, reader, text in documents(who)
        if (names := named(who, text, reader))
    }
    assert found == {}


def test_a_name_would_be_found() -> None:
    """The control: the same search in a note that took nobody out, since it knew no pupils."""
    who = made_up(3)
    strangers = replace(who, pupils=())
    note = note_material(about=strangers.school)
    note = replace(note, sections=tuple(who.spoken(each) for each in note.sections))
    composed = build_note(note, Audience.AUTHORITY)
    for text in (in_pdf(as_pdf(composed)), in_parts(as_word(composed))):
        assert named(who, text, Audience.AUTHORITY)


@pytest.mark.soak
def test_no_document_of_many_schools_names_anybody() -> None:
    schools = share(150)
    with counted(ROW) as seen:
        seen.note = f"documents about {schools:,} schools whose every text names somebody"
        for seed in range(schools):
            who = made_up(seed)
            for what, reader, text in documents(who):
                seen.cases += not reader.inside_school
                assert not named(who, text, reader), (seed, what, reader)
