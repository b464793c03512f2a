"""Full text: finds by beginnings, whatever the accents, and only what is not in the bin."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.search import match
from sipdesk.models.visits import EntryKind, FindingKind, SessionKind, Visit
from tests.builders import (
    a_desk,
    a_pupil,
    a_school,
    a_visit,
    an_action,
    captured,
    here_in,
    session,
)


@pytest.fixture
def visit(desk: Desk) -> Visit:
    return a_visit(desk, a_school(desk), session("08:00", "17:00", "Day", kind=SessionKind.LUNCH))


def found(desk: Desk, words: str) -> list[str]:
    return [hit.title for hit in desk.search.find(words)]


@pytest.mark.parametrize("words", ["frac", "FRACTIONS", "rote frac", "taught by ro", "fractions."])
def test_words_are_found_by_their_beginnings(desk: Desk, visit: Visit, words: str) -> None:
    captured(desk, visit, text="Fractions are taught by rote")
    assert found(desk, words) == ["Fractions are taught by rote"]


@pytest.mark.parametrize("words", ["actions", "fractions zebra", "", "   ", "“”", "*"])
def test_other_words_are_not(desk: Desk, visit: Visit, words: str) -> None:
    captured(desk, visit, text="Fractions are taught by rote")
    assert found(desk, words) == []


@pytest.mark.parametrize("words", ["Zoe", "zoë", "ZOE\u0308", "nunez", "Núñez", "Nu\u0301n"])
def test_accents_do_not_matter(desk: Desk, visit: Visit, words: str) -> None:
    a_pupil(desk, desk.schools.get(visit.school_id), "Zoë Núñez")
    assert found(desk, words) == ["Zoë Núñez"]


def test_every_place_where_words_are_written_is_searched(desk: Desk, visit: Visit) -> None:
    school = visit.school_id
    lunch = here_in(desk, visit, SessionKind.LUNCH).session
    pupil = a_pupil(desk, desk.schools.get(school), "Wombat Pupil")
    desk.schools.edit(school, picture="wombat")
    desk.schools.add_contact(school, "Headteacher", "Wombat Head")
    desk.priorities.add(school, "wombat")
    action = an_action(desk, desk.schools.get(school), measure="wombat")
    desk.support.add(school, "wombat")
    desk.visits.edit(visit.id, progress_judgement="wombat")
    desk.visits.edit_session(lunch.id, prompts=("Ask\nwombat",))
    desk.visits.add_sheet(lunch.id, {"afl": "First line\nwombat"})
    captured(desk, visit, text="wombat")
    desk.carryover.judge(visit.id, action.id, sentence="wombat")
    desk.evidence.converse(lunch.id, visit.id, pupil.id, helps="wombat")
    desk.evidence.add_finding(visit.id, FindingKind.CONCERN, "wombat")
    desk.compose_note(visit.id)
    hits = desk.search.find("wombat", most=50)
    assert {hit.what for hit in hits} == {
        "School",
        "Contact",
        "Pupil",
        "Priority",
        "Action",
        "Support",
        "Visit",
        "Session",
        "Form",
        "Entry",
        "Carry-over",
        "Pupil's words",
        "Finding",
        "Note",
    }
    assert {hit.school_id for hit in hits} == {school}
    of_visit = {"Visit", "Session", "Form", "Entry", "Carry-over", "Finding", "Note"}
    assert all(hit.visit_id == visit.id for hit in hits if hit.what in of_visit)


def test_a_form_is_found_by_its_answers_and_not_by_its_questions(desk: Desk, visit: Visit) -> None:
    lunch = here_in(desk, visit, SessionKind.LUNCH).session
    desk.visits.add_sheet(lunch.id, {"leadership": "Steady"})
    assert found(desk, "leadership") == []
    assert [hit.snippet for hit in desk.search.find("steady")] == ["Steady"]


def test_the_index_follows_edits_undo_redo_and_the_bin(desk: Desk, visit: Visit) -> None:
    entry = captured(desk, visit, text="before")
    desk.capture.edit(entry.id, text="after")
    assert (found(desk, "before"), found(desk, "after")) == ([], ["after"])
    desk.undo()
    assert (found(desk, "before"), found(desk, "after")) == (["before"], [])
    desk.undo()
    assert found(desk, "before") == []
    desk.redo()
    desk.redo()
    assert found(desk, "after") == ["after"]
    desk.capture.bin(entry.id)
    assert found(desk, "after") == []
    desk.take_back(desk.bin_contents()[0])
    assert found(desk, "after") == ["after"]


def test_what_belongs_to_something_binned_is_not_found(desk: Desk, visit: Visit) -> None:
    captured(desk, visit, text="wombat")
    captured(desk, visit, EntryKind.ACTION, "wombat agreed")
    desk.compose_note(visit.id)
    assert len(desk.search.find("wombat")) == 3
    desk.visits.bin(visit.id)
    assert [hit.what for hit in desk.search.find("wombat")] == ["Action"]
    desk.schools.bin(visit.school_id)
    assert desk.search.find("wombat") == []
    desk.undo()
    desk.undo()
    assert len(desk.search.find("wombat")) == 3


def test_the_best_come_first_and_no_more_than_asked(desk: Desk, visit: Visit) -> None:
    captured(desk, visit, text="Marking, among very many other things of the day, was seen")
    captured(desk, visit, text="Marking")
    for n in range(30):
        captured(desk, visit, text=f"Something else {n}")
    assert found(desk, "marking")[0] == "Marking"
    assert len(desk.search.find("something")) == 20
    assert len(desk.search.find("something", most=3)) == 3


# --- nothing typed is syntax


@pytest.fixture(scope="module")
def searched() -> Iterator[Desk]:
    with tempfile.TemporaryDirectory() as folder:
        desk = a_desk(Path(folder))
        visit = a_visit(desk, a_school(desk), session("08:00", "17:00", "Day"))
        captured(desk, visit, text="and or not near")
        yield desk
        desk.close()


@given(st.text(max_size=80))
@example('"')
@example("a OR b NOT c NEAR(d)")
@example("title: x")
@example("^a + b -c {d e} : f*")
@example("'; DROP TABLE schools; --")
@example("\0")
@example("\ud800")
@example("x " * 5000)
def test_no_text_is_too_strange_to_be_looked_for(searched: Desk, words: str) -> None:
    searched.search.find(words)


@pytest.mark.parametrize("words", ["AND", "or", "NOT", "near", "and NOT near"])
def test_the_words_of_the_query_language_are_words(searched: Desk, words: str) -> None:
    assert found(searched, words) == ["and or not near"]


@given(st.text(max_size=40))
def test_only_letters_and_figures_reach_the_index(words: str) -> None:
    assert all(c.isalnum() or c in '" *' for c in match(words))
