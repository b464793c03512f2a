"""A Document as a Word file, read back."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import docx.document
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from sipdesk.export.audience import Audience
from sipdesk.export.content.note import build_note
from sipdesk.export.document import Cell, Document, Facts, Gap, Heading, Para, Points, Table, Tone
from sipdesk.export.word import write_word
from sipdesk.export.word.write import as_word
from sipdesk.models.errors import Cancelled, UserError
from tests.export.builders import action, note_material
from tests.export.test_pdf_file import SPECIAL, picture


def read(document: Document) -> docx.document.Document:
    return docx.Document(io.BytesIO(as_word(document)))


def words(word: docx.document.Document) -> list[str]:
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    return [*(p.text for p in word.paragraphs), *cells]


def test_what_was_typed_stands_in_the_file() -> None:
    document = Document(
        "Note",
        pieces=(
            Para(SPECIAL),
            Points((SPECIAL,)),
            Facts((("Label", SPECIAL),)),
            Table(("One",), ((Cell(SPECIAL),),), (1,)),
            Heading(SPECIAL),
        ),
    )
    assert words(read(document)).count(SPECIAL) == 5


def test_lines_stay_lines_and_control_characters_go() -> None:
    lines = "\n".join(f"Line {n}" for n in range(40))
    assert lines in words(read(Document("t", pieces=(Para(lines + "\x00\x0b\ud800"),))))


def test_the_styles_are_real() -> None:
    word = read(build_note(note_material(), Audience.HEAD))
    used = {p.style.name for p in word.paragraphs if p.style is not None}
    assert {"Title", "Subtitle", "Heading 1", "List Bullet", "Normal"} <= used
    assert word.styles["Heading 1"].font.name == "Source Sans Pro"
    assert word.styles["Normal"].element.rPr.find(qn("w:lang")).get(qn("w:val")) == "en-GB"


def test_the_head_of_a_table_repeats() -> None:
    word = read(build_note(note_material(), Audience.HEAD))
    heads = [t.rows[0]._tr.trPr for t in word.tables[1:]]
    assert heads
    assert all(head is not None and head.find(qn("w:tblHeader")) is not None for head in heads)


def test_how_it_stands_has_a_shape_and_a_word() -> None:
    assert {"● Done", "■ Slipped", "▲ On the way"} <= set(
        words(read(build_note(note_material(), Audience.HEAD)))
    )


def test_the_page_is_a4_with_a_running_head_and_numbers() -> None:
    section = read(build_note(note_material(), Audience.HEAD)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    assert "Kingsmead School" in section.header.paragraphs[0].text
    for footer in (section.footer, section.first_page_footer):
        codes = [e.text for e in footer._element.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]


def test_the_file_names_nobody() -> None:
    said = read(build_note(note_material(), Audience.HEAD)).core_properties
    assert said.title.startswith("Note of visit, Kingsmead School")
    assert said.language == "en-GB"
    assert [said.author, said.last_modified_by, said.comments] == ["", "", ""]


@pytest.mark.parametrize(
    "document",
    [
        Document(""),
        Document(
            "t",
            pieces=(Facts(()), Points(()), Table((), (), ()), Table(("a",), (), (1,)), Gap(500)),
        ),
        Document(
            "t", pieces=(Table(("a", "b"), ((Cell("one"),), (Cell(""), Cell("", Tone.BAD))), (1,)),)
        ),
        Document("t" * 400, pieces=(Para("y" * 100_000), Heading("x", 9))),
    ],
)
def test_everything_is_written(document: Document) -> None:
    assert words(read(document))


def test_sixty_actions_are_all_there() -> None:
    actions = tuple(action(f"a{n}", f"Action {n}") for n in range(60))
    said = words(read(build_note(note_material(actions=actions), Audience.HEAD)))
    assert {f"Action {n}" for n in range(60)} <= set(said)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_written(text: str) -> None:
    read(
        Document(
            text, text, text, (Heading(text), Para(text), Points((text,)), Facts(((text, text),)))
        )
    )


def test_a_logo_is_put_in_or_refused_plainly() -> None:
    assert len(read(Document("t", logo=picture())).inline_shapes) == 1
    with pytest.raises(UserError, match="logo cannot be read"):
        as_word(Document("t", logo=b"no picture"))


def test_progress_goes_to_the_end_and_can_be_stopped(tmp_path: Path) -> None:
    document = build_note(note_material(), Audience.HEAD)
    seen: list[tuple[int, int]] = []
    write_word(document, tmp_path / "a.docx", lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1]
    with pytest.raises(Cancelled):
        write_word(document, tmp_path / "b.docx", lambda done, total: done < 3)
    assert [p.name for p in tmp_path.iterdir()] == ["a.docx"]
