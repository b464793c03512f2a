"""How long records and backups are kept."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import BadValue
from sipdesk.models.keeping import rules
from sipdesk.models.pupils import Pupil
from sipdesk.models.schools import School
from tests.builders import a_desk, a_pupil, a_school, go_to, wait

DAYS = st.dates(date(1990, 1, 1), date(2090, 1, 1))
TODAY = date(2009, 11, 12)


def test_a_school_is_looked_at_again_a_year_after_the_partnership() -> None:
    school = School("s", partnership_ends=date(2009, 7, 31))
    assert rules.review_of_school(school) == (date(2010, 7, 31), rules.PARTNERSHIP)


def test_the_date_that_was_set_by_hand_comes_first() -> None:
    school = School("s", partnership_ends=date(2009, 7, 31), review_on=date(2012, 1, 1))
    assert rules.review_of_school(school) == (date(2012, 1, 1), rules.SET)
    pupil = Pupil("p", "s", left_on=date(2008, 7, 20), review_on=date(2013, 1, 1))
    assert rules.review_of_pupil(pupil, school) == (date(2013, 1, 1), rules.SET)


def test_a_pupil_who_left_is_asked_about_before_the_school() -> None:
    school = School("s", partnership_ends=date(2012, 7, 31))
    pupil = Pupil("p", "s", left_on=date(2009, 7, 20))
    assert rules.review_of_pupil(pupil, school) == (date(2010, 7, 20), rules.LEFT)


def test_without_an_end_nothing_is_ever_due() -> None:
    assert rules.review_of_school(School("s")) is None
    assert rules.review_of_pupil(Pupil("p", "s"), School("s")) is None


@given(DAYS)
def test_a_year_on_is_a_year_on(day: date) -> None:
    assert timedelta(365) <= rules.a_year_on(day) - day <= timedelta(366)
    assert rules.a_year_on(day).year == day.year + 1


def test_what_is_due_is_proposed_and_nothing_goes_by_itself(desk: Desk) -> None:
    school = a_school(desk, partnership_ends=date(2008, 10, 1))
    a_pupil(desk, school)
    still = a_school(desk, "Still going", partnership_ends=date(2012, 7, 31))
    left = a_pupil(desk, still, "Imran Khan", left_on=date(2008, 7, 20))
    a_pupil(desk, still, "Here to stay")
    due = desk.keeping.due()
    assert {(d.id, d.pupil, d.people) for d in due} == {(school.id, False, 1), (left.id, True, 1)}
    assert [d.on for d in due] == sorted(d.on for d in due)
    assert len(desk.pupils.all()) == 3


def test_keeping_longer_is_a_step_that_can_be_undone(desk: Desk) -> None:
    school = a_school(desk, partnership_ends=date(2008, 10, 1))
    a_pupil(desk, school)
    [due] = desk.keeping.due()
    desk.keeping.keep(due, date(2011, 1, 1))
    assert desk.keeping.due() == []
    assert desk.keeping.review(desk.schools.get(school.id)) == (date(2011, 1, 1), rules.SET)
    assert desk.undo() == "Keep records longer"
    assert desk.keeping.due() == [due]


def test_a_day_that_has_come_is_no_day_to_ask_again(desk: Desk) -> None:
    a_pupil(desk, a_school(desk, partnership_ends=date(2008, 10, 1)))
    [due] = desk.keeping.due()
    with pytest.raises(BadValue, match="still to come"):
        desk.keeping.keep(due, TODAY)


@pytest.mark.parametrize("what", ["school", "pupil", "both"])
def test_what_lies_in_the_bin_is_asked_about_as_well(desk: Desk, what: str) -> None:
    day = date(2008, 7, 20)
    ends = None if what == "pupil" else day
    school = a_school(desk, partnership_ends=ends)
    pupil = a_pupil(desk, school, left_on=None if ends else day)
    if what != "school":
        desk.pupils.bin(pupil.id)
    if what != "pupil":
        desk.schools.bin(school.id)
    [due] = desk.keeping.due()
    assert (due.pupil, due.people, due.binned) == (what == "pupil", 1, True)
    assert due.title == (pupil.name if due.pupil else school.name)
    desk.keeping.keep(due, date(2011, 1, 1))
    assert desk.keeping.due() == []
    assert desk.schools.get(school.id).binned or desk.pupils.get(pupil.id).binned


def test_a_pupil_of_a_school_in_the_bin_lies_there_too(desk: Desk) -> None:
    school = a_school(desk)
    a_pupil(desk, school, left_on=date(2008, 7, 20))
    assert [due.binned for due in desk.keeping.due()] == [False]
    desk.schools.bin(school.id)
    assert [due.binned for due in desk.keeping.due()] == [True]


def test_a_school_whose_people_were_all_erased_is_due_no_longer(desk: Desk) -> None:
    school = a_school(desk, partnership_ends=date(2008, 10, 1))
    a_pupil(desk, school)
    desk.schools.add_contact(school.id, "Headteacher", "Sarah Malik")
    desk.schools.add_contact(school.id, "Data manager", email="data@example.org")
    desk.schools.add_contact(school.id, "Authority")  # a post without anybody in it
    [due] = desk.keeping.due()
    people = desk.keeping.everybody_of(school.id)
    assert due.people == len(people) == 3
    desk.keeping.erase(people)
    assert desk.keeping.due() == []


# --- backups


def test_a_backup_goes_when_the_first_review_day_after_it_has_passed(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_pupil(desk, a_school(desk), review_on=date(2009, 11, 20))
    first = desk.store.back_up(Reason.IMPORT)
    go_to(desk, "2009-11-20 09:00")
    desk.store.back_up(Reason.IMPORT)
    assert first.path.exists()
    go_to(desk, "2009-11-21 09:00")
    desk.store.back_up(Reason.IMPORT)
    assert not first.path.exists()
    assert len(desk.backups.all()) == 1  # the one of the 20th goes as well: it held the pupil
    desk.close()


@pytest.mark.parametrize("what", ["school", "pupil"])
def test_what_lies_in_the_bin_lets_no_backup_stay_longer(tmp_path: Path, what: str) -> None:
    desk = a_desk(tmp_path)
    asked = {"review_on": date(2009, 11, 20)}
    school = a_school(desk, **(asked if what == "school" else {}))
    pupil = a_pupil(desk, school, **(asked if what == "pupil" else {}))
    (desk.schools.bin if what == "school" else desk.pupils.bin)(
        school.id if what == "school" else pupil.id
    )
    first = desk.store.back_up(Reason.IMPORT)
    go_to(desk, "2009-11-21 09:00")
    desk.store.back_up(Reason.IMPORT)
    assert not first.path.exists()
    desk.close()


def test_what_is_kept_longer_keeps_its_backups(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    pupil = a_pupil(desk, a_school(desk), review_on=date(2009, 11, 20))
    first = desk.store.back_up(Reason.IMPORT)
    desk.pupils.edit(pupil.id, review_on=date(2010, 11, 20))
    go_to(desk, "2009-12-21 09:00")
    desk.store.back_up(Reason.IMPORT)
    assert first.path.exists()
    desk.close()


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_that_leaps_lets_no_backup_go(tmp_path: Path, years: int) -> None:
    desk = a_desk(tmp_path)
    a_pupil(desk, a_school(desk), review_on=date(2010, 11, 20))
    kept = []
    for _ in range(4):
        kept.append(desk.store.back_up(Reason.IMPORT))
        wait(desk, days=1)
    go_to(desk, f"{2009 + years}-11-16 09:00")
    for _ in range(3):
        kept.append(desk.store.back_up(Reason.IMPORT))
        wait(desk, days=1)
    go_to(desk, "2009-11-20 09:00")
    kept.append(desk.store.back_up(Reason.IMPORT))
    assert all(backup.path.exists() for backup in kept)
    assert len(desk.backups.all()) == 8
    desk.close()


def test_a_date_is_believed_once_enough_days_have_led_up_to_it() -> None:
    far = [date(2019, 11, 1) + timedelta(n) for n in range(rules.WITNESSES)]
    before = [TODAY - timedelta(n) for n in range(30)]
    assert rules.believed(far[0], before) == before[rules.WITNESSES - 2] + rules.TRUST
    assert rules.believed(far[-1], [*reversed(far), *before]) == far[-1]


@given(DAYS, st.lists(DAYS, max_size=40))
def test_what_is_believed_is_never_later_than_the_clock_says(today: date, seen: list[date]) -> None:
    believed = rules.believed(today, seen)
    assert believed <= today
    if not seen or min(seen) >= today:
        assert believed == today


@given(DAYS, DAYS, st.lists(DAYS, max_size=5))
def test_the_last_day_is_one_of_the_review_days(
    made: date, today: date, reviews: list[date]
) -> None:
    last = rules.last_day(made, today, reviews)
    assert last is None or (last in reviews and last >= min(made, today))
