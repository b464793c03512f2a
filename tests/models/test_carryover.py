"""Every visit starts from what was agreed last time."""

from __future__ import annotations

from datetime import date

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.priorities import Priority, Status
from sipdesk.models.schools import School
from sipdesk.models.visits import EntryKind, Judgement, Visit
from tests.builders import (
    a_priority,
    a_school,
    a_visit,
    an_action,
    captured,
    go_to,
    session,
    wait,
)

MORNING = session("08:00", "12:00", "Morning")


@pytest.fixture
def school(desk: Desk) -> School:
    return a_school(desk)


def visit_on(desk: Desk, school: School, on: str) -> Visit:
    go_to(desk, f"{on} 09:00")
    return a_visit(desk, school, MORNING)


def agreed(desk: Desk, visit: Visit, text: str) -> str:
    """An action agreed at a visit, by its id."""
    entry = captured(desk, visit, EntryKind.ACTION, text)
    action = desk.capture.action_of(entry.id)
    assert action is not None
    return action.id


def brought(desk: Desk, visit: Visit) -> list[str]:
    return [c.title for c in desk.carryover.of_visit(visit.id)]


def test_open_actions_come_first_then_current_priorities(desk: Desk, school: School) -> None:
    a_priority(desk, school, "Mathematics")
    autumn = visit_on(desk, school, "2009-11-12")
    agreed(desk, autumn, "Teach fractions again")
    spring = visit_on(desk, school, "2010-03-04")
    assert brought(desk, spring) == ["Teach fractions again", "Mathematics"]


def test_what_was_agreed_at_this_visit_is_not_brought_to_it(desk: Desk, school: School) -> None:
    autumn = visit_on(desk, school, "2009-11-12")
    agreed(desk, autumn, "Teach fractions again")
    assert brought(desk, autumn) == []


def test_what_was_agreed_at_a_later_visit_is_not_brought_to_an_earlier(
    desk: Desk, school: School
) -> None:
    autumn = visit_on(desk, school, "2009-11-12")
    spring = visit_on(desk, school, "2010-03-04")
    agreed(desk, spring, "Later")
    a_priority(desk, school, "Later too", starts=date(2010, 3, 4), origin=spring.id)
    assert brought(desk, autumn) == []


def test_what_was_agreed_this_morning_waits_for_the_next_visit(desk: Desk, school: School) -> None:
    review = visit_on(desk, school, "2009-11-12")
    agreed(desk, review, "From the morning")
    wait(desk, hours=4)
    same_day = a_visit(desk, school, MORNING)
    assert brought(desk, same_day) == []
    assert brought(desk, visit_on(desk, school, "2009-12-01")) == ["From the morning"]


def test_a_visit_that_was_moved_takes_its_actions_along(desk: Desk, school: School) -> None:
    autumn = visit_on(desk, school, "2009-11-12")
    agreed(desk, autumn, "Teach fractions again")
    desk.visits.edit(autumn.id, on=date(2009, 12, 1))
    assert brought(desk, a_visit(desk, school, on="2009-11-20")) == []
    assert brought(desk, a_visit(desk, school, on="2009-12-02")) == ["Teach fractions again"]


def test_a_line_of_the_plan_from_no_visit_is_brought(desk: Desk, school: School) -> None:
    an_action(desk, school, "From the office")
    assert brought(desk, visit_on(desk, school, "2009-11-12")) == ["From the office"]


def test_closed_actions_and_priorities_stay_away(desk: Desk, school: School) -> None:
    an_action(desk, school, "Done", status=Status.DONE)
    an_action(desk, school, "Dropped", status=Status.DROPPED)
    a_priority(desk, school, "Closed", closed=True)
    a_priority(desk, school, "Not begun", starts=date(2010, 1, 1))
    a_priority(desk, school, "Without a beginning", starts=None)
    assert brought(desk, visit_on(desk, school, "2009-11-12")) == ["Without a beginning"]


def test_another_schools_are_not_brought(desk: Desk, school: School) -> None:
    an_action(desk, a_school(desk, "Other"), "Not ours")
    assert brought(desk, visit_on(desk, school, "2009-11-12")) == []


