"""Whoever the desk knows is found: by what they are called now, were called once, or are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import BadValue, NotFound
from sipdesk.models.intake.published import Published
from sipdesk.models.intake.register import RegisterChoices
from sipdesk.models.keeping import Person, Who, todo
from sipdesk.models.pupils.naming.alike import alike
from tests.builders import a_pupil, a_school, a_visit, captured
from tests.faults.pages import holds
from tests.intake.builders import upn

word = st.text("abcdeéŵłçñ", min_size=1, max_size=6)
name = st.lists(word, min_size=1, max_size=3).map(" ".join)
REGISTER = (
    "URN,EstablishmentName,TelephoneNum,HeadTitle (name),HeadFirstName,HeadLastName\n"
    "123456,Kingsmead School,01170000000,Ms,Olga,Zimmer\n"
)
ALL = RegisterChoices(overwrite=("123456:head_name", "123456:head_phone"))


def the_register(text: str = REGISTER) -> Published:
    return Published("register.csv", "d", text.encode())


def names_held(desk: Desk, *words: str) -> list[str]:
    """Which of the words stand in the desk or in a backup of it."""
    desk.store.back_up(Reason.ASKED)
    key = desk.store._key
    return [found for backup in desk.backups.all() for found in holds(backup.path, key, *words)]


# --- a contact without a name


def test_a_contact_without_a_name_is_found_by_what_there_is(desk: Desk) -> None:
    school = a_school(desk)
    contact = desk.schools.add_contact(
        school.id, "Authority", phone="0117 000 1111", email="Some.One@example.org"
    )
    for asked in ("some.one@example.org", "0117 000 1111", contact.id):
        person = desk.keeping.person(asked)
        assert (person.id, person.name, person.title) == (contact.id, "", "Authority")
    assert [p.id for p in desk.keeping.everybody_of(school.id)] == [contact.id]
    desk.keeping.erase([person])
    assert desk.schools.contacts_ever() == []
    assert names_held(desk, "Some.One", "0117 000 1111") == []


def test_erasing_one_without_a_name_leaves_the_role_to_others(desk: Desk) -> None:
    school = a_school(desk)
    contact = desk.schools.add_contact(school.id, "Consultant head", email="x.y@example.org")
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text="The consultant head was there")
    desk.keeping.erase([desk.keeping.person(contact.id)])
    assert desk.evidence.entries(visit.id)[0].text == "The consultant head was there"


def test_a_post_without_anybody_in_it_is_nobody(desk: Desk) -> None:
    school = a_school(desk)
    desk.schools.add_contact(school.id, "Authority")
    assert desk.keeping.everybody_of(school.id) == []


# --- what records said before


def test_a_pupil_answers_to_a_former_name(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk), "Vwyxanne Quolkbury", upn=upn(1))
    desk.pupils.edit(pupil.id, name="Zephyrine Fforbes", upn=upn(2))
    for asked in ("Vwyxanne Quolkbury", "quolkbury", "quolk", upn(1), upn(2), "Fforbes"):
        assert desk.keeping.person(asked).id == pupil.id
    assert desk.keeping.person("vwyxanne").name == "Zephyrine Fforbes"


def test_the_name_that_somebody_has_goes_before_one_that_somebody_had(desk: Desk) -> None:
    school = a_school(desk)
    renamed = a_pupil(desk, school, "Aneesa Khan")
    desk.pupils.edit(renamed.id, name="Aneesa Malik")
    now = a_pupil(desk, school, "Aneesa Khan")
    assert desk.keeping.person("Aneesa Khan").id == now.id
    assert {p.id for p in desk.keeping.people("aneesa")} == {now.id, renamed.id}


def test_whoever_was_typed_over_is_another_and_found_by_all_they_had(desk: Desk) -> None:
    school = a_school(desk)
    head = desk.schools.add_contact(
        school.id, "Headteacher", "Sarah Malik", email="sm@example.org", phone="0117 111 2222"
    )
    desk.schools.edit_contact(
        head.id, name="Olga Zimmer", email="oz@example.org", phone="0117 333 4444"
    )
    for asked in ("Sarah Malik", "malik", "mal", "sm@example.org", "0117 111 2222"):
        person = desk.keeping.person(asked)
        assert (person.who, person.id, person.name) == (Who.NAME, "", "Sarah Malik")
        assert person.school_id == school.id
    for asked in ("Olga Zimmer", "zimm", "oz@example.org", head.id):
        assert desk.keeping.person(asked).id == head.id


def test_the_name_of_whoever_was_typed_over_can_be_erased(desk: Desk) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text="Mrs Malik agrees; so does Ms Zimmer")
    head = desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik")
    desk.schools.edit_contact(head.id, name="Olga Zimmer")
    desk.keeping.erase([desk.keeping.person("Sarah Malik")])
    assert desk.evidence.entries(visit.id)[0].text == "Somebody agrees; so does Ms Zimmer"
    assert [c.name for c in desk.schools.contacts(school.id)] == ["Olga Zimmer"]
    assert names_held(desk, "Malik") == []
    with pytest.raises(NotFound):
        desk.keeping.person("Sarah Malik")


def test_a_name_that_was_only_put_right_is_the_same_contact(desk: Desk) -> None:
    school = a_school(desk)
    head = desk.schools.add_contact(school.id, "Headteacher", "Mrs Pat")
    for now in ("Mrs Patel", "Mrs Anita Patel", ""):
        desk.schools.edit_contact(head.id, name=now)
        assert [p.id for p in desk.keeping.people("Mrs Pat")] == [head.id]
    assert desk.keeping.person("Mrs Pat").title == "Headteacher"


def test_whoever_an_undo_took_back_is_found_once_and_erased(desk: Desk) -> None:
    school = a_school(desk)
    for _ in range(2):
        a_pupil(desk, school, "Aneesa Khan", upn=upn(1))
        assert desk.undo()
    assert desk.pupils.ever() == []
    person = desk.keeping.person("khan")
    assert (person.who, person.school_id) == (Who.PUPIL, school.id)
    assert desk.keeping.person(person.id) == person
    desk.keeping.erase([person])
    assert names_held(desk, "Aneesa", upn(1)) == []


def test_a_record_goes_before_what_the_history_has_of_the_same(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, "Aneesa Khan", upn=upn(1))
    assert desk.undo()
    again = a_pupil(desk, school, "Aneesa Khan", upn=upn(1))
    for asked in ("khan", "kha", "Aneesa Khan", upn(1)):
        assert [p.id for p in desk.keeping.people(asked)] == [again.id]


# --- what texts said before


def test_a_name_that_only_an_earlier_wording_has_is_found_and_erased(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), template="gaining_ground")
    entry = captured(desk, visit, text="Trelawney was late")
    desk.evidence.edit_entry(entry.id, text="Somebody was late")
    person = desk.keeping.person("Trelawney")
    assert person == Person(Who.NAME, name="Trelawney")
    desk.keeping.erase([person])
    assert names_held(desk, "Trelawney") == []
    with pytest.raises(NotFound, match="Nobody called"):
        desk.keeping.person("Trelawney")


def test_a_name_of_an_earlier_wording_is_not_taken_for_a_longer_one(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school, "Ada Trelawneyson")
    visit = a_visit(desk, school, template="gaining_ground")
    entry = captured(desk, visit, text="Trelawney was late")
    desk.evidence.edit_entry(entry.id, text="Somebody was late")
    assert desk.keeping.people("Trelawney") == [Person(Who.NAME, name="Trelawney")]
    assert desk.keeping.person("Trelaw").id == pupil.id


# --- another head in the register


def test_another_head_in_the_register_is_another_contact(desk: Desk) -> None:
    school = a_school(desk, urn="123456")
    old = desk.schools.add_contact(
        school.id, "Headteacher", "Sarah Malik", email="sm@example.org", phone="0117 111 2222"
    )
    desk.intake.accept(desk.intake.register(the_register(), (), ALL))
    [head] = desk.schools.contacts(school.id)
    assert head.id != old.id
    assert (head.name, head.phone, head.email) == ("Ms Olga Zimmer", "01170000000", "")
    assert desk.schools.contact(old.id).binned
    assert desk.schools.contact(old.id).email == "sm@example.org"
    assert desk.undo() == "Import schools from the register"
    assert desk.schools.contacts(school.id) == [old]
    assert desk.schools.contacts_ever() == [old]


def test_what_was_taken_in_is_not_taken_in_again(desk: Desk) -> None:
    school = a_school(desk, urn="123456")
    desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik")
    preview = desk.intake.register(the_register(), (), ALL)
    desk.intake.accept(preview)
    with pytest.raises(BadValue, match="Look at the preview again"):
        desk.intake.accept(preview)
    assert [c.name for c in desk.schools.contacts(school.id)] == ["Ms Olga Zimmer"]


def test_the_number_that_is_kept_is_kept(desk: Desk) -> None:
    school = a_school(desk, urn="123456")
    desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik", phone="0117 111 2222")
    choices = RegisterChoices(overwrite=("123456:head_name",))
    preview = desk.intake.register(the_register(), (), choices)
    told = {f.field: (f.before, f.take) for f in preview.accepted[0].fields}
    assert told["head_phone"] == ("0117 111 2222", False)
    desk.intake.accept(preview)
    assert [c.phone for c in desk.schools.contacts(school.id)] == ["0117 111 2222"]


@pytest.mark.parametrize("was", ["", "Olga Zimmer", "Mrs O. Zimmer", "Zimmer"])
def test_the_same_head_stays_the_same_contact(desk: Desk, was: str) -> None:
    school = a_school(desk, urn="123456")
    old = desk.schools.add_contact(school.id, "Headteacher", was, email="oz@example.org")
    desk.intake.accept(desk.intake.register(the_register(), (), ALL))
    [head] = desk.schools.contacts_ever()
    assert (head.id, head.name, head.email) == (old.id, "Ms Olga Zimmer", "oz@example.org")


def test_erasing_the_new_head_leaves_the_old_one_in_the_texts(desk: Desk) -> None:
    school = a_school(desk, urn="123456")
    desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik", email="sm@example.org")
    visit = a_visit(desk, school, template="gaining_ground")
    captured(desk, visit, text="Sarah Malik handed over to Olga Zimmer")
    desk.intake.accept(desk.intake.register(the_register(), (), ALL))
    desk.keeping.erase([desk.keeping.person("Olga Zimmer")])
    text = desk.evidence.entries(visit.id)[0].text
    assert text == "Sarah Malik handed over to a former contact"
    desk.keeping.erase([desk.keeping.person("Sarah Malik")])
    assert names_held(desk, "Malik", "Zimmer", "sm@example.org") == []


# --- two names of one


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mrs Patel", "Anita Patel"),
        ("S. Malik", "Ms Sarah Malik"),
        ("Harcourt, Jean", "Mrs Jean Harcourt"),
        ("Llwyd", "Gwen Llŵyd"),
    ],
)
def test_a_name_written_otherwise_may_be_the_same(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Sarah Malik", "Olga Zimmer"),
        ("Mr John Khan", "Mrs Ayesha Khan"),
        ("Mrs Patel", "Mrs Lee"),
        ("Ada Ada", "Ada Lee"),
        ("", "Sarah Malik"),
        ("Mrs", "Sarah Malik"),
    ],
)
def test_another_name_is_another(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


@given(name, name)
def test_being_alike_goes_both_ways(one: str, other: str) -> None:
    assert alike(one, other) == alike(other, one)
    assert alike(one, one)


@given(name, st.data())
def test_a_part_of_a_name_with_a_title_is_alike(whole: str, data: st.DataObject) -> None:
    words = whole.split()
    some = data.draw(st.permutations(words).map(lambda each: each[: len(each) // 2 + 1]))
    assert alike(f"Mrs {' '.join(some)}", whole)


# --- stopped from the keyboard


def test_an_erasure_that_is_stopped_from_the_keyboard_is_called_off(desk: Desk) -> None:
    pupil = a_pupil(desk, a_school(desk))
    for _ in range(2):
        desk.store.back_up(Reason.ASKED)

    def stopped(done: int, _: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        desk.keeping.erase([desk.keeping.person(pupil.id)], progress=stopped)
    assert desk.store.apart(todo.read) is None
    assert desk.pupils.get(pupil.id) == pupil
    assert desk.keeping.erasures() == []
