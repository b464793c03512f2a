"""One line, one letter, the rest filled in."""

from __future__ import annotations

from datetime import date, time
from typing import Any

import pytest

from sipdesk.models.capture import LETTERS
from sipdesk.models.desk import Desk
from sipdesk.models.priorities import Action
from sipdesk.models.visits import Entry, EntryKind, SessionKind, Visit
from tests.builders import a_priority, a_school, a_visit, captured, go_to, here_in, session


@pytest.fixture
def visit(desk: Desk) -> Visit:
    return a_visit(desk, a_school(desk), template="gaining_ground")


def agreed(desk: Desk, visit: Visit, **fields: Any) -> tuple[Entry, Action]:
    entry = captured(desk, visit, EntryKind.ACTION, "Teach fractions again", **fields)
    action = desk.capture.action_of(entry.id)
    assert action is not None
    return entry, action


def plan(desk: Desk, visit: Visit) -> list[str]:
    return [a.action for a in desk.priorities.actions(visit.school_id)]


def test_every_kind_has_a_letter_of_its_own() -> None:
    assert sorted(LETTERS.values()) == sorted(EntryKind)
    assert all(len(letter) == 1 and letter.isupper() for letter in LETTERS)


def test_session_time_and_person_are_filled_in(desk: Desk, visit: Visit) -> None:
    go_to(desk, "2009-11-12 14:32:59")
    entry = captured(desk, visit, EntryKind.CONCERN, "Marking without next steps")
    assert desk.visits.session(entry.session_id).kind is SessionKind.SYNTHESIS
    assert entry.at == time(14, 32)
    assert entry.person == "Headteacher"


def test_where_several_people_are_met_nobody_is_guessed(desk: Desk, visit: Visit) -> None:
    assert here_in(desk, visit, SessionKind.DEPARTMENTS).person == ""


def test_a_named_session_goes_before_the_clock(desk: Desk, visit: Visit) -> None:
    here = here_in(desk, visit, SessionKind.LUNCH)
    assert here.session.kind is SessionKind.LUNCH
    assert here.at == time(8, 30)


def test_writing_up_another_day_takes_the_sessions_time(desk: Desk, visit: Visit) -> None:
    go_to(desk, "2009-11-13 21:00")
    here = here_in(desk, visit, SessionKind.LUNCH)
    assert here.at == time(12, 15)
    first = desk.capture.here(visit.id)
    assert first is not None
    assert first.session.title == "Arrive"


def test_a_day_without_sessions_has_nowhere_to_capture(desk: Desk) -> None:
    assert desk.capture.here(a_visit(desk, a_school(desk)).id) is None


def test_the_visit_in_hand_is_the_one_of_today(desk: Desk) -> None:
    school = a_school(desk)
    a_visit(desk, school, on="2009-11-11")
    first = a_visit(desk, school, session("08:00", "09:00"))
    a_visit(desk, school, session("10:00", "11:00"))
    assert desk.capture.todays(date(2009, 11, 12)) == first
    desk.schools.bin(school.id)
    assert desk.capture.todays(date(2009, 11, 12)) is None


def test_entries_are_listed_by_time_then_as_written(desk: Desk, visit: Visit) -> None:
    for clock, text in (("10:40", "b"), ("09:10", "a"), ("10:40", "c")):
        go_to(desk, f"2009-11-12 {clock}")
        captured(desk, visit, text=text)
    assert [e.text for e in desk.evidence.entries(visit.id)] == ["a", "b", "c"]


def test_an_agreed_action_is_in_the_plan_at_once(desk: Desk, visit: Visit) -> None:
    priority = a_priority(desk, desk.schools.get(visit.school_id))
    entry, action = agreed(
        desk, visit, lead="Head of mathematics", due=date(2010, 1, 31), priority_id=priority.id
    )
    assert (action.action, action.lead, action.due) == (
        "Teach fractions again",
        "Head of mathematics",
        date(2010, 1, 31),
    )
    assert (action.agreed_at, action.agreed_on) == (visit.id, visit.on)
    assert (action.origin, action.priority_id) == (entry.id, priority.id)
    assert desk.priorities.agreed_at(visit.id) == [action]
    desk.undo()
    assert plan(desk, visit) == []
    assert desk.evidence.entries(visit.id) == []


def test_other_kinds_stay_out_of_the_plan(desk: Desk, visit: Visit) -> None:
    for kind in EntryKind:
        if kind is not EntryKind.ACTION:
            captured(desk, visit, kind, "words", lead="nobody")
    assert plan(desk, visit) == []


def test_the_action_follows_its_entry(desk: Desk, visit: Visit) -> None:
    entry, action = agreed(desk, visit)
    desk.capture.edit(entry.id, text="Teach fractions with counters", lead="Mr A.")
    now = desk.priorities.action(action.id)
    assert (now.action, now.lead) == ("Teach fractions with counters", "Mr A.")


def test_moving_an_entry_leaves_the_wording_of_the_plan_alone(desk: Desk, visit: Visit) -> None:
    entry, action = agreed(desk, visit)
    desk.priorities.edit_action(action.id, action="Re-teach fractions in Year 9")
    lunch = here_in(desk, visit, SessionKind.LUNCH).session
    desk.capture.edit(entry.id, session_id=lunch.id)
    assert plan(desk, visit) == ["Re-teach fractions in Year 9"]
    assert desk.journal.can_undo() == "Move entry"


def test_an_entry_that_is_an_action_no_more_takes_its_action_away(desk: Desk, visit: Visit) -> None:
    entry, action = agreed(desk, visit, lead="Head of mathematics")
    desk.capture.edit(entry.id, kind=EntryKind.CONCERN)
    assert plan(desk, visit) == []
    desk.capture.edit(entry.id, kind=EntryKind.ACTION)
    assert desk.capture.action_of(entry.id) == action


def test_an_entry_that_becomes_an_action_joins_the_plan(desk: Desk, visit: Visit) -> None:
    entry = captured(desk, visit, EntryKind.CONCERN, "Fractions")
    desk.capture.edit(entry.id, kind=EntryKind.ACTION, lead="Head of mathematics")
    action = desk.capture.action_of(entry.id)
    assert action is not None
    assert (action.action, action.lead) == ("Fractions", "Head of mathematics")


def test_an_action_binned_from_the_plan_does_not_come_back_by_itself(
    desk: Desk, visit: Visit
) -> None:
    entry, action = agreed(desk, visit)
    desk.priorities.bin_action(action.id)
    desk.capture.edit(entry.id, text="Teach fractions again, please")
    assert plan(desk, visit) == []


def test_entry_and_action_go_into_the_bin_and_come_back_together(desk: Desk, visit: Visit) -> None:
    entry, action = agreed(desk, visit)
    desk.capture.bin(entry.id)
    assert plan(desk, visit) == []
    [binned] = [b for b in desk.bin_contents() if b.kind is Entry]
    desk.take_back(binned)
    assert desk.capture.action_of(entry.id) == action
    assert desk.evidence.entries(visit.id) == [entry]
    desk.undo()
    assert plan(desk, visit) == []
    assert desk.evidence.entries(visit.id) == []


def test_of_two_visits_on_a_day_the_one_not_over_is_in_hand(desk: Desk) -> None:
    school, day = a_school(desk), date(2009, 11, 12)
    morning = desk.visits.add(school.id, day, [session("09:00", "12:00")])
    afternoon = desk.visits.add(school.id, day, [session("13:00", "15:00")])
    for at, visit in (("09:30", morning), ("13:30", afternoon), ("17:00", afternoon)):
        go_to(desk, f"2009-11-12 {at}")
        assert desk.capture.todays(day) == visit
