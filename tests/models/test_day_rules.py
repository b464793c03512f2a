"""A day that does not run to plan: what stays, what moves, what gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sipdesk.models.clock import from_minutes, to_minutes
from sipdesk.models.errors import BadValue
from sipdesk.models.visits import Session, SessionStatus
from sipdesk.models.visits.rules import (
    LAST,
    SHORTEST,
    Choice,
    Reflow,
    check_times,
    current,
    following,
    lengthened,
    moved_by,
    next_slot,
    overlaps,
    run_late,
    running,
    settle,
    swapped,
)
from tests.builders import a_day, session


def at(clock: str) -> time:
    return time.fromisoformat(clock)


def drawn(sessions: Sequence[Session]) -> str:
    """The day as a partner would jot it down: ``09:00-10:00 Head | ⚓12:15-13:15 Lunch``."""
    return " | ".join(
        f"{'⚓' if s.anchored else ''}{s.start:%H:%M}-{s.end:%H:%M} {s.title}"
        for s in running(sessions)
    )


def after(sessions: Sequence[Session], changed: Sequence[Session]) -> list[Session]:
    return list(({s.id: s for s in sessions} | {s.id: s for s in changed}).values())


def late(sessions: Sequence[Session], minutes: int, now: str, **choices: Choice) -> str:
    reflow = run_late(sessions, minutes, at(now))
    return drawn(after(sessions, settle(sessions, reflow, choices)))


GAINING_GROUND = a_day()
SHORT_DAY = [
    session("09:00", "10:00", "Head"),
    session("10:00", "11:30", "Heads of department"),
    session("12:15", "13:15", "Lunch", anchored=True),
    session("13:15", "14:15", "Lessons"),
    session("14:30", "15:30", "Findings"),
    session("16:00", "17:00", "Governors", anchored=True),
]


# --- running late


def test_lunch_stays_when_the_morning_runs_late() -> None:
    assert late(SHORT_DAY, 15, "09:40") == (
        "09:00-10:00 Head | 10:15-11:45 Heads of department | ⚓12:15-13:15 Lunch | "
        "13:30-14:30 Lessons | 14:45-15:45 Findings | ⚓16:00-17:00 Governors"
    )


def test_what_has_started_stays() -> None:
    assert "10:00-11:30 Heads of department" in late(SHORT_DAY, 15, "10:00")
    assert "10:15-11:45 Heads of department" in late(SHORT_DAY, 15, "09:59")


def test_the_gaining_ground_day_fifteen_minutes_late_at_10_40() -> None:
    reflow = run_late(GAINING_GROUND, 15, at("10:40"))
    assert [s.title for s in reflow.moved] == ["Classroom visits"]
    [misfit] = reflow.misfits
    assert misfit.session.title == "Findings and next steps"
    assert (misfit.wanted, misfit.room) == ((870, 945), (870, 930))
    assert misfit.suggestion is Choice.SHORTEN


def test_a_session_that_runs_into_lunch_is_listed_and_not_dropped() -> None:
    reflow = run_late(SHORT_DAY, 60, at("09:30"))
    assert [m.session.title for m in reflow.misfits] == ["Heads of department", "Findings"]
    assert all(m.session in SHORT_DAY for m in reflow.misfits)


def test_each_choice_does_what_it_says() -> None:
    both = {"Heads of department": Choice.SHORTEN, "Findings": Choice.CUT}
    assert late(SHORT_DAY, 60, "09:30", **both) == (
        "09:00-10:00 Head | 11:00-12:15 Heads of department | ⚓12:15-13:15 Lunch | "
        "14:15-15:15 Lessons | ⚓16:00-17:00 Governors"
    )
    both["Findings"] = Choice.MOVE
    assert late(SHORT_DAY, 60, "09:30", **both).endswith("Governors | 17:00-18:00 Findings")


def test_what_is_moved_may_take_the_place_that_another_leaves() -> None:
    """Both will move away, so the old place of the second is free for the first."""
    day = [
        session("09:00", "10:00", "One"),
        session("10:00", "11:00", "Two"),
        session("11:00", "11:30", "Head", anchored=True),
        session("11:30", "12:30", "Three"),
        session("12:30", "13:00", "Lunch", anchored=True),
    ]
    reflow = run_late(day, 45, at("08:00"))
    assert [m.session.title for m in reflow.misfits] == ["Two", "Three"]
    settled = settle(day, reflow, {"Two": Choice.MOVE, "Three": Choice.CUT})
    assert reflow.misfits[0].later == (690, 750)
    assert "11:30-12:30 Two" in drawn(after(day, settled))


def test_two_misfits_never_share_a_place() -> None:
    day = [
        session("10:00", "10:30", "One"),
        session("10:30", "11:00", "Two"),
        session("11:00", "13:00", "Inspector", anchored=True),
    ]
    moved = late(day, 60, "09:00", One=Choice.MOVE, Two=Choice.MOVE)
    assert moved == "⚓11:00-13:00 Inspector | 13:00-13:30 One | 13:30-14:00 Two"


def test_a_choice_without_room_is_refused_in_words() -> None:
    day = [session("22:00", "23:30", "Evening"), session("21:00", "22:00", "Supper")]
    reflow = run_late(day, 60, at("21:30"))
    assert settle(day, reflow, {"Evening": Choice.SHORTEN})[0].end == at("23:59")
    with pytest.raises(BadValue, match="no room to move “Evening”"):
        settle(day, reflow, {"Evening": Choice.MOVE})


def test_until_the_anchor_the_slack_before_lunch_takes_up_the_delay() -> None:
    reflow = run_late(SHORT_DAY, 15, at("09:40"), until_anchor=True)
    assert [s.title for s in reflow.moved] == ["Heads of department"]
    assert reflow.misfits == ()


def test_until_the_anchor_a_delay_too_long_is_a_misfit() -> None:
    reflow = run_late(SHORT_DAY, 60, at("09:40"), until_anchor=True)
    assert [m.session.title for m in reflow.misfits] == ["Heads of department"]
    assert reflow.moved == ()


def test_a_cut_session_takes_no_part() -> None:
    day = [replace(s, status=SessionStatus.CUT) if s.title == "Lessons" else s for s in SHORT_DAY]
    assert "Lessons" not in late(day, 15, "09:00")


def test_a_session_done_early_stays() -> None:
    day = [replace(s, status=SessionStatus.DONE) if s.title == "Lessons" else s for s in SHORT_DAY]
    assert "13:15-14:15 Lessons" in late(day, 15, "09:00")


# --- the same for any day


@st.composite
def days(draw: st.DrawFn) -> list[Session]:
    """A day without overlaps: sessions one after another, some anchored, some done or cut."""
    marks = draw(
        st.lists(
            st.integers(min_value=84, max_value=216) | st.just(LAST // 5),
            min_size=2,
            max_size=14,
            unique=True,
        )
    )
    edges = [5 * mark for mark in sorted(marks)]
    made = []
    for n, (begin, end) in enumerate(pairwise(edges)):
        if draw(st.booleans()):
            made.append(
                Session(
                    id=f"s{n}",
                    visit_id="v",
                    start=from_minutes(begin),
                    end=from_minutes(end),
                    title=f"s{n}",
                    anchored=draw(st.booleans()),
                    status=draw(st.sampled_from(SessionStatus)),
                )
            )
    return made


clocks = st.integers(min_value=0, max_value=LAST).map(from_minutes)
delays = st.integers(min_value=1, max_value=240)


def began(s: Session, now: time) -> bool:
    return s.start <= now or s.status is SessionStatus.DONE


@given(days(), delays, clocks, st.booleans())
def test_every_session_is_moved_kept_or_listed(
    day: list[Session], minutes: int, now: time, until_anchor: bool
) -> None:
    reflow = run_late(day, minutes, now, until_anchor=until_anchor)
    was = {s.id: s for s in day}
    moved = {s.id for s in reflow.moved}
    listed = {m.session.id for m in reflow.misfits}
    assert not moved & listed
    for new in reflow.moved:
        old = was[new.id]
        assert to_minutes(new.start) - to_minutes(old.start) == minutes
        assert to_minutes(new.end) - to_minutes(old.end) == minutes
    for s in day:
        stays = s.anchored or began(s, now) or s.status is SessionStatus.CUT
        if stays:
            assert s.id not in moved | listed
        elif not until_anchor:
            assert s.id in moved | listed


@given(days(), delays, clocks, st.booleans(), st.data())
def test_however_it_is_settled_nothing_lies_over_anything_else(
    day: list[Session], minutes: int, now: time, until_anchor: bool, data: st.DataObject
) -> None:
    reflow = run_late(day, minutes, now, until_anchor=until_anchor)
    choices = data.draw(
        st.dictionaries(
            st.sampled_from([m.session.id for m in reflow.misfits] or ["none"]),
            st.sampled_from(Choice),
        )
    )
    try:
        settled = settle(day, reflow, choices)
    except BadValue:
        assume(False)
        raise
    whole = after(day, settled)
    # what was done before its time holds no place any more
    holding = [s for s in whole if s.anchored or s.status is not SessionStatus.DONE]
    assert overlaps(holding) == []
    for s in whole:
        assert s.start < s.end
    by_id = {s.id: s for s in whole}
    for old in day:
        if old.anchored or began(old, now):
            assert by_id[old.id] == old
    placed = {s.id: s for s in settled}
    assert set(placed) == {s.id for s in reflow.moved} | {m.session.id for m in reflow.misfits}
    for misfit in reflow.misfits:
        new, choice = placed[misfit.session.id], choices.get(misfit.session.id)
        length = to_minutes(new.end) - to_minutes(new.start)
        if choice is Choice.CUT:
            assert new == replace(misfit.session, status=SessionStatus.CUT)
        elif choice is Choice.MOVE:
            assert length == misfit.wanted[1] - misfit.wanted[0]
            assert to_minutes(new.start) >= misfit.wanted[0]
        elif choice is Choice.SHORTEN:
            assert SHORTEST <= length <= misfit.wanted[1] - misfit.wanted[0]
            assert misfit.wanted[0] <= to_minutes(new.start)
            assert to_minutes(new.end) <= misfit.wanted[1]


@given(days(), delays, clocks, st.booleans())
def test_the_suggestions_can_always_be_carried_out(
    day: list[Session], minutes: int, now: time, until_anchor: bool
) -> None:
    settle(day, run_late(day, minutes, now, until_anchor=until_anchor), {})


@given(days(), delays, clocks)
def test_what_a_misfit_is_offered_is_what_it_gets_when_the_others_are_cut(
    day: list[Session], minutes: int, now: time
) -> None:
    reflow = run_late(day, minutes, now)
    for misfit in reflow.misfits:
        ref = misfit.session.id
        choices = {m.session.id: Choice.CUT for m in reflow.misfits}
        for choice, place in ((Choice.SHORTEN, misfit.room), (Choice.MOVE, misfit.later)):
            if place is None or (choice is Choice.SHORTEN and not misfit.can_shorten):
                continue
            settled = {s.id: s for s in settle(day, reflow, choices | {ref: choice})}
            assert (to_minutes(settled[ref].start), to_minutes(settled[ref].end)) == place


@given(days(), delays, clocks)
def test_until_the_anchor_nothing_after_it_moves(
    day: list[Session], minutes: int, now: time
) -> None:
    reflow = run_late(day, minutes, now, until_anchor=True)
    waiting = [s.start for s in running(day) if s.anchored and not began(s, now)]
    was = {s.id: s for s in day}
    for s in (*reflow.moved, *(m.session for m in reflow.misfits)):
        assert not waiting or was[s.id].start < min(waiting)


def test_an_empty_day_runs_late_without_fuss() -> None:
    assert run_late([], 15, at("10:00")) == Reflow((), ())
    assert settle([], Reflow((), ()), {}) == ()


# --- where one is


@pytest.mark.parametrize(
    ("clock", "title"),
    [
        ("00:00", "Arrive"),
        ("08:30", "Arrive"),
        ("08:59", "Arrive"),
        ("09:00", "Head and chair of governors"),
        ("12:14", "Heads of core subjects with their partners"),
        ("12:15", "Lunch with the tracked pupils"),
        ("16:59", "Data workshop for governors"),
        ("23:00", "Data workshop for governors"),
    ],
)
def test_the_current_session_goes_by_the_clock(clock: str, title: str) -> None:
    found = current(GAINING_GROUND, at(clock))
    assert found is not None
    assert found.title == title


def test_a_session_marked_done_is_no_longer_current() -> None:
    day = [replace(SHORT_DAY[0], status=SessionStatus.DONE), *SHORT_DAY[1:]]
    found = current(day, at("09:30"))
    assert found is not None
    assert found.title == "Heads of department"


def test_a_cut_session_is_never_current() -> None:
    day = [replace(SHORT_DAY[0], status=SessionStatus.CUT), *SHORT_DAY[1:]]
    found = current(day, at("09:30"))
    assert found is not None
    assert found.title == "Heads of department"


def test_a_day_without_sessions_has_no_current_one() -> None:
    assert current([], at("10:00")) is None


@given(days(), clocks)
def test_there_is_a_current_session_whenever_there_is_one_to_hold(
    day: list[Session], now: time
) -> None:
    assert (current(day, now) is None) == (running(day) == [])


# --- changing the plan by hand


def test_overlaps_are_seen_and_touching_is_none() -> None:
    one, two = session("09:00", "10:00", "One"), session("10:00", "11:00", "Two")
    three = session("10:30", "10:45", "Three")
    assert overlaps([one, two]) == []
    assert overlaps([three, two, one]) == [(two, three)]
    assert overlaps([one, two, replace(three, status=SessionStatus.CUT)]) == []


def test_a_swap_keeps_both_lengths_and_the_gap() -> None:
    first, second = session("09:00", "10:00", "Long"), session("10:10", "10:30", "Short")
    assert drawn(swapped(first, second)) == "09:00-09:20 Short | 09:30-10:30 Long"


@given(clocks, clocks, st.integers(min_value=-2000, max_value=2000))
def test_moving_keeps_the_length_and_the_day(start: time, end: time, minutes: int) -> None:
    assume(start < end)
    s = replace(session("09:00", "10:00"), start=start, end=end)
    moved = moved_by(s, minutes)
    length = to_minutes(end) - to_minutes(start)
    assert to_minutes(moved.end) - to_minutes(moved.start) == length
    assert moved_by(moved, 0) == moved


@given(clocks, clocks, st.integers(min_value=-2000, max_value=2000))
def test_lengthening_never_turns_a_session_round(start: time, end: time, minutes: int) -> None:
    assume(start < end)
    s = replace(session("09:00", "10:00"), start=start, end=end)
    changed = lengthened(s, minutes)
    assert changed.start == start
    check_times(changed.start, changed.end)


@pytest.mark.parametrize("end", ["09:00", "10:00"])
def test_an_end_before_the_start_is_refused_in_words(end: str) -> None:
    with pytest.raises(BadValue, match="not after its start at 10:00") as refused:
        check_times(at("10:00"), at(end))
    assert refused.value.field == "end"


def test_what_was_not_ended_in_the_morning_does_not_come_back() -> None:
    """Done is pressed on the second session; nobody ever pressed it on the first."""
    first, second, *rest = GAINING_GROUND
    day = [first, replace(second, status=SessionStatus.DONE), *rest]
    found = current(day, at("10:00"))
    assert found is not None
    assert found.id == rest[0].id
    last = [*GAINING_GROUND[:-1], replace(GAINING_GROUND[-1], status=SessionStatus.DONE)]
    found = current(last, at("23:00"))
    assert found is not None
    assert found.id == GAINING_GROUND[-1].id


# --- one more session, and the one after


def test_one_more_session_goes_to_the_end_of_the_day() -> None:
    assert next_slot([]) == (at("09:00"), at("09:30"))
    assert next_slot(SHORT_DAY) == (at("17:00"), at("17:30"))


@given(days())
def test_one_more_session_always_fits_into_the_day(day: list[Session]) -> None:
    start, end = next_slot(day)
    check_times(start, end)


def test_what_follows_leaves_out_what_was_cut() -> None:
    lunch = SHORT_DAY[2]
    day = [replace(s, status=SessionStatus.CUT) if s is lunch else s for s in SHORT_DAY]
    found = following(day, SHORT_DAY[1])
    assert found is not None
    assert found.title == "Lessons"
    assert following(day, SHORT_DAY[-1]) is None