def test_what_is_judged_stays_and_goes_next_time(desk: Desk, school: School) -> None:
    action = an_action(desk, school, "Share the data")
    autumn = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(autumn.id, action.id, Judgement.DONE, "Every teacher has it.")
    assert brought(desk, autumn) == ["Share the data"]
    assert desk.priorities.action(action.id).status is Status.DONE
    assert desk.priorities.action(action.id).completed == date(2009, 11, 12)
    assert brought(desk, visit_on(desk, school, "2010-03-04")) == []


def test_last_times_words_come_along(desk: Desk, school: School) -> None:
    action = an_action(desk, school)
    for on, judgement, words in (
        ("2009-09-10", Judgement.NOT_STARTED, "Not yet."),
        ("2009-11-12", Judgement.SLIPPED, "Half of them have it."),
    ):
        visit = visit_on(desk, school, on)
        desk.carryover.judge(visit.id, action.id, judgement, words)
    [carried] = desk.carryover.of_visit(visit_on(desk, school, "2010-03-04").id)
    assert carried.last_words == "Half of them have it."
    assert carried.last_judgement is Judgement.SLIPPED
    assert carried.last_on == date(2009, 11, 12)
    assert carried.followup is None


def test_the_words_of_a_binned_visit_are_not_last_times(desk: Desk, school: School) -> None:
    action = an_action(desk, school, agreed_on=date(2009, 9, 1))
    visit = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(visit.id, action.id, Judgement.SLIPPED, "By mistake.")
    desk.visits.bin(visit.id)
    [carried] = desk.carryover.of_visit(visit_on(desk, school, "2010-03-04").id)
    assert carried.last_words == ""
    assert carried.last_on == date(2009, 9, 1)


def test_a_judgement_taken_away_is_not_last_times(desk: Desk, school: School) -> None:
    action = an_action(desk, school)
    first = visit_on(desk, school, "2009-09-10")
    desk.carryover.judge(first.id, action.id, Judgement.SLIPPED, "Said.")
    second = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(second.id, action.id, Judgement.DONE)
    desk.carryover.judge(second.id, action.id, Judgement.UNJUDGED)
    [carried] = desk.carryover.of_visit(visit_on(desk, school, "2010-03-04").id)
    assert carried.last_words == "Said."


def test_the_plan_follows_the_latest_judgement_only(desk: Desk, school: School) -> None:
    action = an_action(desk, school)
    autumn = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(autumn.id, action.id, Judgement.SLIPPED)
    spring = visit_on(desk, school, "2010-03-04")
    desk.carryover.judge(spring.id, action.id, Judgement.DONE)
    desk.carryover.judge(autumn.id, action.id, Judgement.NOT_STARTED, "Put right afterwards.")
    assert desk.priorities.action(action.id).status is Status.DONE


def test_a_judgement_taken_away_leaves_the_action_open(desk: Desk, school: School) -> None:
    """A slip of the finger must not close a promise for good."""
    action = an_action(desk, school)
    first = visit_on(desk, school, "2009-09-10")
    desk.carryover.judge(first.id, action.id, Judgement.DONE)
    desk.carryover.judge(first.id, action.id, Judgement.UNJUDGED)
    assert desk.priorities.action(action.id).status is Status.NOT_STARTED
    desk.carryover.judge(first.id, action.id, Judgement.SLIPPED)
    second = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(second.id, action.id, Judgement.DONE)
    desk.carryover.judge(second.id, action.id, Judgement.UNJUDGED)
    assert desk.priorities.action(action.id).status is Status.SLIPPED
    assert desk.priorities.action(action.id).completed is None


def test_a_sentence_alone_leaves_the_plan_alone(desk: Desk, school: School) -> None:
    action = an_action(desk, school, status=Status.ON_THE_WAY)
    visit = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(visit.id, action.id, Judgement.UNJUDGED, "Too early to say.")
    desk.carryover.judge(visit.id, action.id, sentence="Too early to say yet.")
    assert desk.priorities.action(action.id).status is Status.ON_THE_WAY


def test_what_is_judged_stays_even_when_the_dates_were_wrong(desk: Desk, school: School) -> None:
    autumn = visit_on(desk, school, "2009-11-12")
    agreed(desk, autumn, "Teach fractions again")
    spring = visit_on(desk, school, "2010-03-04")
    [carried] = desk.carryover.of_visit(spring.id)
    desk.carryover.judge(spring.id, carried.about.id, Judgement.DONE)
    desk.visits.edit(autumn.id, on=date(2010, 3, 5))
    assert brought(desk, spring) == ["Teach fractions again"]


