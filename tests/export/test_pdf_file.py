"""A Document on paper, read back with another library."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from sipdesk.export.audience import Audience
from sipdesk.export.content.note import build_note
from sipdesk.export.document import Cell, Document, Facts, Gap, Heading, Para, Points, Table, Tone
from sipdesk.export.pdf import write_pdf
from sipdesk.export.pdf.faces import shown
from sipdesk.export.pdf.write import as_pdf
from sipdesk.models.errors import Cancelled, UserError
from tests.export.builders import action, note_material

SPECIAL = (
    "=1+1 <b>bold</b> & “quoted” ł ș ŵ <img src='/etc/passwd'/> &amp; <a href='http://x'>link</a>"
)


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(as_pdf(document)))


def text_of(document: Document) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read(document).pages)


def test_what_was_typed_stands_on_the_page() -> None:
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
    assert text_of(document).count(SPECIAL) == 5


def test_markup_makes_no_links_and_no_pictures() -> None:
    page = read(Document("Note", pieces=(Para(SPECIAL),))).pages[0]
    assert not page.images
    assert "/Annots" not in page


def test_a_forty_line_paragraph_keeps_its_lines() -> None:
    lines = [f"Line {n} of what was seen" for n in range(40)]
    text = text_of(Document("Note", pieces=(Para("\n".join(lines)),)))
    assert all(line in text for line in lines)


def test_the_file_says_what_it_is_and_nobodys_name() -> None:
    reader = read(build_note(note_material(), Audience.HEAD))
    assert reader.metadata is not None
    assert reader.metadata.title == "Note of visit, Kingsmead School, Thursday 12 November 2009"
    assert not reader.metadata.author
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]


def test_the_faces_are_embedded() -> None:
    reader = read(Document("Note", pieces=(Para("Body"),)))
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    used = [f.get_object() for f in fonts if "SourceSans" in str(f.get_object()["/BaseFont"])]
    assert used
    assert all("/FontFile2" in font["/FontDescriptor"] for font in used)


def test_headings_are_bookmarks_that_lead_to_their_pages() -> None:
    pieces = [
        p
        for n in range(6)
        for p in (Heading(f"Part {n}"), Heading("Below", 2), Heading("x", 3), Para("word " * 400))
    ]
    reader = read(Document("Note", pieces=tuple(pieces)))
    top = reader.outline
    assert top[0]["/Title"] == "Note"
    parts = [item for item in top[1] if not isinstance(item, list)]
    assert [item["/Title"] for item in parts] == [f"Part {n}" for n in range(6)]
    for item in parts:
        page = reader.get_destination_page_number(item)
        assert item["/Title"] in reader.pages[page].extract_text()


def test_pages_are_numbered_and_headed_from_the_second() -> None:
    reader = read(
        Document("Note", running="Kingsmead, 12 November", pieces=(Para("word " * 3000),))
    )
    total = len(reader.pages)
    assert total > 2
    for number, page in enumerate(reader.pages, 1):
        assert f"{number} of {total}" in page.extract_text()
        assert ("Kingsmead, 12 November" in page.extract_text()) is (number > 1)


@settings(max_examples=40, deadline=None)
@given(st.integers(20, 56), st.integers(1, 6), st.booleans())
def test_a_table_begins_with_its_head_and_three_rows(above: int, rows: int, headed: bool) -> None:
    """However far down the page it begins, and with its heading where it has one."""
    filler = Para("\n".join(f"Line {n}" for n in range(above)))
    table = Table(("Group",), tuple((Cell(f"Row {n}."),) for n in range(rows)), (1,))
    heading = (Heading("Reading"),) if headed else ()
    pages = [p.extract_text() for p in read(Document("", pieces=(filler, *heading, table))).pages]
    (first,) = [page for page in pages if "Row 0." in page]
    kept = ["Group", *(f"Row {n}." for n in range(min(rows, 3))), *(h.text for h in heading)]
    assert all(words in first for words in kept)


def test_sixty_actions_repeat_their_head_on_every_page() -> None:
    actions = tuple(
        action(
            f"a{n}",
            f"Action {n} " + "and how " * (n * 7 % 60),
            lead="Deputy head",
            due=date(2010, 1, 1 + n % 28),
            measure="We see it " * (n % 13),
        )
        for n in range(60)
    )
    reader = read(build_note(note_material(actions=actions), Audience.HEAD))
    pages = [page.extract_text() for page in reader.pages]
    assert all(f"Action {n} " in " ".join(pages).replace("\n", " ") for n in range(60))
    with_rows = [page for page in pages if "Deputy head" in page and "January" in page]
    assert all(page.count("How we shall know") == 1 for page in with_rows)


def test_a_heading_is_never_left_alone_at_the_foot() -> None:
    row = (Cell("word " * 60), Cell("done", Tone.GOOD))
    for lines in range(20, 48):
        pieces = (
            Para("\n".join("x" * lines)),
            Heading("Agreed"),
            Table(("What", "How"), (row,), (1, 1)),
        )
        for page in read(Document("Note", pieces=pieces)).pages:
            if "Agreed" in page.extract_text():
                assert "What" in page.extract_text()
                assert "word" in page.extract_text()


@pytest.mark.parametrize(
    "document",
    [
        Document(""),
        Document(
            "t",
            pieces=(
                Facts(()),
                Points(()),
                Table((), (), ()),
                Table(("a",), (), (1,)),
                Gap(500),
                Heading("h"),
            ),
        ),
        Document(
            "t" * 300,
            running="r " * 500,
            pieces=(Heading("x" * 3000), Para("y" * 5000), Points(("z" * 5000,))),
        ),
        Document("t", pieces=(Facts((("l" * 3000, "v" * 3000),)),)),
        Document(
            "t",
            pieces=(
                Table(("a" * 300, "b"), ((Cell("q" * 5000), Cell("w" * 5000, Tone.BAD)),), (1, 30)),
            ),
        ),
        Document("t", pieces=(Table(("a", "b", "c"), ((Cell("only one"),),), (1,)),)),
        Document(
            "t",
            pieces=(
                Heading("h"),
                Table(("a", "b"), ((Cell("lorem ipsum " * 2500), Cell("x", Tone.NEARLY)),), (1, 1)),
            ),
        ),
        Document("t", pieces=(Para("\n" * 300), *[Heading(f"h{n}", n % 5) for n in range(90)])),
    ],
    ids=[
        "empty",
        "nothing in it",
        "long words",
        "long facts",
        "long cells",
        "short row",
        "tall row",
        "only headings",
    ],
)
def test_everything_lays_out(document: Document) -> None:
    assert read(document).pages


def test_a_paste_of_a_hundred_thousand_characters_lays_out() -> None:
    text = ("lorem ipsum dolor sit amet " * 4000)[:100_000]
    reader = read(Document("t", pieces=(Heading("Pasted"), Para(text))))
    assert len(reader.pages) > 15


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("Sea\u0301n", "Seán"),
        ("snow ☃ man", "snow [snowman] man"),
        ("王", "[U+738B]"),
        ("a\x00\x07b\u200b\u202ec", "abc"),
        ("non‑breaking", "non-breaking"),
        ("㎏ ℻", "kg FAX"),
        ("✓ ▲ ■ ł ș ŵ Ω Ж", "✓ ▲ ■ ł ș ŵ Ω Ж"),
    ],
)
def test_no_character_vanishes(typed: str, read_as: str) -> None:
    assert shown(typed) == read_as


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_lays_out(text: str) -> None:
    table = Table((text, "b"), ((Cell(text, Tone.BAD), Cell(text)),), (1, 3))
    as_pdf(Document(text, text, text, (Heading(text), Para(text), Points((text,)), table)))


def test_how_it_stands_is_a_word_even_when_none_was_given() -> None:
    table = Table(("a",), ((Cell("", Tone.BAD),), (Cell("slipped", Tone.BAD),)), (1,))
    assert "Not on track slipped" in text_of(Document("t", pieces=(table,)))


def picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (900, 120), "teal").save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_logo_stands_above_the_title(kind: str) -> None:
    assert len(read(Document("t", logo=picture(kind))).pages[0].images) == 1


@pytest.mark.parametrize("data", [b"no picture", picture()[:60], b"GIF89a"])
def test_a_broken_logo_is_said_plainly(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="logo cannot be read"):
        write_pdf(Document("t", logo=data), tmp_path / "t.pdf")
    assert not list(tmp_path.iterdir())


def test_progress_goes_to_the_end_and_can_be_stopped(tmp_path: Path) -> None:
    document = build_note(note_material(), Audience.HEAD)
    seen: list[tuple[int, int]] = []
    write_pdf(document, tmp_path / "a.pdf", lambda done, total: seen.append((done, total)))
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)
    assert seen[-1][0] == seen[-1][1]
    with pytest.raises(Cancelled):
        write_pdf(document, tmp_path / "b.pdf", lambda done, total: done < 3)
    assert [p.name for p in tmp_path.iterdir()] == ["a.pdf"]
