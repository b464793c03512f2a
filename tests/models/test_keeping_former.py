"""A head whose post another took over: erased with all of theirs, and nothing of the other's."""

from __future__ import annotations

from sipdesk.export.departing import note_departure
from sipdesk.models.desk import Desk, Reason
from tests.builders import a_school, a_visit, captured
from tests.models.test_keeping_found import ALL, names_held, the_register

PHONE = "0117 999 8888"


def test_a_former_head_goes_with_the_e_mail_but_not_with_the_school_s_telephone(
    desk: Desk,
) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text=f"Mrs Malik agrees; write to sm@example.org; call {PHONE}")
    head = desk.schools.add_contact(
        school.id, "Headteacher", "Sarah Malik", email="sm@example.org", phone=PHONE
    )
    desk.store.back_up(Reason.ASKED)
    desk.schools.edit_contact(head.id, email="oz@example.org")
    desk.schools.edit_contact(head.id, name="Olga Zimmer")
    desk.store.back_up(Reason.ASKED)
    desk.keeping.erase([desk.keeping.person("Sarah Malik")])
    assert names_held(desk, "Malik", "sm@example.org") == []
    [now] = desk.schools.contacts(school.id)
    assert (now.name, now.phone, now.email) == ("Olga Zimmer", PHONE, "oz@example.org")
    assert PHONE in desk.evidence.entries(visit.id)[0].text


def test_who_is_erased_takes_nobody_along_who_had_the_post_before(desk: Desk) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school, template="gaining_ground")
    text = "{} (sm@example.org, formerly head@example.org) and {} ({})"
    captured(desk, visit, text=text.format("Sarah Malik", "Olga Zimmer", "oz@example.org"))
    head = desk.schools.add_contact(
        school.id, "Headteacher", "Sarah Malik", email="head@example.org"
    )
    desk.schools.edit_contact(head.id, email="sm@example.org")
    desk.schools.edit_contact(head.id, name="Olga Zimmer")
    desk.schools.edit_contact(head.id, email="oz@example.org")
    desk.keeping.erase([desk.keeping.person("Olga Zimmer")])
    left = desk.evidence.entries(visit.id)[0].text
    assert left == text.format("Sarah Malik", "a former contact", "…")


def test_the_preview_says_what_becomes_of_the_last_head(desk: Desk) -> None:
    school = a_school(desk, urn="123456")
    desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik")
    [seen] = desk.intake.register(the_register(), (), ALL).accepted
    assert seen.note == "Another head is another contact; the last one goes into the bin."
    [seen] = desk.intake.register(the_register()).accepted
    assert seen.note == ""


def test_a_report_is_on_the_one_who_was_chosen_and_no_namesake(desk: Desk) -> None:
    here, there = a_school(desk, "Hill School"), a_school(desk, "Dale School")
    present = desk.schools.add_contact(here.id, "Headteacher", "Ann Smith", email="as@hill.test")
    former = desk.schools.add_contact(there.id, "Headteacher", "Ann Smith")
    desk.schools.edit_contact(former.id, name="Olga Zimmer")
    [one] = [p for p in desk.keeping.people("Smith") if not p.id]
    assert desk.keeping.meant_by(one.ref) == one
    assert desk.keeping.meant_by(desk.keeping.person(present.id).ref).id == present.id
    note_departure(desk, "access-report", one.ref, "report.pdf")
    assert [d.school_id for d in desk.keeping.departures()] == [there.id]
    assert desk.keeping.departures(present.id) == []


def test_a_contact_all_of_whose_steps_were_taken_back_is_told_from_who_had_the_post_before(
    desk: Desk,
) -> None:
    """Though the last change to it was only a telephone number."""
    school = a_school(desk)
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text="Ada Lovelace showed us round, write to ada@example.org.")
    post = desk.schools.add_contact(school.id, "Deputy", "Ada Lovelace", email="ada@example.org")
    desk.schools.edit_contact(post.id, name="Imran Khan")
    desk.schools.edit_contact(post.id, phone=PHONE)
    for _ in range(3):
        desk.undo()
    person = desk.keeping.person("Ada Lovelace")
    assert [mention.table for mention in desk.keeping.about(person).mentions] == ["entries"]
    desk.keeping.erase([person])
    assert names_held(desk, "Lovelace", "ada@example.org") == []


def test_whom_only_the_history_knows_is_looked_for_by_a_part_of_the_name_at_their_school_alone(
    desk: Desk,
) -> None:
    here, there = a_school(desk, "Hill School"), a_school(desk, "Dale School")
    visit = a_visit(desk, there, template="gaining_ground")
    text = "Mr Khan of Dale leads science."
    captured(desk, visit, text=text)
    post = desk.schools.add_contact(here.id, "Deputy", "Ada Lovelace")
    desk.schools.edit_contact(post.id, name="Imran Khan")
    for _ in range(2):
        desk.undo()
    person = desk.keeping.person("Imran Khan")
    assert person.school_id == here.id
    desk.keeping.erase([person])
    assert desk.evidence.entries(visit.id)[0].text == text
