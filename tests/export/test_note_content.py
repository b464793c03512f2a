"""What stands in a note of visit and in an agenda, before it is paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from sipdesk.export.audience import Audience
from sipdesk.export.content.agenda import build_agenda
from sipdesk.export.content.note import NO_ACTIONS, build_note, names_met
from sipdesk.export.content.prose import prose
from sipdesk.export.document import Cell, Document, Facts, Heading, Para, Points, Table, Tone
from sipdesk.export.material import NoteMaterial, SchoolMaterial
from sipdesk.models.schools.records import School
from sipdesk.models.visits.records import Visit
from tests.export.builders import (
    VISIT_DAY,
    action,
    agenda_material,
    note_material,
    section,
    session,
    visit,
)


def facts(document: Document) -> dict[str, str]:
    return {
        label: value for p in document.pieces if isinstance(p, Facts) for label, value in p.rows
    }


def tables(document: Document) -> list[Table]:
    return [piece for piece in document.pieces if isinstance(piece, Table)]


def words(document: Document) -> str:
    """Everything that a reader would see."""
    said = [document.title, document.subtitle, document.running]
    for piece in document.pieces:
        match piece:
            case Heading() | Para():
                said.append(piece.text)
            case Points():
                said += piece.items
            case Facts():
                said += [text for row in piece.rows for text in row]
            case Table():
                said += [*piece.head, *(cell.text for row in piece.rows for cell in row)]
    return "\n".join(said)


def test_the_head_of_a_note_says_where_when_and_who() -> None:
    note = build_note(note_material(), Audience.HEAD)
    assert note.title == "Note of visit"
    assert note.subtitle == "Kingsmead School, Thursday 12 November 2009"
    said = facts(note)
    assert said["URN"] == "137042"
    assert said["Date"] == "Thursday 12 November 2009"
    assert said["School improvement partner"] == "Jane Fairweather"
    assert said["Met"].startswith("Mrs Okafor, headteacher; Mr Bright, chair of governors")
    assert "Data manager" in said["Met"]


def test_sections_come_in_their_places_and_empty_ones_are_left_out() -> None:
    sections = (
        section("b", "Second", "Text.", 2),
        section("c", "Empty", " \n", 3),
        section("a", "First", "Text.", 1),
    )
    note = build_note(note_material(sections=sections), Audience.HEAD)
    assert [p.text for p in note.pieces if isinstance(p, Heading)] == ["First", "Second"]


def test_a_sections_text_becomes_paragraphs_and_points() -> None:
    text = "One line\nand its next.\r\n\n\n- first\n  goes on\n- second\n\n- third\n\nEnd <b>&\x07"
    assert prose(text) == [
        Para("One line\nand its next."),
        Points(("first goes on", "second", "third")),
        Para("End <b>&"),
    ]


def test_what_was_followed_up_is_judged_in_words_and_tone() -> None:
    table = tables(build_note(note_material(), Audience.HEAD))[0]
    assert [row[3] for row in table.rows] == [
        Cell("Done", Tone.GOOD),
        Cell("Slipped", Tone.BAD),
        Cell("On the way", Tone.NEARLY),
    ]
    assert [row[0].text for row in table.rows][2] == "Priority: Middle attainers in mathematics"
    assert [row[2].text for row in table.rows] == ["23 October 2009", "", ""]


def test_an_action_is_due_on_a_day_or_else_in_words() -> None:
    table = tables(build_note(note_material(), Audience.HEAD))[1]
    assert table.head == ("Action", "Who", "By when", "How we shall know")
    assert [row[2].text for row in table.rows] == [
        "18 December 2009",
        "by half term",
        "29 January 2010",
    ]


def test_no_actions_is_said_in_words() -> None:
    note = build_note(note_material(actions=(), support=()), Audience.HEAD)
    assert NO_ACTIONS in words(note)
    assert len(tables(note)) == 1


def test_an_empty_visit_makes_a_note() -> None:
    empty = NoteMaterial(
        about=SchoolMaterial(School(id="s")),
        visit=Visit("v", "s", VISIT_DAY),
        sessions=(),
        note=note_material().note,
        sections=(),
    )
    assert facts(build_note(empty, Audience.AUTHORITY)) == {"Date": "Thursday 12 November 2009"}


def test_no_name_leaves_through_any_field() -> None:
    """Every text of every record names a pupil and a teacher; none is left."""
    name = "told Łukasz Nowak and Mr Patel"
    material = note_material()
    material = replace(
        material,
        visit=visit(focus=name, attending=(name,)),
        sessions=(session("s", "09:00", "10:00", name, people=(name,)),),
        note=replace(material.note, title=name),
        sections=tuple(replace(s, heading=name, text=name) for s in material.sections),
        actions=(action("a", name, lead=name, timescale=name, measure=name),),
        followed=tuple(
            (
                replace(
                    a, **({"action": name, "lead": name} if hasattr(a, "lead") else {"title": name})
                ),
                replace(f, sentence=name),
            )
            for a, f in material.followed
        ),
        support=tuple(
            replace(s, title=name, provider=name, purpose=name, impact=name)
            for s in material.support
        ),
    )
    for audience in Audience:
        said = words(build_note(material, audience))
        assert "Nowak" not in said
        assert "Łukasz" not in said
        assert ("Patel" in said) is audience.inside_school


def test_the_window_can_say_which_names_were_taken_out() -> None:
    text = "Ada was seen. Mr Patel and Ada agreed. May we go on?"
    material = note_material(sections=(section("findings", "Found", text),))
    met = [(seen.name, seen.became) for seen in names_met(material, Audience.AUTHORITY)]
    assert met == [
        ("Ada", "A Year 10 pupil"),
        ("Mr Patel", "A member of staff"),
        ("Ada", "a Year 10 pupil"),
        ("May", ""),
    ]


def test_a_list_that_the_table_already_gives_is_not_printed_twice() -> None:
    listed = section("support", "Support", "- Study support (Authority): to be brokered.")
    said = words(
        build_note(note_material(sections=(replace(listed, composed=listed.text),)), Audience.HEAD)
    )
    assert "to be brokered" not in said
    said = words(build_note(note_material(sections=(listed,)), Audience.HEAD))
    assert "to be brokered" in said


def test_an_agenda_shows_the_day_and_keeps_the_partners_own_notes() -> None:
    agenda = build_agenda(agenda_material())
    said = words(agenda)
    assert "Ask quietly" not in said
    assert "Is the head honest" not in said
    first = tables(agenda)[0]
    assert first.head == ("Time", "What", "With", "Where")
    assert [cell.text for cell in first.rows[1]] == [
        "09:00–10:30",
        "Head and chair of governors",
        "Headteacher, Chair of governors",
        "Head’s study",
    ]
    assert "current level and target" in said


def test_an_agenda_names_teachers_to_the_head_but_no_pupil() -> None:
    day = (session("s", "09:00", "10:00", "Lesson of Ada Okafor", people=("Mr Patel",)),)
    said = words(build_agenda(agenda_material(sessions=day, visit=visit(on=date(2010, 3, 29)))))
    assert "Mr Patel" in said
    assert "Ada" not in said


def test_an_agenda_without_sessions_says_so() -> None:
    assert "still to be agreed" in words(build_agenda(agenda_material(sessions=())))


def test_a_line_with_two_hashes_is_a_small_heading() -> None:
    assert prose("## Mathematics\n\nSet 4 waits.") == [
        Heading("Mathematics", 2),
        Para("Set 4 waits."),
    ]
