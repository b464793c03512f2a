"""What only the history still holds on somebody belongs to what is held on them."""

from __future__ import annotations

import pytest

from sipdesk.export.content.access_report import gather_access, masked
from sipdesk.export.departing import note_departure
from sipdesk.models.assessments import DataPoint, PointKind
from sipdesk.models.desk import Desk
from sipdesk.models.intake import Import
from sipdesk.models.keeping import Held
from sipdesk.models.pupils import Pupil
from sipdesk.models.schools import School
from sipdesk.models.tracking import Attendance, Member, TargetGroup
from sipdesk.models.visits import EntryKind, FindingKind, Visit
from tests.builders import a_pupil, a_result, a_school, a_visit, captured, wait

NAME = "Zephyrine Quolkbury"


@pytest.fixture
def school(desk: Desk) -> School:
    return a_school(desk)


@pytest.fixture
def visit(desk: Desk, school: School) -> Visit:
    return a_visit(desk, school, template="gaining_ground")


@pytest.fixture
def pupil(desk: Desk, school: School) -> Pupil:
    return a_pupil(desk, school, NAME)


def held_on(desk: Desk, pupil: Pupil) -> Held:
    return desk.keeping.about(desk.keeping.person(pupil.id))


def talked(desk: Desk, visit: Visit, pupil: Pupil, quote: str) -> None:
    session = desk.visits.sessions(visit.id)[0]
    desk.evidence.converse(session.id, visit.id, pupil.id, quote=quote)


# --- records


def test_a_conversation_that_was_taken_back_is_held(desk: Desk, visit: Visit, pupil: Pupil) -> None:
    talked(desk, visit, pupil, "my father drinks")
    desk.undo()
    held = held_on(desk, pupil)
    assert [kept.table for kept in held.records] == ["pupils"]
    [lost] = held.lost
    assert (lost.table, lost.came) == ("conversations", "typed on 12 November 2009; taken back")
    assert dict(lost.facts)["The pupil’s own words"] == "my father drinks"
    captured(desk, visit, text="Books are marked")  # nothing can be done again after this
    assert held_on(desk, pupil).lost[0].came.endswith("; taken back for good")


def test_a_pupil_who_was_only_ever_taken_back_is_held(desk: Desk, pupil: Pupil) -> None:
    person = desk.keeping.person(pupil.id)
    desk.undo()
    held = desk.keeping.about(person)
    assert held
    assert [kept.table for kept in held.lost] == ["pupils"]
    assert ("Name", NAME) in held.lost[0].facts


def test_a_list_that_was_taken_back_and_taken_in_again_is_one_persons(
    desk: Desk, school: School
) -> None:
    first = a_pupil(desk, school, NAME, upn="A123456789012")
    a_result(desk, first, subject="English", point=DataPoint(2009, 1, PointKind.CURRENT))
    desk.undo()
    desk.undo()
    again = a_pupil(desk, school, NAME, upn="A123456789012")
    held = held_on(desk, again)
    assert [kept.table for kept in held.records] == ["pupils"]
    assert {kept.table for kept in held.lost} == {"pupils", "assessments"}
    assert masked(gather_access(desk, held.person)).lost[0].facts == held.lost[0].facts


def test_a_file_that_was_taken_in_and_taken_back_is_named(
    desk: Desk, school: School, pupil: Pupil
) -> None:
    file = Import(desk.store.new_id(), school.id, "x", "autumn.csv", at="2009-11-12T08:30:00")
    with desk.step("Import results"):
        desk.store.put(file)
        desk.store.put_all([Attendance(desk.store.new_id(), school.id, pupil.id, 2009, 1, 60, 50)])
    desk.undo()
    [lost] = held_on(desk, pupil).lost
    assert lost.table == "attendance"
    assert lost.came == "from the file “autumn.csv”, taken in on 12 November 2009; taken back"


def test_steps_that_were_taken_back_stand_in_the_history(desk: Desk, pupil: Pupil) -> None:
    desk.pupils.edit(pupil.id, form="9Q")
    desk.undo()
    edit = held_on(desk, pupil).history[-1]
    assert (edit.label, edit.state) == ("Edit pupil", "taken back")
    assert edit.changed == (("form", "", "9Q"),)
    assert held_on(desk, pupil).history[0].state == ""


# --- what records belong to


def test_conversations_and_entries_say_of_which_visit_they_are(
    desk: Desk, visit: Visit, pupil: Pupil
) -> None:
    talked(desk, visit, pupil, "I like graphs")
    captured(desk, visit, EntryKind.QUOTE, "I like maps", pupil_id=pupil.id)
    told = {kept.table: dict(kept.facts) for kept in held_on(desk, pupil).records}
    assert told["conversations"]["Visit of"] == "12 November 2009"
    assert told["entries"]["Visit of"] == "12 November 2009"
    assert "Visit of" not in told["pupils"]