def test_a_priority_is_judged_without_touching_a_plan(desk: Desk, school: School) -> None:
    priority = a_priority(desk, school)
    visit = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(visit.id, priority.id, Judgement.ON_THE_WAY)
    [carried] = desk.carryover.of_visit(visit.id)
    assert isinstance(carried.about, Priority)
    assert carried.followup is not None
    assert carried.followup.judgement is Judgement.ON_THE_WAY


def test_judging_is_one_step_with_the_plan_behind_it(desk: Desk, school: School) -> None:
    action = an_action(desk, school)
    visit = visit_on(desk, school, "2009-11-12")
    before = desk.store.fingerprint()
    desk.carryover.judge(visit.id, action.id, Judgement.DONE)
    wait(desk, seconds=2)
    desk.carryover.judge(visit.id, action.id, sentence="Every")
    desk.carryover.judge(visit.id, action.id, sentence="Every teacher")
    assert desk.undo() == "Judge carry-over"
    assert desk.store.fingerprint() == before


def test_a_part_that_is_not_given_stays(desk: Desk, school: School) -> None:
    action = an_action(desk, school)
    visit = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(visit.id, action.id, sentence="First words")
    said = desk.carryover.judge(visit.id, action.id, Judgement.DONE)
    assert (said.judgement, said.sentence) == (Judgement.DONE, "First words")
    assert len(desk.evidence.followups(visit.id)) == 1


@pytest.mark.parametrize("stood", list(Status))
def test_a_judgement_set_and_taken_away_leaves_the_plan_as_it_was(
    desk: Desk, school: School, stood: Status
) -> None:
    """What the plan said before the first judgement, whatever was pressed in between."""
    visit_on(desk, school, "2009-11-12")
    action = an_action(desk, school, due=date(2010, 1, 1))
    earlier = date(2009, 12, 1)
    done_on = {"completed": earlier} if stood is Status.DONE else {}
    before = desk.priorities.edit_action(action.id, status=stood, **done_on)
    spring = visit_on(desk, school, "2010-03-04")
    for one in (Judgement.SLIPPED, Judgement.DONE, Judgement.UNJUDGED):
        desk.carryover.judge(spring.id, action.id, one)
    assert desk.priorities.action(action.id) == before
    wait(desk, minutes=5)
    desk.carryover.judge(spring.id, action.id, Judgement.DONE)
    wait(desk, minutes=5)
    desk.carryover.judge(spring.id, action.id, Judgement.UNJUDGED)
    assert desk.priorities.action(action.id) == before


def test_it_goes_back_to_what_was_said_in_the_plan_between_two_visits(
    desk: Desk, school: School
) -> None:
    action = an_action(desk, school)
    autumn = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(autumn.id, action.id, Judgement.ON_THE_WAY)
    desk.priorities.edit_action(action.id, status=Status.SLIPPED)
    spring = visit_on(desk, school, "2010-03-04")
    for one in (Judgement.SLIPPED, Judgement.UNJUDGED):
        desk.carryover.judge(spring.id, action.id, one)
        wait(desk, minutes=5)
    assert desk.priorities.action(action.id).status is Status.SLIPPED


def test_what_the_plan_says_since_is_not_undone_with_the_judgement(
    desk: Desk, school: School
) -> None:
    action = an_action(desk, school)
    autumn = visit_on(desk, school, "2009-11-12")
    desk.carryover.judge(autumn.id, action.id, Judgement.ON_THE_WAY)
    desk.priorities.edit_action(action.id, status=Status.DROPPED)
    desk.carryover.judge(autumn.id, action.id, Judgement.UNJUDGED)
    assert desk.priorities.action(action.id).status is Status.DROPPED


def test_what_is_judged_done_was_done_on_the_day_of_the_visit(desk: Desk, school: School) -> None:
    """The judgement may be written up at home, days later."""
    action = an_action(desk, school)
    autumn = visit_on(desk, school, "2009-11-12")
    go_to(desk, "2009-11-15 20:00")
    desk.carryover.judge(autumn.id, action.id, Judgement.DONE)
    assert desk.priorities.action(action.id).completed == autumn.on
