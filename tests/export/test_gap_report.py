"""The report on gaps: what it says first, what its tables hold, and what leaves the school."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from sipdesk.export.audience import Audience
from sipdesk.export.charts import Gaps
from sipdesk.export.content.gap_report import gap_report
from sipdesk.export.content.prose import gate_for
from sipdesk.export.document import Chart, Document, Facts, Heading, Para, Points, Table, Tone
from sipdesk.export.gap_material import GapMaterial
from sipdesk.export.pdf.write import as_pdf
from sipdesk.export.word.write import as_word
from sipdesk.models.gaps import Closing, Measure, Note, Overlap
from sipdesk.ui.pages.gaps.slides import slides
from tests.export.gaps import AUTUMN, SPRING, gap_material, gap_row, hidden_row


def under(document: Document, heading: str) -> list[str]:
    """The points that follow a heading."""
    pieces = list(document.pieces)
    at = next(n for n, p in enumerate(pieces) if isinstance(p, Heading) and p.text == heading)
    points = pieces[at + 1]
    assert isinstance(points, Points)
    return list(points.items)


def headings(document: Document) -> list[str]:
    return [piece.text for piece in document.pieces if isinstance(piece, Heading)]


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [list(p.head), *([cell.text for cell in row] for row in p.rows)]
        for p in document.pieces
        if isinstance(p, Table)
    ]


def everything(document: Document) -> str:
    """Every word of a document, those of its charts too."""
    found = [document.title, document.subtitle, document.running]
    for piece in document.pieces:
        match piece:
            case Heading() | Para():
                found.append(piece.text)
            case Points():
                found += piece.items
            case Facts():
                found += [word for row in piece.rows for word in row]
            case Table():
                found += [*piece.head, *(cell.text for row in piece.rows for cell in row)]
            case Chart():
                found += [piece.title, piece.alt, repr(piece.plot)]
    return "\n".join(found)


def chart(document: Document, nth: int = 0) -> Gaps:
    plot = [piece.plot for piece in document.pieces if isinstance(piece, Chart)][nth]
    assert isinstance(plot, Gaps)
    return plot


def test_the_report_of_2013_says_first_what_closes_and_what_does_not() -> None:
    document = gap_report(gap_material())
    assert under(document, "Closing") == [
        "Free school meals, Writing: 2.9 points behind all of Year 5 in autumn 2012,"
        " 1.3 points behind in spring 2013 (12 pupils).",
        "Free school meals, Reading: 2.2 points behind all of Year 5 in autumn 2012,"
        " 1.1 points behind in spring 2013 (12 pupils).",
    ]
    assert under(document, "Not closing") == [
        "Free school meals, Numeracy: 2.0 points behind all of Year 5 in autumn 2012,"
        " 2.7 points behind in spring 2013 (12 pupils)."
    ]


def test_its_tables_have_the_six_gaps_and_the_rest_beside_them() -> None:
    found = tables(gap_report(gap_material()))
    now, over_time = found[0::2], found[1::2]
    assert [table[1][:4] for table in now] == [
        ["Free school meals", "12", "18.9 (3c)", "−2.7"],
        ["Free school meals", "12", "22.3 (3a)", "−1.1"],
        ["Free school meals", "12", "19.9 (3c)", "−1.3"],
    ]
    assert [table[1][4] for table in now] == ["Not closing", "Closing", "Closing"]
    assert now[0][0][4] == "Closing on all since autumn 2012"
    assert [table[1][5] for table in now] == ["−4.5", "−1.8", "−2.2"]
    assert [table[-1][:3] for table in now][1] == ["All of Year 5", "30", "23.4 (3a)"]
    assert [table[1][1:] for table in over_time] == [
        ["−2.0", "−2.7"],
        ["−2.2", "−1.1"],
        ["−2.9", "−1.3"],
    ]


def test_closing_has_a_tone_and_a_word() -> None:
    rows = next(p for p in gap_report(gap_material()).pieces if isinstance(p, Table)).rows
    assert (rows[0][4].text, rows[0][4].tone) == ("Not closing", Tone.BAD)


def test_the_chart_has_each_groups_numbers_and_both_comparators_by_name() -> None:
    plot = chart(gap_report(gap_material()), 1)
    assert plot.names == ("The group", "All of Year 5", "The rest of Year 5")
    bar = plot.bars[0]
    assert (bar.label, bar.count, bar.said) == ("Free school meals", "12", "−1.1")
    assert (bar.value, bar.whole) == (22.3, 23.4)
    assert (21.0, "3b") in plot.axis.names
    assert "12 pupils entitled to free school meals" in bar.words


def test_a_narrow_gap_where_all_are_low_is_no_good_news() -> None:
    row = gap_row(average=15.0, whole=15.4, notes=(Note.NARROW_BUT_LOW,), since=AUTUMN)
    document = gap_report(gap_material(row))
    (said,) = under(document, "A narrow gap that is no good news")
    assert said.startswith("Reading: Free school meals.")


def test_small_groups_are_marked_for_the_head() -> None:
    document = gap_report(gap_material(gap_row("in-care", pupils=3, small=True)))
    assert tables(document)[0][1][:2] == ["In care", "3, few"]
    assert chart(document).bars[0].count == "3, few"
    assert "3 pupils or fewer" not in everything(document)
    assert "5 pupils or fewer" in everything(document)


def test_what_cannot_be_said_of_a_larger_group_is_an_open_question() -> None:
    first = gap_row(notes=(Note.NO_PREVIOUS,))
    few = gap_row("in-care", pupils=3, small=True, notes=(Note.FEW,))
    (said,) = under(
        gap_report(gap_material(first, few)), "Behind, and it cannot be said whether it closes"
    )
    assert said == "Free school meals, Reading: 1.1 points behind in spring 2013 (12 pupils)."


def test_a_gap_printed_as_a_tenth_is_behind_wherever_it_is_told() -> None:
    average, whole = 3.0, 3.05
    assert average - whole > -0.05, "a float that is a hair above what it stands for"
    row = gap_row(average=average, whole=whole, notes=(Note.NO_PREVIOUS,))
    earlier = gap_row(average=average, whole=whole, point=AUTUMN)
    document = gap_report(gap_material(earlier, row))
    (said,) = under(document, "Behind, and it cannot be said whether it closes")
    assert said == "Free school meals, Reading: 0.1 points behind in spring 2013 (12 pupils)."
    assert tables(document)[1][1] == ["Free school meals", "−0.1", "−0.1"]


def test_a_group_that_has_caught_up_has_closed_its_gap_on_paper_and_on_the_wall() -> None:
    then = gap_row(point=AUTUMN, average=22.0, whole=23.0)
    now = gap_row(average=23.6, whole=23.4, closing=Closing.YES, since=AUTUMN)
    material = gap_material(then, now)
    assert "Closed" in tables(gap_report(material))[0][1]
    (slide,) = slides(material, gate_for(material.about, material.audience))
    alone = slide.figures[-1]
    assert (alone.large, alone.closing, alone.tone) == ("+0.2 points", "Closed", Tone.GOOD)
    assert alone.meaning.endswith("The gap has closed.")


def test_groups_made_by_attainment_are_in_the_tables_and_not_in_the_summary() -> None:
    row = gap_row("band:low", average=16.0, closing=Closing.NO, since=AUTUMN)
    document = gap_report(gap_material(row))
    assert "Not closing" not in headings(document)
    assert tables(document)[0][1][0] == "Low prior attainment"


def test_without_results_it_says_so() -> None:
    document = gap_report(gap_material(gap_row(), rows=()))
    assert Para("There are no results yet from which gaps could be reckoned.") in document.pieces


def outside(*rows: object, audience: Audience = Audience.GOVERNORS) -> GapMaterial:
    return gap_material(*rows, audience=audience, threshold=5, roll=None)  # type: ignore[arg-type]


def test_a_hidden_group_is_named_and_has_no_figure() -> None:
    document = gap_report(outside(gap_row(), hidden_row("in-care")))
    row = next(row for row in tables(document)[0] if row[0] == "In care")
    assert row[1:] == ["", "not shown", "", "", "", ""]
    bar = next(bar for bar in chart(document).bars if bar.label == "In care")
    assert (bar.value, bar.count, bar.said, bar.instead) == (None, "", "", "not shown")
    assert "Not shown: a group of 5 pupils or fewer" in everything(document)


def test_where_not_even_the_whole_may_be_shown_no_figure_is() -> None:
    whole = frozenset({"whole_pupils", "whole_average"})
    hid = hidden_row("in-care")
    row = replace(hid, whole_pupils=None, whole_average=None, hidden=hid.hidden | whole)
    document = gap_report(outside(row))
    assert not tables(document)
    assert "Reading" not in headings(document)
    assert document.pieces[-1] == Para(
        "Subjects of which nothing can be shown outside the school: Reading."
    )


def test_subjects_of_which_nothing_can_be_shown_are_named_together_at_the_end() -> None:
    whole = frozenset({"whole_pupils", "whole_average"})
    withheld = [
        replace(
            hidden_row("in-care", subject),
            whole_pupils=None,
            whole_average=None,
            hidden=hidden_row("in-care").hidden | whole,
        )
        for subject in ("Art", "Writing")
    ]
    document = gap_report(outside(gap_row(), *withheld))
    assert {"Reading", "Art", "Writing"} & set(headings(document)) == {"Reading"}
    assert document.pieces[-1] == Para(
        "Subjects of which nothing can be shown outside the school: Art, Writing."
    )


def test_hidden_at_the_point_before_is_hidden_in_the_way_over_time() -> None:
    now = gap_row("fsm", since=None)
    document = gap_report(outside(hidden_row("fsm", point=AUTUMN), now))
    assert tables(document)[1][1] == ["Free school meals", "not shown", "−1.1"]


@pytest.mark.parametrize("audience", list(Audience))
def test_an_own_group_called_after_a_pupil_names_nobody(audience: Audience) -> None:
    row = gap_row("own:Friends of Łukasz Nowak", closing=Closing.YES, since=AUTUMN)
    before = gap_row("own:Friends of Łukasz Nowak", point=AUTUMN, average=20.0)
    material = gap_material(before, row, audience=audience, threshold=5)
    document = gap_report(material)
    assert "Nowak" not in everything(document)
    assert "Friends of" in everything(document)


def test_pupils_of_several_groups_are_told_to_the_head() -> None:
    overlap = Overlap(
        "Reading", SPRING, {"fsm": 12, "sen": 8}, {("fsm", "sen"): 5, ("sen", "fsm"): 5}
    )
    document = gap_report(gap_material(overlap=overlap))
    assert tables(document)[-1][1:] == [
        ["Free school meals", "12", "5 Special educational needs"],
        ["Special educational needs", "8", "5 Free school meals"],
    ]


def test_pupils_without_a_result_are_counted_aloud() -> None:
    row = gap_row(without_value=2, whole_without_value=3)
    said = everything(gap_report(gap_material(row)))
    assert "3 pupils had no result in spring 2013 and could not be counted." in said
    assert "Among them: Free school meals 2." in said


def test_percentages_are_percent_and_their_gaps_points_of_it() -> None:
    rows = (
        gap_row(point=AUTUMN, average=40.0, whole=60.0),
        gap_row(average=50.0, whole=61.0, closing=Closing.YES, since=AUTUMN),
    )
    document = gap_report(gap_material(*rows, measure=Measure.AT_OR_ABOVE))
    assert under(document, "Closing")[0].startswith(
        "Free school meals, Reading: 20.0 percentage points behind all of Year 5"
    )
    assert tables(document)[0][1][2] == "50.0%"
    assert chart(document).axis.unit == "%"


def test_it_tells_how_to_read_both_gaps() -> None:
    said = " ".join(under(gap_report(gap_material()), "How to read this"))
    assert "less that of all of Year 5, the group itself among them" in said
    assert "less that of the rest of Year 5, the group left out" in said


def test_on_paper_the_charts_words_are_real_text() -> None:
    reader = PdfReader(io.BytesIO(as_pdf(gap_report(gap_material()))))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert text.count("The rest of Year 5") >= 3
    assert "National Curriculum" in text
    assert all("/Annots" not in page for page in reader.pages)


def test_in_word_each_chart_is_a_picture_with_its_words() -> None:
    import docx

    word = docx.Document(io.BytesIO(as_word(gap_report(gap_material()))))
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert len(described) == 3
    assert all("entitled to free school meals" in words for words in described)


def test_no_word_of_a_head_is_broken_on_paper() -> None:
    whole = gap_report(gap_material())
    document = replace(whole, pieces=[each for each in whole.pieces if isinstance(each, Table)])
    reader = PdfReader(io.BytesIO(as_pdf(document)))
    printed = {word for page in reader.pages for word in page.extract_text().split()}
    heads = {word for table in tables(document) for head in table[0] for word in head.split()}
    assert heads <= printed