@pytest.mark.parametrize("taken_back", [False, True])
def test_a_place_in_a_target_group_says_in_which(
    desk: Desk, school: School, pupil: Pupil, taken_back: bool
) -> None:
    group = TargetGroup(desk.store.new_id(), school.id, "At risk at home", subject="English")
    with desk.step("Choose pupils"):
        desk.store.put(group)
        desk.store.put(Member(desk.store.new_id(), group.id, pupil.id))
    if taken_back:
        desk.undo()
    held = held_on(desk, pupil)
    place = (held.lost if taken_back else held.records)[-1]
    assert place.facts[:2] == (
        ("Target group", "At risk at home"),
        ("Subject of the group", "English"),
    )


# --- texts


def test_an_earlier_wording_that_named_them_is_held(desk: Desk, visit: Visit, pupil: Pupil) -> None:
    entry = captured(desk, visit, text="Zephyrine was late again")
    wait(desk, minutes=5)
    desk.evidence.edit_entry(entry.id, text="Somebody was late again")
    held = held_on(desk, pupil)
    assert not held.mentions
    [before] = held.earlier
    assert (before.table, before.day, before.text) == (
        "entries",
        "2009-11-12",
        "Zephyrine was late again",
    )
    assert not before.doubtful


def test_a_text_of_a_step_that_was_taken_back_is_held(
    desk: Desk, visit: Visit, pupil: Pupil
) -> None:
    desk.evidence.add_finding(visit.id, FindingKind.CONCERN, f"{NAME} is often away")
    desk.undo()
    [before] = held_on(desk, pupil).earlier
    assert (before.table, before.day) == ("findings", "2009-11-12")


def test_what_a_note_said_before_it_was_edited_is_held(
    desk: Desk, visit: Visit, pupil: Pupil
) -> None:
    captured(desk, visit, EntryKind.CONCERN, "Zephyrine was late again")
    note = desk.compose_note(visit.id)
    for section in desk.notes.sections(note.id):
        desk.notes.edit_section(section.id, "")
    sections = [m for m in held_on(desk, pupil).earlier if m.table == "note_sections"]
    assert sections
    assert {m.day for m in sections} == {"2009-11-12"}


def test_a_wording_that_stands_in_a_longer_one_is_told_once(
    desk: Desk, visit: Visit, pupil: Pupil
) -> None:
    entry = captured(desk, visit, text="Zephyrine reads")
    for text in ("Zephyrine reads well", "Zephyrine reads well and often"):
        wait(desk, minutes=5)
        desk.evidence.edit_entry(entry.id, text=text)
    held = held_on(desk, pupil)
    assert [m.text for m in held.mentions] == ["Zephyrine reads well and often"]
    assert not held.earlier


def test_texts_that_name_somebody_else_are_not_theirs(
    desk: Desk, school: School, visit: Visit, pupil: Pupil
) -> None:
    a_pupil(desk, school, "Imran Khan")
    entry = captured(desk, visit, text="Imran was late")
    wait(desk, minutes=5)
    desk.evidence.edit_entry(entry.id, text="Nobody was late")
    assert not held_on(desk, pupil).earlier


def test_names_of_files_and_of_steps_are_texts_too(
    desk: Desk, school: School, pupil: Pupil
) -> None:
    with desk.step(f"Something on {NAME}"):
        desk.store.put(Import(desk.store.new_id(), school.id, "pupils", "Zephyrine.csv"))
    held = held_on(desk, pupil)
    assert [(m.table, m.text) for m in held.mentions] == [("imports", "Zephyrine.csv")]
    assert [m.text for m in held.earlier] == [f"Something on {NAME}"]
    outlook = desk.keeping.outlook([held.person])
    assert outlook.reworded == {"imports": 1}


# --- documents that left


def test_a_document_whose_name_names_them_left_with_them(
    desk: Desk, school: School, pupil: Pupil
) -> None:
    desk.keeping.left("Action plan", school.id, "Plan for Zephyrine Quolkbury.xlsx")
    desk.keeping.left("Action plan", school.id, "Plan.xlsx")
    held = held_on(desk, pupil)
    assert [d.name for d in held.departures] == ["Plan for Zephyrine Quolkbury.xlsx"]
    assert not held.mentions  # told once


def test_a_note_left_with_the_pupil_of_whom_an_entry_speaks(
    desk: Desk, school: School, visit: Visit, pupil: Pupil
) -> None:
    other = a_pupil(desk, school, "Imran Khan")
    namesake = a_pupil(desk, school, "Zephyrine Vance")
    captured(desk, visit, text=f"{NAME} was late again")
    desk.compose_note(visit.id)
    note_departure(desk, "agenda", visit.id, "day.ics")
    note_departure(desk, "note", visit.id, "note.pdf")
    assert [d.name for d in held_on(desk, pupil).departures] == ["note.pdf"]
    assert not held_on(desk, other).departures
    assert not held_on(desk, namesake).departures


