"""A visit planned from a template, and a day kept as one: its shape stays, its people go."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk
from sipdesk.models.pupils import Pupil
from sipdesk.models.schools import Contact, School
from sipdesk.models.templates import DayTemplate, save_day, without_names
from sipdesk.models.templates.saving import to_toml
from tests.builders import a_day, a_desk, a_pupil, a_school, a_visit, session

PARTS = ("Zephyrine", "Quolkbury", "Imran", "Zwaltham", "Patelka", "Jorunn", "Vwyxley")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return a_desk(tmp_path)


@pytest.fixture
def school(desk: Desk) -> School:
    """Two pupils, a head, a chair; and a neighbour with people of its own."""
    school, next_door = a_school(desk), a_school(desk, "Next Door School")
    a_pupil(desk, school, "Zephyrine Quolkbury")
    a_pupil(desk, school, "Grace Imranova")
    desk.schools.add_contact(school.id, "Headteacher", "Mrs Patelka")
    desk.schools.add_contact(school.id, "SSAT contact", "Jorunn Zwaltham")
    desk.schools.add_contact(school.id, "", "Olga Whoever")
    a_pupil(desk, next_door, "Mira Vwyxley")
    desk.schools.add_contact(next_door.id, "Consultant head", "Mr Thistlewhick")
    return school


def kept(desk: Desk, school: School, name: str = "Mine", **fields: object) -> DayTemplate:
    """A visit's only session, kept."""
    visit = a_visit(desk, school, session("09:00", "10:00", **fields), kind="Visit")  # type: ignore[arg-type]
    return desk.planning.as_template(visit.id, name)


@pytest.mark.parametrize(
    ("typed", "stays"),
    [
        ("Lunch with Zephyrine Quolkbury", "Lunch with a pupil"),
        ("Why did zephyrine leave maths?", "Why did a pupil leave maths?"),
        ("Quolkbury, Zephyrine: her targets", "A pupil: her targets"),
        ("Zephyrine’s mother", "A pupil’s mother"),
        ("Ask Mrs Patelka first", "Ask the headteacher first"),
        ("Patelka knows", "The headteacher knows"),
        ("J. Zwaltham and the chair", "The SSAT contact and the chair"),
        ("Whatever Olga said", "Whatever a contact said"),
        ("As Mira Vwyxley did next door", "As a pupil did next door"),
        ("Mira moves on", "Mira moves on"),  # of another school only the whole name
        ("With Mr Thistlewhick’s plan", "With the consultant head’s plan"),
        ("What do the targets say?", "What do the targets say?"),
        ("Grace before lunch", "Grace before lunch"),  # a word as well, where a sentence begins
        ("Lunch with Grace", "Lunch with a pupil"),
        ("See quolkburyzephyrine.docx", "See a pupil.docx"),
        ("Then Science Zephyrine", "Then Science a pupil"),
    ],
)
def test_whom_the_desk_knows_is_not_in_a_template(desk, school, typed, stays) -> None:
    day = kept(desk, school, name=typed, title=typed, place=typed, prompts=(typed,))
    [part] = day.sessions
    assert (day.name, part.title, part.place, part.prompts) == (stays, stays, stays, (stays,))


def test_who_takes_part_is_there_by_role(desk, school) -> None:
    people = ("Mrs Patelka", "Jorunn Zwaltham (all day)", "Olga", "Grace", "Chair of governors")
    [part] = kept(desk, school, people=people).sessions
    assert part.people == (
        *("Headteacher", "SSAT contact (all day)", "A contact", "A pupil"),
        "Chair of governors",
    )


def test_who_lies_in_the_bin_is_known_still(desk, school) -> None:
    for pupil in desk.pupils.of_school(school.id):
        desk.pupils.bin(pupil.id)
    for contact in desk.schools.contacts(school.id):
        desk.schools.bin_contact(contact.id)
    [part] = kept(desk, school, title="Zephyrine and Mrs Patelka").sessions
    assert part.title == "A pupil and the headteacher"


def test_the_kind_of_a_visit_names_nobody(desk, school) -> None:
    visit = a_visit(desk, school, session("09:00", "10:00"), kind="For Zephyrine")
    assert desk.planning.as_template(visit.id, "Mine").kind == "For a pupil"


def test_a_day_that_names_nobody_stays_as_it_is(desk, school, tmp_path) -> None:
    visit = a_visit(desk, school, *a_day("gaining_ground"), kind="Gaining Ground day")
    day = desk.planning.as_template(visit.id, "Mine")
    again = desk.planning.plan(school.id, visit.on, day)
    bare = [replace(s, id="", visit_id="") for s in desk.visits.sessions(again.id)]
    assert bare == [replace(s, id="", visit_id="") for s in desk.visits.sessions(visit.id)]
    assert save_day(tmp_path / "days", day).read_text("utf-8") == to_toml(day)


names = st.builds("{} {}".format, st.sampled_from(PARTS), st.sampled_from(PARTS))


@given(
    st.lists(names, min_size=1, max_size=4, unique=True),
    st.lists(names, max_size=4, unique=True),
    st.sampled_from(
        ("{}", "Ask {} first", "{}’s room", "Lunch: {}, then on", "In Science {} and {}")
    ),
    st.data(),
)
def test_no_part_of_any_name_is_left(pupils, staff, sentence, data) -> None:
    said = st.sampled_from([*pupils, *staff, *" ".join([*pupils, *staff]).split()])
    text = sentence.format(data.draw(said), data.draw(said))
    day = DayTemplate(text, sessions=())
    known = [Pupil("", "s", name) for name in pupils]
    contacts = [Contact("", "s", "Headteacher", name) for name in staff]
    kept = without_names(day, known, contacts, "s").name
    assert not [part for part in PARTS if part.lower() in kept.lower()], (text, kept)
