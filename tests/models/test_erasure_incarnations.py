"""Somebody who was taken in twice has two ids; an erasure takes them under both, everywhere."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.keeping import Erasure, Person, Who, todo
from sipdesk.models.keeping.erasing.marks import Marks
from sipdesk.models.keeping.erasing.same import Look, answers, claims
from tests.builders import a_pupil, a_school, a_visit, captured, reopened
from tests.faults.pages import holds
from tests.intake.builders import a_list, take, upn

WORDS = ("Aneesa", "Khan", upn(1))
FILE = a_list("Maths Aut 2009", aneesa=",4b", lukasz=",5c")
BORN = date(1996, 4, 3)


def copies_of(desk: Desk) -> list[Path]:
    """Every copy beside the desk, however it came there."""
    folder = desk.store.path.parent
    return [*(folder / "backups").glob("*.sipdesk"), *(folder / "kept").glob("*.sipdesk")]


def holding(desk: Desk, *words: str) -> list[Path]:
    """In which of the copies, or of the desk itself as it lies there, any of the words stands."""
    key, lies = desk.store._key, desk.store.path.with_suffix(".lies")
    shutil.copy(desk.store.path, lies)
    try:
        return [file for file in (lies, *copies_of(desk)) if holds(file, key, *words)]
    finally:
        lies.unlink()


def taken_in_twice(desk: Desk, way: str) -> Desk:
    """Imported, backed up, taken back by undo or by going back, and imported again."""
    school = a_school(desk)
    take(desk, school, FILE)
    first = {pupil.id for pupil in desk.pupils.all()}
    desk.store.back_up(Reason.ASKED)
    if way == "undo":
        assert desk.undo()
    else:
        [before] = [b for b in desk.backups.all() if b.reason is Reason.IMPORT]
        desk = desk.restore(before.path).desk
    assert desk.pupils.all() == []
    take(desk, school, FILE)
    desk.store.back_up(Reason.ASKED)
    assert first.isdisjoint(pupil.id for pupil in desk.pupils.all())
    return desk


def erase(desk: Desk, name: str = "Aneesa Khan") -> Erasure:
    return desk.keeping.erase([desk.keeping.person(name)], "asked for")


@pytest.mark.parametrize("way", ["undo", "going back"])
def test_no_copy_holds_them_under_an_earlier_id(desk: Desk, way: str) -> None:
    desk = taken_in_twice(desk, way)
    assert len(holding(desk, *WORDS)) >= 3
    ahead = desk.keeping.outlook([desk.keeping.person("Aneesa Khan")])
    erasure = erase(desk)
    assert holding(desk, *WORDS) == []
    assert erasure.unreached == ahead.unreached == ()
    assert erasure.removed["copies"] == ahead.copies == len(copies_of(desk))
    assert {t: n for t, n in erasure.removed.items() if t != "copies"} == ahead.removed
    assert erasure.kind == "pupil"
    assert len(desk.keeping.gone()) == 2  # both ids
    for copy in copies_of(desk):
        desk = desk.restore(copy).desk
        assert "Aneesa Khan" not in {pupil.name for pupil in desk.pupils.ever()}
        assert desk.erased_again == 0
    assert holding(desk, *WORDS) == []
    assert holding(desk, "Zielny")
    desk.close()


def test_whoever_came_back_by_the_bin_goes_too(desk: Desk) -> None:
    school = a_school(desk)
    old = a_pupil(desk, school, upn=upn(1))
    desk.pupils.bin(old.id)
    new = a_pupil(desk, school, upn=upn(1))
    assert old.id != new.id
    person = desk.keeping.person(new.id)
    assert desk.keeping.outlook([person]).removed == {"pupils": 2}
    desk.keeping.erase([person])
    assert desk.pupils.ever() == []
    assert holding(desk, *WORDS) == []


@pytest.mark.parametrize("way", ["undo", "going back"])
def test_a_copy_nobody_could_reach_brings_them_back_under_no_id(
    desk: Desk, tmp_path: Path, way: str
) -> None:
    """The id that it knows them by was never seen: only marks are left of what they were."""
    school = a_school(desk)
    take(desk, school, FILE)
    hidden = tmp_path / "elsewhere"
    desk.backups.copy_to(desk.store.back_up(Reason.ASKED), hidden)
    if way == "undo":
        assert desk.undo()
    else:  # then not even the journal knows the first
        [before] = [b for b in desk.backups.all() if b.reason is Reason.IMPORT]
        desk = desk.restore(before.path).desk
    for copy in copies_of(desk):
        copy.unlink()
    take(desk, school, FILE)
    erase(desk)
    desk = reopened(desk.restore(hidden).desk)
    assert [pupil.name for pupil in desk.pupils.ever()] == ["Łukasz Zielny"]
    assert holding(desk, *WORDS) == []
    assert "asked for" in [erasure.reason for erasure in desk.keeping.erasures()]
    desk.close()


def test_a_stick_that_was_away_is_cleared_of_an_id_that_nobody_knew(
    desk: Desk, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk.settings.second_place = stick
    school = a_school(desk)
    take(desk, school, FILE)
    desk.store.back_up(Reason.ASKED)
    away = stick.rename(tmp_path / "away")
    assert desk.undo()
    desk.store.apart(lambda db: db.conn.execute("DELETE FROM journal_changes"))
    for backup in desk.backups.all():
        backup.path.unlink()
    take(desk, school, FILE)
    assert "not connected" in erase(desk).unreached[0]
    key = desk.store._key
    assert [c for c in away.rglob("*.sipdesk") if holds(c, key, *WORDS)]
    away.rename(stick)
    desk = reopened(desk)
    assert not [c for c in stick.rglob("*.sipdesk") if holds(c, key, *WORDS)]
    assert desk.store.apart(todo.waiting) == []
    desk.close()


def test_who_is_taken_in_anew_after_the_erasure_is_there_on_purpose(desk: Desk) -> None:
    school = a_school(desk)
    take(desk, school, FILE)
    erase(desk)
    take(desk, school, FILE)
    later = desk.store.back_up(Reason.ASKED).path
    desk = reopened(desk)
    desk = desk.restore(later).desk
    assert {pupil.name for pupil in desk.pupils.all()} == {"Aneesa Khan", "Łukasz Zielny"}
    assert desk.erased_again == 0
    desk.close()


def test_what_is_remembered_names_nobody(desk: Desk) -> None:
    taken_in_twice(desk, "undo")
    erase(desk)
    held = json.dumps(desk.store.query("SELECT value FROM store_state", []))
    assert not [word for word in (*WORDS, "1996") if word in held]


# --- namesakes


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"born": BORN}, {"born": date(1995, 1, 9)}),
        ({"upn": upn(1)}, {"upn": upn(2)}),
        ({"upn": upn(1), "born": BORN}, {"upn": upn(2), "born": BORN}),
        ({"upn": upn(1)}, {}),
    ],
)
def test_a_namesake_stays_in_the_desk_and_in_every_copy(
    desk: Desk, one: dict[str, object], other: dict[str, object]
) -> None:
    school = a_school(desk)
    namesake = a_pupil(desk, school, form="9Q", **other)
    with_namesake = desk.store.back_up(Reason.ASKED).path
    desk.pupils.bin(namesake.id)
    asked = a_pupil(desk, school, form="9R", **one)
    desk.keeping.erase([desk.keeping.person(asked.id)])
    assert [pupil.id for pupil in desk.pupils.ever()] == [namesake.id]
    desk = desk.restore(with_namesake).desk
    assert desk.pupils.all() == [namesake]
    assert desk.erased_again == 0
    desk.close()


def test_one_who_is_shown_beside_them_is_another_whatever_was_typed(desk: Desk) -> None:
    """Two of one name and nothing else: whoever asks for one sees the other stay."""
    school = a_school(desk)
    one, other = (a_pupil(desk, school, "Ada Byron") for _ in range(2))
    copy = desk.store.back_up(Reason.ASKED).path
    desk.keeping.erase([desk.keeping.person(one.id)])
    assert [pupil.id for pupil in desk.pupils.ever()] == [other.id]
    desk = desk.restore(copy).desk
    assert other.id in {pupil.id for pupil in desk.pupils.ever()}
    desk.close()


def test_at_another_school_a_name_says_nothing(desk: Desk) -> None:
    here, there = a_school(desk), a_school(desk, "Elsewhere")
    stays = a_pupil(desk, there, born=BORN)
    copy = desk.store.back_up(Reason.ASKED).path
    desk.pupils.bin(stays.id)
    desk.keeping.erase([desk.keeping.person(a_pupil(desk, here, born=BORN).id)])
    desk = desk.restore(copy).desk
    assert desk.pupils.all() == [stays]
    desk.close()


def test_a_contact_is_the_same_by_school_and_name(desk: Desk) -> None:
    school = a_school(desk)
    first = desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik")
    desk.store.back_up(Reason.ASKED)
    assert desk.undo()
    second = desk.schools.add_contact(school.id, "Chair", "MALIK, Sarah")
    assert first.id != second.id
    desk.keeping.erase([desk.keeping.person(second.id)])
    assert holding(desk, "Malik") == []


def test_what_was_said_of_the_first_is_reworded_in_its_copy(desk: Desk) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school, template="gaining_ground")
    take(desk, school, FILE)
    captured(desk, visit, text="Aneesa was proud of her book")
    copy = desk.store.back_up(Reason.ASKED).path
    assert desk.undo()
    assert desk.undo()
    take(desk, school, FILE)
    erase(desk)
    desk = desk.restore(copy).desk
    assert [e.text for e in desk.evidence.entries(visit.id)] == ["A pupil was proud of her book"]
    assert [pupil.name for pupil in desk.pupils.all()] == ["Łukasz Zielny"]
    desk.close()


# --- going back amid an erasure


def test_going_back_amid_an_erasure_does_not_forget_it(desk: Desk) -> None:
    person = desk.keeping.person(a_pupil(desk, a_school(desk)).id)
    before = desk.store.back_up(Reason.ASKED).path
    desk.keeping.eraser.begin([person])
    desk = desk.restore(before).desk
    assert desk.pupils.ever()
    desk = reopened(desk)
    assert desk.unerased is None
    assert not desk.pupils.ever()
    desk.close()


def test_an_erasure_that_was_given_up_is_not_taken_up_by_a_hidden_copy(
    desk: Desk, tmp_path: Path
) -> None:
    person = desk.keeping.person(a_pupil(desk, a_school(desk)).id)
    desk.keeping.eraser.begin([person])
    copy = desk.store.back_up(Reason.ASKED).path
    hidden = tmp_path / "hidden" / copy.name
    hidden.parent.mkdir()
    for ending in ("", ".keys"):
        shutil.copy(f"{copy}{ending}", f"{hidden}{ending}")
    desk.keeping.eraser.call_off()
    desk = reopened(desk.restore(hidden).desk)
    assert len(desk.pupils.ever()) == 1
    desk.close()


# --- the rule

UPNS = st.sampled_from(["", upn(1), upn(2), f" {upn(1).lower()}"])
DAYS = st.sampled_from(["", "1996-04-03", "1995-01-09"])
NAMES = st.sampled_from(["Łukasz Zielny", "ZIELNY, Lukasz", "Ada Byron"])


@st.composite
def a_look(draw: st.DrawFn) -> Look:
    return Look(Person(Who.PUPIL, "x", "s", draw(NAMES), draw(UPNS)), draw(DAYS))


def meant_by(one: Look, other: Look) -> bool:
    """The rule in the words in which it was asked for."""
    upns = [look.person.upn.strip().upper() for look in (one, other)]
    if upns[0] and upns[0] == upns[1]:
        return True
    ada = [look.person.name == "Ada Byron" for look in (one, other)]
    if ada[0] != ada[1] or one.born != other.born or all(upns):
        return False
    return bool(one.born) or not any(upns)


@given(a_look(), a_look())
def test_the_same_by_upn_or_by_name_and_birth(one: Look, other: Look) -> None:
    same = not claims(one).isdisjoint(answers(other))
    assert same == meant_by(one, other)
    assert Marks.of(claims(one)).fit(other) == same


def test_a_former_name_counts_with_the_date_of_birth_alone() -> None:
    now = Look(Person(Who.PUPIL, "x", "s", "Ada Byron"), "1996-04-03")
    then = Look(Person(Who.PUPIL, "y", "s", "Ada King"), "1996-04-03")
    assert claims(now, ["Ada King"]) & answers(then)
    bare, once = (Look(look.person) for look in (now, then))
    assert not claims(bare, ["Ada King"]) & answers(once)
