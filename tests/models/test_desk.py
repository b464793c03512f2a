"""The areas of the desk that are no more than good books: schools, pupils, plan, support, bin."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from sipdesk.models.clock import FixedClock, ShiftedClock, SystemClock, day_in_words, from_minutes
from sipdesk.models.desk import BINNED, TABLES, Desk
from sipdesk.models.errors import BadValue, NotFound, StoreError
from sipdesk.models.events import Changed
from sipdesk.models.ids import ALPHABET, CountingIds, random_id, resolve
from sipdesk.models.keeping import Keeping
from sipdesk.models.priorities import Status
from sipdesk.models.priorities.rules import is_overdue
from sipdesk.models.pupils import masked
from sipdesk.models.support import SupportStatus
from sipdesk.models.visits import SessionKind, check_date
from tests.builders import (
    LONDON,
    PASSPHRASE,
    a_desk,
    a_pupil,
    a_school,
    a_visit,
    an_action,
    go_to,
    here_in,
    moment,
    reopened,
    session,
    wait,
)

# --- schools


def test_a_school_is_named_by_urn_name_or_the_start_of_either(desk: Desk) -> None:
    school = a_school(desk, "Kingsmead School", urn="999001")
    a_school(desk, "Northgate", urn="999002")
    for what in ("999001", "kingsmead school", "KINGS", f" {school.id} "):
        assert desk.schools.named(what) == school
    for what in ("", "99", "South", "a0000"):
        with pytest.raises(NotFound):
            desk.schools.named(what)


def test_two_schools_of_one_name_are_told_apart_by_urn(desk: Desk) -> None:
    a_school(desk, "St Mary's", urn="1")
    a_school(desk, "St Mary's", urn="2")
    with pytest.raises(NotFound, match="fits 2 schools"):
        desk.schools.named("St Mary's")
    assert desk.schools.named("2").urn == "2"


def test_a_school_and_a_pupil_need_a_name(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school)
    for refused in (
        lambda: desk.schools.add("  "),
        lambda: desk.schools.edit(school.id, name=""),
        lambda: desk.pupils.add(school.id, ""),
        lambda: desk.pupils.edit(pupil.id, name=" "),
    ):
        with pytest.raises(BadValue, match="needs a name") as told:
            refused()
        assert told.value.field == "name"


def test_contacts_come_in_the_order_of_their_roles(desk: Desk) -> None:
    school = a_school(desk)
    for role, name in (("Caretaker", "D"), ("Chair of governors", "C"), ("Headteacher", "B")):
        desk.schools.add_contact(school.id, role, name)
    gone = desk.schools.add_contact(school.id, "Headteacher", "A")
    assert [c.name for c in desk.schools.contacts(school.id)] == ["A", "B", "C", "D"]
    desk.schools.bin_contact(gone.id)
    assert [c.name for c in desk.schools.contacts(school.id)] == ["B", "C", "D"]


# --- pupils


def test_pupils_are_listed_by_year_and_name(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, "Ben", year="Year 9", groups=("FSM", "G&T"))
    a_pupil(desk, school, "aneesa", year="Year 9", groups=("FSM",))
    a_pupil(desk, school, "Cai", year="Year 10", tracked=False)
    assert [p.name for p in desk.pupils.of_school(school.id, tracked=True)] == ["aneesa", "Ben"]
    assert len(desk.pupils.of_school(school.id)) == 3
    assert desk.pupils.groups(school.id) == ["FSM", "G&T"]


def test_a_list_of_pupils_follows_what_changed(desk: Desk) -> None:
    school = a_school(desk)
    twins = [a_pupil(desk, school, "Ada Khan", year="Year 9") for _ in range(3)]
    ben = a_pupil(desk, school, "Ben Okafor", year="Year 10")
    listed = desk.pupils.of_school(school.id)
    changes: list[Changed] = []
    desk.events.subscribe(changes.append)
    for do in (
        lambda: desk.pupils.edit(ben.id, name="Ben Abara"),
        lambda: desk.pupils.edit(twins[1].id, year="Year 11", name="Ada Zeller"),
        lambda: desk.pupils.edit(twins[2].id, fsm=True),
        lambda: desk.pupils.bin(twins[0].id),
        lambda: desk.pupils.add(school.id, "Cai Morgan", year="Year 9"),
        lambda: desk.pupils.add(a_school(desk, "Elsewhere").id, "Dee Ford", year="Year 9"),
        *[desk.undo] * 6,
        *[desk.redo] * 3,
    ):
        do()
        for change in changes:
            listed = desk.pupils.renewed(school.id, listed, change.ids)
        changes.clear()
        assert listed == desk.pupils.of_school(school.id)


def test_names_are_hidden_behind_letters(desk: Desk) -> None:
    school = a_school(desk)
    pupils = [a_pupil(desk, school, f"P{n}") for n in range(28)]
    hidden = list(masked(pupils).values())
    assert hidden[:2] == ["Pupil A", "Pupil B"]
    assert hidden[25:] == ["Pupil Z", "Pupil AA", "Pupil AB"]


def test_last_times_talk_is_the_last_by_date(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school)
    late = a_visit(desk, school, template="gaining_ground", on="2010-03-04")
    early = a_visit(desk, school, template="gaining_ground", on="2009-11-12")
    for visit, words in ((late, "spring"), (early, "autumn")):
        lunch = here_in(desk, visit, SessionKind.LUNCH).session
        desk.evidence.converse(lunch.id, visit.id, pupil.id, quote=words)
    assert [t.quote for t in desk.evidence.conversations_with(pupil.id)] == ["autumn", "spring"]
    desk.visits.bin(late.id)
    assert [t.quote for t in desk.evidence.conversations_with(pupil.id)] == ["autumn"]


def test_a_pupil_is_talked_with_once_a_visit(desk: Desk) -> None:
    school = a_school(desk)
    pupil = a_pupil(desk, school)
    visit = a_visit(desk, school, template="gaining_ground")
    lunch = here_in(desk, visit, SessionKind.LUNCH).session
    first = desk.evidence.converse(lunch.id, visit.id, pupil.id, helps="Quiet")
    again = desk.evidence.converse(lunch.id, visit.id, pupil.id, learning_scale=2)
    assert (again.id, again.helps, again.learning_scale) == (first.id, "Quiet", 2)


# --- the plan


def test_marking_an_action_done_dates_it_and_taking_that_back_undates_it(desk: Desk) -> None:
    action = an_action(desk, a_school(desk))
    desk.priorities.edit_action(action.id, status=Status.DONE)
    assert desk.priorities.action(action.id).completed == date(2009, 11, 12)
    desk.priorities.edit_action(action.id, status="slipped")
    assert desk.priorities.action(action.id).completed is None
    desk.priorities.edit_action(action.id, status=Status.DONE, completed=date(2009, 10, 1))
    assert desk.priorities.action(action.id).completed == date(2009, 10, 1)


def test_actions_come_under_their_priorities_then_by_date(desk: Desk) -> None:
    school = a_school(desk)
    one, two = desk.priorities.add(school.id, "One"), desk.priorities.add(school.id, "Two")
    an_action(desk, school, "loose")
    an_action(desk, school, "two", priority_id=two.id)
    an_action(desk, school, "undated", priority_id=one.id)
    an_action(desk, school, "dated", priority_id=one.id, due=date(2010, 1, 1))
    assert [a.action for a in desk.priorities.actions(school.id)] == [
        "dated",
        "undated",
        "two",
        "loose",
    ]
    desk.priorities.edit(one.id, closed=True)
    assert [p.title for p in desk.priorities.of_school(school.id)] == ["Two", "One"]


def test_only_what_is_open_is_late(desk: Desk) -> None:
    action = an_action(desk, a_school(desk), due=date(2009, 11, 11))
    assert is_overdue(action, date(2009, 11, 12))
    assert not is_overdue(action, date(2009, 11, 11))
    done = desk.priorities.edit_action(action.id, status=Status.DONE)
    assert not is_overdue(done, date(2009, 11, 12))


def test_a_priority_may_not_end_before_it_starts(desk: Desk) -> None:
    priority = desk.priorities.add(a_school(desk).id, "Maths", starts=date(2009, 9, 1))
    with pytest.raises(BadValue, match="end lies before"):
        desk.priorities.edit(priority.id, ends=date(2009, 8, 31))
    assert desk.priorities.get(priority.id) == priority


def test_milestones_come_by_date(desk: Desk) -> None:
    action = an_action(desk, a_school(desk))
    desk.priorities.add_milestone(action.id, "some day")
    desk.priorities.add_milestone(action.id, "soon", due=date(2010, 1, 1))
    assert [m.text for m in desk.priorities.milestones(action.id)] == ["soon", "some day"]


def test_support_to_broker_comes_first(desk: Desk) -> None:
    school = a_school(desk)
    desk.support.add(school.id, "Ended", status=SupportStatus.ENDED)
    desk.support.add(school.id, "Wanted", days=2.5, pounds=1200)
    assert [s.title for s in desk.support.of_school(school.id)] == ["Wanted", "Ended"]
    assert desk.support.of_school(school.id)[0].pounds == 1200


# --- visits and sessions


def test_visits_are_listed_newest_first_and_know_the_one_before(desk: Desk) -> None:
    school = a_school(desk)
    spring = a_visit(desk, school, on="2010-03-04")
    autumn = a_visit(desk, school, on="2009-11-12")
    assert desk.visits.of_school(school.id) == [spring, autumn]
    assert desk.visits.all() == [autumn, spring]
    assert desk.visits.before(spring) == autumn
    assert desk.visits.before(autumn) is None
    assert desk.visits.named(spring.id[:6]) == spring


def test_a_date_before_the_last_visit_is_refused_in_words() -> None:
    check_date(date(2009, 11, 12), None)
    check_date(date(2009, 11, 12), date(2009, 11, 12))
    with pytest.raises(BadValue, match="11 November 2009 lies before the last visit") as refused:
        check_date(date(2009, 11, 11), date(2009, 11, 12))
    assert refused.value.field == "on"


def test_an_end_before_the_start_leaves_the_session_as_it_was(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), session("09:00", "10:00"))
    [was] = desk.visits.sessions(visit.id)
    with pytest.raises(BadValue):
        desk.visits.edit_session(was.id, end=time(8))
    with pytest.raises(BadValue):
        desk.visits.add_session(visit.id, time(10), time(10), "Nothing")
    assert desk.visits.sessions(visit.id) == [was]


def test_running_late_is_one_step(desk: Desk) -> None:
    from sipdesk.models.visits.rules import run_late

    visit = a_visit(desk, a_school(desk), template="gaining_ground")
    before = desk.visits.sessions(visit.id)
    desk.visits.run_late(run_late(before, 15, time(10, 40)), visit.id, 15, {})
    assert desk.visits.sessions(visit.id) != before
    assert desk.undo() == "Run 15 minutes late"
    assert desk.visits.sessions(visit.id) == before


def test_sheets_stay_in_the_order_they_were_begun(desk: Desk) -> None:
    visit = a_visit(desk, a_school(desk), session("09:00", "10:00", kind=SessionKind.LESSONS))
    [lessons] = desk.visits.sessions(visit.id)
    first, second = (desk.visits.add_sheet(lessons.id, {"subject": s}) for s in ("Ma", "En"))
    desk.visits.answer(first.id, set="3", subject="Maths")
    assert desk.visits.sheet(first.id).answers == {"subject": "Maths", "set": "3"}
    desk.visits.bin_sheet(first.id)
    third = desk.visits.add_sheet(lessons.id)
    assert [s.id for s in desk.visits.sheets(lessons.id)] == [second.id, third.id]


# --- settings


def test_settings_are_kept_and_can_be_undone(desk: Desk) -> None:
    assert (desk.settings.author, desk.settings.day_hours, desk.settings.logo) == ("", 7.0, b"")
    desk.settings.author = " Margaret Thirlby "
    desk.settings.day_hours = 6.5
    desk.settings.logo = b"\x89PNG"
    again = reopened(desk)
    assert again.settings.author == "Margaret Thirlby"
    assert (again.settings.day_hours, again.settings.logo) == (6.5, b"\x89PNG")
    labels = [again.undo() for _ in range(3)]
    assert labels == ["Choose logo", "Change setting", "Change setting"]
    assert (again.settings.author, again.settings.day_hours, again.settings.logo) == ("", 7.0, b"")
    again.close()


# --- the bin


def test_a_school_in_the_bin_takes_all_that_is_its_own_and_comes_back_whole(desk: Desk) -> None:
    school = a_school(desk)
    pupil, visit = a_pupil(desk, school), a_visit(desk, school)
    desk.schools.bin(school.id)
    assert (desk.schools.all(), desk.pupils.all(), desk.visits.all()) == ([], [], [])
    [binned] = desk.bin_contents()
    assert (binned.what, binned.title) == ("School", "Kingsmead School")
    desk.take_back(binned)
    assert (desk.schools.all(), desk.pupils.all(), desk.visits.all()) == (
        [school],
        [pupil],
        [visit],
    )
    assert desk.bin_contents() == []


def test_the_bin_shows_the_newest_first_even_when_the_clocks_go_back(desk: Desk) -> None:
    one, two = a_school(desk, "One"), a_school(desk, "Two")
    go_to(desk, "2009-10-25 01:50")
    desk.schools.bin(one.id)
    wait(desk, minutes=15)
    assert desk.clock.now().strftime("%H:%M") == "01:05"
    desk.schools.bin(two.id)
    assert [b.title for b in desk.bin_contents()] == ["Two", "One"]


def test_every_record_has_a_table_and_everything_binned_a_title() -> None:
    assert set(BINNED) <= set(TABLES)
    for kind, (_, field) in BINNED.items():
        assert hasattr(kind, field)


def test_what_is_gone_is_said(desk: Desk) -> None:
    with pytest.raises(NotFound, match="That school is no longer there"):
        desk.schools.get("nobody")


# --- clock and ids


def test_ids_are_short_and_hard_to_misread() -> None:
    made = {random_id() for _ in range(500)}
    assert len(made) == 500
    assert all(len(m) == 10 and m[0].isalpha() and set(m) <= set(ALPHABET) for m in made)
    assert not set("ilo01u") & set(ALPHABET)
    ids = CountingIds("v")
    assert [ids(), ids()] == ["v00001", "v00002"]


def test_an_id_may_be_shortened_to_any_unique_start() -> None:
    known = ["abc", "abd", "xyz", "xyzz"]
    assert resolve("x", ["xyz"], "visit") == "xyz"
    assert resolve(" XYZ", known, "visit") == "xyz"
    with pytest.raises(NotFound, match="fits 2"):
        resolve("ab", known, "visit")
    for start in ("", "q"):
        with pytest.raises(NotFound, match="no visit"):
            resolve(start, known, "visit")


def test_a_fixed_clock_moves_only_when_told() -> None:
    clock = FixedClock(moment("2009-10-25 00:30"))
    clock.advance(hours=2)
    assert clock.now() == moment("2009-10-25 01:30").replace(fold=1)
    assert clock.now().tzinfo is LONDON
    clock.set(moment("2009-11-12 08:30"))
    assert clock.now().hour == 8


def test_a_shifted_clock_runs_on_from_where_it_was_set() -> None:
    clock = ShiftedClock(moment("2009-11-12 08:30"))
    assert 0 <= (clock.now() - moment("2009-11-12 08:30")).total_seconds() < 60
    assert SystemClock().now().tzinfo is not None


def test_a_day_is_worded_in_english() -> None:
    first = date(2010, 1, 1)
    for n in range(365):
        day = first + timedelta(days=n)
        assert datetime.strptime(day_in_words(day), "%A %d %B %Y").date() == day


def test_minutes_outside_the_day_are_held_at_its_ends() -> None:
    assert (from_minutes(-5), from_minutes(9999)) == (time(0), time(23, 59))


def test_a_desk_may_be_checked_at_any_time(desk: Desk, tmp_path: Path) -> None:
    a_school(desk)
    desk.check()


def test_an_opening_that_fails_late_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever tries again is not told that it is open in another window."""
    desk = a_desk(tmp_path)
    desk.close()

    def unreadable(*_: object) -> None:
        raise StoreError("The disk failed.")

    with monkeypatch.context() as ill:
        ill.setattr(Keeping, "back_again", unreadable)
        with pytest.raises(StoreError, match="The disk failed"):
            Desk.open(desk.store.path, PASSPHRASE)
    Desk.open(desk.store.path, PASSPHRASE).close()