def test_a_plan_and_an_agenda_left_with_the_pupil_they_name(
    desk: Desk, school: School, pupil: Pupil
) -> None:
    desk.priorities.add_action(school.id, "Read with Zephyrine each week")
    visit = a_visit(desk, school, template="gaining_ground")
    session = desk.visits.sessions(visit.id)[0]
    desk.visits.edit_session(session.id, people=(NAME,))
    note_departure(desk, "plan", school.id, "plan.xlsx")
    note_departure(desk, "agenda", visit.id, "day.ics")
    desk.pupils.bin(pupil.id)
    note_departure(desk, "plan", school.id, "later.xlsx")
    names = [d.name for d in held_on(desk, pupil).departures]
    assert names == ["plan.xlsx", "day.ics", "later.xlsx"]


# --- nobody else


def test_an_earlier_wording_names_nobody_else(
    desk: Desk, school: School, visit: Visit, pupil: Pupil
) -> None:
    a_pupil(desk, school, "Imran Khan")
    gone = a_pupil(desk, school, "Vwyxanne Holt")
    desk.undo()  # only the history knows her
    renamed = a_pupil(desk, school, "Bea Marchetti")
    desk.pupils.edit(renamed.id, name="Bea Olufemi")
    head = desk.schools.add_contact(school.id, "Headteacher", "Sarah Trelawney")
    desk.schools.edit_contact(head.id, name="Olga Zimmer")
    desk.settings.author = "Ulrika Penrose"
    wait(desk, minutes=5)
    desk.settings.author = "Somebody Else"
    names = ("Imran Khan", gone.name, "Bea Marchetti", "Sarah Trelawney", "Ulrika Penrose")
    entry = captured(desk, visit, text=f"Zephyrine sat by {', by '.join(names)}")
    wait(desk, minutes=5)
    desk.evidence.edit_entry(entry.id, text="All sat")
    seen = masked(gather_access(desk, desk.keeping.person(pupil.id)))
    [before] = seen.earlier
    assert before.text.startswith("Zephyrine sat by a Year 9 pupil, by a")
    words = {word for name in names for word in name.split()}
    assert not [word for word in words if word in repr((seen.earlier, seen.lost, seen.history))]


def test_what_records_belong_to_and_were_called_names_nobody_else(
    desk: Desk, school: School, visit: Visit, pupil: Pupil
) -> None:
    a_pupil(desk, school, "Imran Khan")
    group = TargetGroup(desk.store.new_id(), school.id, "Imran and Zephyrine", subject="English")
    with desk.step("Choose Imran Khan"):
        desk.store.put(group)
        desk.store.put(Member(desk.store.new_id(), group.id, pupil.id))
    desk.keeping.left("Action plan", school.id, "Imran Khan, Zephyrine.xlsx")
    with desk.step("Import results of Imran and Zephyrine"):
        desk.store.put(Import(desk.store.new_id(), school.id, "x", "Zephyrine_Imran_Khan.csv"))
    talked(desk, visit, pupil, "I sit by Imran")
    desk.undo()
    seen = masked(gather_access(desk, desk.keeping.person(pupil.id)))
    assert dict(seen.records[-1].facts)["Target group"] == "A Year 9 pupil and Zephyrine"
    assert dict(seen.lost[0].facts)["The pupil’s own words"] == "I sit by a Year 9 pupil"
    assert seen.departures
    assert seen.earlier
    everything = (seen.records, seen.lost, seen.mentions, seen.earlier, seen.history)
    assert "Imran" not in repr((everything, [d.name for d in seen.departures]))


def test_a_head_is_not_told_the_numbers_of_the_one_before(desk: Desk, school: School) -> None:
    phone, email = "0161 496 0000", "trelawney@example.org"
    head = desk.schools.add_contact(
        school.id, "Headteacher", "Sarah Trelawney", phone=phone, email=email
    )
    wait(desk, minutes=5)
    desk.schools.edit_contact(head.id, name="Olga Zimmer", email="zimmer@example.org")
    seen = masked(gather_access(desk, desk.keeping.person(head.id)))
    assert ("email", "…", "zimmer@example.org") in seen.history[-1].changed
    assert "Trelawney" not in repr(seen)
    assert ("Phone", phone) in seen.records[0].facts  # the school's, and so hers as well


def test_ones_own_former_name_is_not_taken_out(desk: Desk, visit: Visit, pupil: Pupil) -> None:
    desk.pupils.edit(pupil.id, name="Zephyrine Holt")
    captured(desk, visit, text=f"{NAME} was late")
    seen = masked(gather_access(desk, desk.keeping.person(pupil.id)))
    assert [m.text for m in seen.mentions] == [f"{NAME} was late"]
    assert ("name", NAME, "Zephyrine Holt") in seen.history[-1].changed
