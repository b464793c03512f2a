"""Everything that is held on one person, and where it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sipdesk.export.content.access_report import gather_access, masked
from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.errors import NotFound
from sipdesk.models.keeping import Who
from sipdesk.models.keeping.spelling_out import spelled_out
from sipdesk.models.pupils import Spell
from sipdesk.models.scales import load_scales
from tests.builders import a_pupil, a_result, a_school, a_visit, captured
from tests.models.keeping_builders import FORE, NAME, UPN, traced

SCALE = next(scale for scale in load_scales() if scale.values)


def test_every_record_of_a_pupil_is_held_with_where_it_came_from(tmp_path: Path) -> None:
    made = traced(tmp_path)
    held = made.desk.keeping.about(made.person)
    kinds = {table: [k for k in held.records if k.table == table] for table in _tables(held)}
    assert {table: len(kept) for table, kept in kinds.items()} == {
        "pupils": 1,
        "spells": 1,
        "assessments": 3,
        "conversations": 1,
        "entries": 1,
        "target_members": 1,
        "engagement": 1,
        "attendance": 1,
    }
    assert kinds["pupils"][0].came == "typed on 12 November 2009"
    taken_in = "from the file “autumn.csv”, taken in on 12 November 2009"
    assert {kept.came for kept in kinds["assessments"]} == {taken_in}
    assert kinds["attendance"][0].came == taken_in  # by the step, as it names no file itself
    assert ("UPN", UPN) in kinds["pupils"][0].facts
    assert ("Free school meals", "yes") in kinds["pupils"][0].facts
    made.desk.close()


def test_texts_that_name_the_pupil_are_held_and_no_others(tmp_path: Path) -> None:
    made = traced(tmp_path)
    captured(made.desk, made.visit, text="Imran reads well")
    held = made.desk.keeping.about(made.person)
    assert {m.table for m in held.mentions} == {
        "entries",
        "findings",
        "note_sections",
        "schools",
        "target_groups",
    }
    assert all(FORE in m.text for m in held.mentions)
    assert not any(m.doubtful for m in held.mentions)
    assert {m.day for m in held.mentions if m.table == "entries"} == {"2009-11-12"}
    made.desk.close()


def test_the_history_says_what_was_changed(tmp_path: Path) -> None:
    made = traced(tmp_path)
    held = made.desk.keeping.about(made.person)
    edits = [h for h in held.history if h.table == "pupils"]
    assert [h.label for h in edits] == ["Add pupil", "Edit pupil"]
    assert edits[1].changed[0][0] == "name"
    assert edits[1].changed[0][2] == NAME
    made.desk.close()


def test_documents_that_left_are_remembered_by_name_alone(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school)
    steps = desk.journal.steps(50)
    desk.keeping.left("Note of visit", school.id, "/home/me/x/note.pdf", "head", [pupil.id])
    desk.keeping.left("Agenda", school.id, "C:\\x\\agenda.pdf", "head")
    assert desk.journal.steps(50) == steps  # an export is no step
    assert [d.name for d in desk.keeping.departures()] == ["note.pdf", "agenda.pdf"]
    assert [d.what for d in desk.keeping.departures(pupil.id)] == ["Note of visit"]
    held = desk.keeping.about(desk.keeping.person(pupil.id))
    assert [d.name for d in held.departures] == ["note.pdf"]


@pytest.mark.parametrize("wanted", ["Aneesa Khan", "aneesa", "KHAN", "A999999999999", "{id}"])
def test_a_person_is_found_by_name_upn_or_id(desk: Desk, wanted: str) -> None:
    pupil = a_pupil(desk, a_school(desk), upn="A999999999999")
    assert desk.keeping.person(wanted.format(id=pupil.id)).id == pupil.id


def test_one_in_the_bin_is_held_as_well(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    desk.pupils.bin(pupil.id)
    assert desk.keeping.person("aneesa").id == pupil.id


def test_several_people_of_one_name_are_not_guessed_among(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school)
    a_pupil(desk, school, "Imran Khan")
    assert len(desk.keeping.people("khan")) == 2
    with pytest.raises(NotFound, match="fits 2 people"):
        desk.keeping.person("khan")


def test_a_name_that_only_texts_know_is_a_person_too(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), template="gaining_ground")
    captured(desk, visit, text="Mr Trelawney met us. Trelawney was clear.")
    person = desk.keeping.person("Mr Trelawney")
    assert person.who is Who.NAME
    assert [m.table for m in desk.keeping.about(person).mentions] == ["entries"]
    with pytest.raises(NotFound, match="Nobody called"):
        desk.keeping.person("Nobody Atall")


def test_staff_of_other_schools_and_in_the_bin_are_not_told_to_a_pupil(desk: Desk) -> None:
    school = a_school(desk)
    desk.schools.add_contact(a_school(desk, "Northgate").id, "Headteacher", "Olga Zimmer")
    gone = desk.schools.add_contact(school.id, "Headteacher", "Piotr Wexler")
    desk.schools.bin_contact(gone.id)
    pupil = a_pupil(desk, school, "Aneesa Khan")
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text="Aneesa Khan was asked by Olga Zimmer and by Piotr Wexler")
    seen = masked(gather_access(desk, desk.keeping.person(pupil.id)))
    [mention] = seen.mentions
    somebody = "by somebody at the school"
    assert mention.text == f"Aneesa Khan was asked {somebody} and {somebody}"


def test_it_speaks_in_words_and_not_in_codes(desk: Desk) -> None:
    school = a_school(desk)
    coded = {"sen": "A", "gender": "M", "ethnicity": "MWBC", "band": "low", "scale": SCALE.key}
    pupil = a_pupil(desk, school, **coded)
    point = DataPoint(2009, 3, PointKind.TARGET)
    a_result(desk, pupil, point=point, scale=SCALE.key, value=SCALE.values[0].text)
    with desk.step("Spell"):
        desk.store.put(Spell(desk.store.new_id(), pupil.id, "sen", "A", date(2008, 9, 1)))
    desk.pupils.edit(pupil.id, ethnicity="WIRI")
    held = desk.keeping.about(desk.keeping.person(pupil.id))
    told = {kept.table: dict(kept.facts) for kept in held.records}
    assert told["pupils"]["Special educational needs"] == "School Action"
    assert told["pupils"]["Gender"] == "boy"
    assert told["pupils"]["Ethnicity"] == "White Irish"
    assert told["pupils"]["Prior attainment"] == "Low prior attainment"
    assert told["pupils"]["Scale"] == SCALE.title
    assert told["assessments"]["When"] == "Target for summer 2010"
    assert told["assessments"]["Scale"] == SCALE.title
    assert not {"Kind", "Slice", "Traits"} & told["assessments"].keys()
    assert told["spells"]["Group"] == "Special educational needs"
    assert told["spells"]["Value"] == "School Action"
    assert ("ethnicity", "White and Black Caribbean", "White Irish") in {
        change for step in held.history for change in step.changed
    }


def test_a_code_that_nobody_knows_stands_as_it_is() -> None:
    row = {"sen": "Q9", "scale": "of-our-own"}
    assert spelled_out("pupils", row) == row


def _tables(held) -> set[str]:
    return {kept.table for kept in held.records}
