"""The journal: a step is what a person would call one, and it can be taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.events import Changed
from sipdesk.models.priorities import Status
from sipdesk.models.schools import School
from sipdesk.models.store.connection import SqlError
from sipdesk.models.store.journal import Change, State, joined
from tests.builders import (
    a_desk,
    a_priority,
    a_school,
    a_visit,
    captured,
    go_to,
    reopened,
    session,
    wait,
)


def steps(desk: Desk) -> int:
    """How many times undo has something to take back."""
    n = 0
    while desk.undo() is not None:
        n += 1
    for _ in range(n):
        desk.redo()
    return n


def typed(desk: Desk, school: School, text: str) -> None:
    desk.schools.edit(school.id, picture=text)


def test_undo_and_redo_say_what_they_did(desk: Desk) -> None:
    school = a_school(desk)
    assert desk.journal.can_undo() == "Add school"
    assert desk.undo() == "Add school"
    assert desk.journal.can_undo() is None
    assert desk.journal.can_redo() == "Add school"
    assert desk.redo() == "Add school"
    assert desk.schools.get(school.id) == school
    assert desk.redo() is None


def test_nothing_to_undo_is_no_fault(desk: Desk) -> None:
    assert desk.undo() is None
    assert desk.redo() is None


def test_a_paragraphs_typing_is_one_step(desk: Desk) -> None:
    school = a_school(desk)
    for n in range(1, 40):
        wait(desk, seconds=1)
        typed(desk, school, "Most pupils make good progress in English."[:n])
    assert steps(desk) == 2
    desk.undo()
    assert desk.schools.get(school.id) == school


def test_a_new_paragraph_begins_a_new_step(desk: Desk) -> None:
    school = a_school(desk)
    for text in ("One", "One\n", "One\nTwo", "One\nTwo and more"):
        wait(desk, seconds=1)
        typed(desk, school, text)
    assert steps(desk) == 3
    desk.undo()
    assert desk.schools.get(school.id).picture == "One"


def test_a_pause_begins_a_new_step(desk: Desk) -> None:
    school = a_school(desk)
    typed(desk, school, "Before")
    wait(desk, seconds=30)
    typed(desk, school, "Before the")
    wait(desk, seconds=31)
    typed(desk, school, "Before the bell")
    assert steps(desk) == 3


def test_another_field_begins_a_new_step(desk: Desk) -> None:
    school = a_school(desk)
    desk.schools.edit(school.id, urn="1")
    desk.schools.edit(school.id, phase="P")
    desk.schools.edit(school.id, urn="12")
    assert steps(desk) == 4


def test_another_change_in_between_begins_a_new_step(desk: Desk) -> None:
    school = a_school(desk)
    typed(desk, school, "a")
    a_priority(desk, school)
    typed(desk, school, "ab")
    assert steps(desk) == 4


def test_typing_joins_no_step_that_was_undone(desk: Desk) -> None:
    school = a_school(desk)
    typed(desk, school, "One")
    desk.undo()
    typed(desk, school, "Two")
    assert desk.journal.can_redo() is None
    assert steps(desk) == 2
    desk.undo()
    assert desk.schools.get(school.id).picture == ""


def test_typing_after_redo_may_join_it(desk: Desk) -> None:
    school = a_school(desk)
    typed(desk, school, "One")
    desk.undo()
    desk.redo()
    typed(desk, school, "One and more")
    assert steps(desk) == 2


def test_a_clock_set_back_begins_a_new_step(desk: Desk) -> None:
    school = a_school(desk)
    typed(desk, school, "One")
    wait(desk, hours=-1)
    typed(desk, school, "One more")
    assert steps(desk) == 3


def test_the_hour_that_comes_twice_is_not_a_pause(desk: Desk) -> None:
    """At 02:00 summer time the clocks go back; ten seconds are still ten seconds."""
    go_to(desk, "2009-10-25 01:59:55")
    school = a_school(desk)
    typed(desk, school, "One")
    wait(desk, seconds=10)
    assert desk.clock.now().hour == 1
    typed(desk, school, "One more")
    assert steps(desk) == 2
    past = desk.journal.history("schools", school.id)
    assert (past[-1].at - past[0].at).total_seconds() == 10


def test_a_form_filled_in_over_several_lines_is_typed_paragraph_by_paragraph(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), session("09:00", "10:00", "Maths"))
    sheet = desk.visits.add_sheet(desk.visits.sessions(visit.id)[0].id)
    before = steps(desk)
    for text in ("Good", "Good\nand", "Good\nand sure", "Good\nand sure of it"):
        wait(desk, seconds=1)
        desk.visits.answer(sheet.id, planning=text)
    assert steps(desk) == before + 2


def test_an_entry_is_typed_paragraph_by_paragraph(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), session("08:00", "10:00"))
    entry = captured(desk, visit)
    before = steps(desk)
    for text in ("Good", "Good\nand", "Good\nand sure"):
        desk.capture.edit(entry.id, text=text)
    assert steps(desk) == before + 2


def test_a_change_that_changes_nothing_is_no_step(desk: Desk) -> None:
    school = a_school(desk)
    before = desk.journal.stamp()
    desk.schools.edit(school.id, name=school.name)
    assert desk.journal.stamp() == before
    assert steps(desk) == 1


def test_a_step_around_many_changes_is_undone_at_once(desk: Desk) -> None:
    with desk.step("Set up"):
        school = a_school(desk)
        a_visit(desk, school, template="gaining_ground")
        desk.settings.author = "M. Thirlby"
    assert steps(desk) == 1
    assert desk.undo() == "Set up"
    assert desk.schools.all() == []
    assert desk.settings.author == ""


def test_an_exception_inside_a_step_leaves_nothing(desk: Desk) -> None:
    school = a_school(desk)
    before, stamp = desk.store.fingerprint(), desk.journal.stamp()

    def half_a_plan() -> None:
        with desk.step("Plan"):
            a_visit(desk, school, template="gaining_ground")
            typed(desk, school, "half")
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError):
        half_a_plan()
    assert desk.store.fingerprint() == before
    assert desk.journal.stamp() == stamp
    a_visit(desk, school)
    assert desk.undo() == "Plan visit"
    assert desk.store.fingerprint() == before


def test_what_belongs_to_nothing_is_refused_whole(desk: Desk) -> None:
    before = desk.store.fingerprint()
    with pytest.raises(SqlError):
        desk.visits.add("no-such-school", date(2009, 11, 12))
    assert desk.store.fingerprint() == before


def test_a_step_is_told_once_and_after_it_is_on_the_disk(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    told: list[tuple[Changed, bool]] = []
    stop = desk.events.subscribe(
        lambda event: told.append((event, desk.store._db.conn.in_transaction))
    )
    with desk.step("Set up"):
        school = a_school(desk)
        visit = a_visit(desk, school)
        assert told == []
    tables, ids = frozenset({"schools", "visits"}), frozenset({school.id, visit.id})
    assert told == [(Changed("Set up", tables, ids), False)]
    desk.undo()
    assert told[1:] == told[:1]
    desk.redo()
    assert told[2:] == told[:1]
    stop()
    desk.undo()
    assert len(told) == 3
    desk.close()


def test_nothing_is_told_of_a_step_that_failed_or_changed_nothing(desk: Desk) -> None:
    school = a_school(desk)
    told: list[Changed] = []
    desk.events.subscribe(told.append)
    with pytest.raises(SqlError):
        desk.visits.add("no-such-school", date(2009, 11, 12))
    desk.schools.edit(school.id, name=school.name)
    with desk.step("Look about"):
        desk.schools.all()
    assert told == []


def test_the_history_of_a_record_tells_what_happened_when(desk: Desk) -> None:
    school = a_school(desk)
    wait(desk, minutes=5)
    desk.schools.edit(school.id, urn="999001")
    wait(desk, minutes=5)
    desk.schools.edit(school.id, urn="999002")
    desk.undo()
    past = desk.journal.history("schools", school.id)
    assert [(p.label, p.state) for p in past] == [
        ("Add school", State.DONE),
        ("Edit school", State.DONE),
        ("Edit school", State.UNDONE),
    ]
    assert past[1].change.before == {"urn": ""}
    assert past[1].change.after == {"urn": "999001"}
    assert (past[1].at - past[0].at).total_seconds() == 300
    desk.schools.edit(school.id, urn="3")
    assert [p.state for p in desk.journal.history("schools", school.id)][2] is State.LEFT


def test_the_latest_steps_are_listed_newest_first(desk: Desk) -> None:
    school = a_school(desk)
    desk.schools.edit(school.id, urn="1")
    desk.undo()
    a_priority(desk, school)
    a_visit(desk, school)
    desk.undo()
    assert [(s.label, s.state_words) for s in desk.journal.steps(4)] == [
        ("Plan visit", "taken back"),
        ("Add priority", ""),
        ("Edit school", "taken back for good"),
        ("Add school", ""),
    ]
    assert [s.at for s in desk.journal.steps(1)] == ["2009-11-12T08:30:00+00:00"]


def test_the_stamp_changes_with_every_step_undo_and_redo(desk: Desk) -> None:
    school = a_school(desk)
    stamps = [desk.journal.stamp()]
    typed(desk, school, "One")
    stamps.append(desk.journal.stamp())
    wait(desk, seconds=5)
    typed(desk, school, "One more")
    stamps.append(desk.journal.stamp())
    assert len(set(stamps)) == 3
    desk.undo()
    assert desk.journal.stamp() == stamps[0]
    desk.redo()
    assert desk.journal.stamp() == stamps[2]


def test_undo_reaches_back_beyond_a_restart(desk: Desk) -> None:
    empty = desk.store.fingerprint()
    school = a_school(desk)
    visit = a_visit(desk, school, template="autumn_review")
    action = desk.priorities.add_action(school.id, "Act")
    desk.priorities.edit_action(action.id, status=Status.DONE)
    desk.visits.bin(visit.id)
    full = desk.store.fingerprint()
    again = reopened(desk)
    n = 0
    while again.undo():
        n += 1
    assert again.store.fingerprint() == empty
    for _ in range(n):
        again.redo()
    assert again.store.fingerprint() == full
    again.close()


def test_what_was_made_in_order_stays_in_order_after_redo(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), session("08:00", "10:00"))
    with desk.step("Three at once"):
        for text in ("one", "two", "three"):
            captured(desk, visit, text=text)
    captured(desk, visit, text="four")
    for _ in range(2):
        desk.undo()
    for _ in range(2):
        desk.redo()
    assert [e.text for e in desk.evidence.entries(visit.id)] == ["one", "two", "three", "four"]


def test_two_changes_of_one_record_become_one() -> None:
    made = Change("schools", "a", None, {"id": "a", "urn": ""})
    edited = Change("schools", "a", {"urn": ""}, {"urn": "1"})
    renamed = Change("schools", "a", {"name": "x"}, {"name": "y"})
    assert joined(made, edited) == Change("schools", "a", None, {"id": "a", "urn": "1"})
    assert joined(edited, renamed) == Change(
        "schools", "a", {"name": "x", "urn": ""}, {"urn": "1", "name": "y"}
    )


def test_a_very_long_paste_is_kept_undone_and_found(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), session("08:00", "10:00"))
    entry = captured(desk, visit, text="short")
    long = "Fractions are taught by rote. “Why?” <b>&amp;</b> ł ș ŵ =1+1\r\n" * 1700
    assert len(long) > 100_000
    desk.capture.edit(entry.id, text=long)
    assert desk.evidence.entry(entry.id).text == long
    assert desk.search.find("rote")
    desk.undo()
    assert desk.evidence.entry(entry.id).text == "short"
    assert not desk.search.find("rote")
    desk.redo()
    assert desk.evidence.entry(entry.id).text == long


@pytest.mark.parametrize("text", ["a\0b", "\ud83d\ude00", "x\ud800y", "\u202e", "\r", "\ufeff"])
def test_strange_characters_are_kept_or_replaced_but_never_fail(desk: Desk, text: str) -> None:
    school = a_school(desk)
    typed(desk, school, text)
    kept = desk.schools.get(school.id).picture
    assert kept == {"\ud83d\ude00": "😀", "x\ud800y": "x\ufffdy"}.get(text, text)
    full = desk.store.fingerprint()
    desk.undo()
    desk.redo()
    assert desk.store.fingerprint() == full
