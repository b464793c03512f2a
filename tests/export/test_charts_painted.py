"""The thin painters: paper, Word and screen draw the same marks, and leave none out."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from PIL import Image
from pypdf import PdfReader

from sipdesk.export.charts import Axis, GapBar, Gaps, Label, Plot, Shape, lay_out
from sipdesk.export.document import Chart, Document, Heading, Para
from sipdesk.export.pdf import chart as paper
from sipdesk.export.pdf.write import as_pdf
from sipdesk.export.word import chart as word
from sipdesk.export.word.write import as_word
from tests.export.charts import plots, some_gaps, some_lights, some_traces

ALL = pytest.mark.parametrize("plot", [some_gaps(), some_lights(), some_traces()])


def pages(*pieces: object) -> list[str]:
    document = Document("Charts", pieces=tuple(pieces))  # type: ignore[arg-type]
    return [page.extract_text() for page in PdfReader(io.BytesIO(as_pdf(document))).pages]


def measured(text: str, size: float, strong: bool) -> float:
    from sipdesk.export.pdf.faces import embed

    embed()
    return paper.measure(text, size, strong)


@ALL
def test_on_paper_every_mark_is_drawn_and_every_word_is_text(plot: Plot) -> None:
    marks = lay_out(plot, 450, 0, measured, paper.SIZE)
    assert len(paper.drawing(marks).contents) == len(marks.marks)
    text = " ".join(pages(Chart("Title", plot)))
    assert all(label.text in text for label in marks.labels)


def test_on_paper_heights_grow_upwards() -> None:
    marks = lay_out(some_lights(), 450, 0, measured, paper.SIZE)
    first = next(n for n, m in enumerate(marks.marks) if isinstance(m, Label))
    drawn = paper.drawing(marks).contents[first]
    assert drawn.y == pytest.approx(marks.height - marks.labels[0].baseline)


def test_a_chart_stays_with_its_title_and_its_heading() -> None:
    for lines in range(20, 46):
        found = pages(
            Para("\n".join("x" * lines)), Heading("Reading"), Chart("In spring", some_gaps())
        )
        for text in found:
            if "In spring" in text:
                assert "Reading" in text
                assert "Free school meals" in text


def test_a_chart_longer_than_a_page_goes_on_with_the_same_scale() -> None:
    bars = tuple(GapBar(f"Group {n}", "9", 20.0 + n % 7, 23.0, 24.0) for n in range(70))
    found = pages(Chart("Long", Gaps(Axis("Points of the scale"), bars)))
    assert all(any(f"Group {n}\n" in text for text in found) for n in range(70))
    assert sum("Points of the scale" in text for text in found) == len(found) > 1


@settings(max_examples=40, deadline=None)
@given(plots())
def test_any_chart_lays_out_on_paper(plot: Plot) -> None:
    assert pages(Chart("<b>Any & all</b>", plot, "alt"))


@ALL
def test_in_word_it_is_a_picture_of_its_whole_size(plot: Plot) -> None:
    marks = lay_out(plot, 450, 0, word.measure, word.SIZE)
    with Image.open(io.BytesIO(word.picture(marks))) as picture:
        assert picture.size == (1350, int(marks.height * 6) // 2) or picture.height == round(
            marks.height * 3
        )
        colours = picture.getcolors(1_000_000) or []
    assert len(colours) > 10


@settings(max_examples=15, deadline=None)
@given(plots())
def test_any_chart_lays_out_in_word(plot: Plot) -> None:
    assert as_word(Document("t", pieces=(Chart("Any", plot, "alt \x00"),)))


def test_both_papers_know_every_shape() -> None:
    for plot in (some_gaps(), some_lights(), some_traces()):
        marks = lay_out(plot, 450, 0, word.measure, 9)
        assert any(isinstance(mark, Shape) for mark in marks.marks)
