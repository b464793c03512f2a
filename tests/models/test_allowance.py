"""Five days and four more, one of them with governors; what counts and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from sipdesk.models.clock import school_year, school_year_in_words
from sipdesk.models.desk import Desk
from sipdesk.models.errors import BadValue
from sipdesk.models.visits import Counts, Session, SessionStatus
from tests.builders import a_school, a_visit, go_to, session


def in_school(hours: int, start: int = 8) -> Session:
    return session(f"{start:02}:00", f"{start + hours:02}:00", f"{hours} h from {start}")


def with_governors(hours: int) -> Session:
    return session("15:00", f"{15 + hours}:00", "Governors", counts=Counts.GOVERNORS)


def test_five_days_and_four_with_the_governors_day_apart(desk: Desk) -> None:
    year = desk.allowance(a_school(desk).id)
    assert (year.days, year.governors_days) == (8.0, 1.0)
    assert (year.used, year.left, year.governors_left) == (0.0, 8.0, 1.0)


def test_an_ordinary_school_has_five(desk: Desk) -> None:
    year = desk.allowance(desk.schools.add("Ordinary").id)
    assert (year.days, year.governors_days, year.left) == (5.0, 0.0, 5.0)


def test_minutes_go_to_preparation_school_writing_and_governors(desk: Desk) -> None:
    school = a_school(desk)
    a_visit(
        desk,
        school,
        in_school(5),
        session("13:00", "14:00", "Writing", counts=Counts.WRITING),
        session("14:00", "14:30", "Reading", counts=Counts.PREPARATION),
        session("14:30", "15:00", "Travel", counts=Counts.NOTHING),
        with_governors(2),
        preparation_minutes=90,
        writing_minutes=120,
    )
    year = desk.allowance(school.id)
    spent = year.spent
    assert (spent.preparation, spent.in_school, spent.writing) == (120, 300, 180)
    assert spent.governors == 120
    assert year.governors_used == pytest.approx(2 / 7)
    assert year.used == pytest.approx(10 / 7)


def test_governors_time_beyond_their_day_comes_out_of_the_others(desk: Desk) -> None:
    school = a_school(desk)
    for on in ("2009-10-01", "2009-11-01"):
        a_visit(desk, school, with_governors(7), on=on)
    year = desk.allowance(school.id)
    assert (year.governors_used, year.governors_left) == (1.0, 0.0)
    assert year.used == pytest.approx(1.0)


def test_the_heads_performance_review_does_not_count(desk: Desk) -> None:
    school = a_school(desk)
    a_visit(desk, school, in_school(7), outside_allowance=True, preparation_minutes=60)
    assert desk.allowance(school.id).used == 0


def test_cut_sessions_do_not_count(desk: Desk) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school, in_school(7))
    [held] = desk.visits.sessions(visit.id)
    desk.visits.edit_session(held.id, status=SessionStatus.CUT)
    assert desk.allowance(school.id).used == 0


def test_what_lies_in_the_bin_does_not_count(desk: Desk) -> None:
    school = a_school(desk)
    visit = a_visit(desk, school, in_school(3), in_school(4, 12))
    desk.visits.bin_session(desk.visits.sessions(visit.id)[0].id)
    assert desk.allowance(school.id).used == pytest.approx(4 / 7)
    desk.visits.bin(visit.id)
    assert desk.allowance(school.id).used == 0


def test_the_length_of_a_day_is_a_setting(desk: Desk) -> None:
    school = a_school(desk)
    a_visit(desk, school, in_school(6))
    assert desk.allowance(school.id).used == pytest.approx(6 / 7)
    desk.settings.day_hours = 6
    assert desk.allowance(school.id).used == pytest.approx(1)
    desk.undo()
    assert desk.settings.day_hours == 7
    for hours in (0, 25, float("nan")):
        with pytest.raises(BadValue):
            desk.settings.day_hours = hours


@pytest.mark.parametrize(("year", "words"), [(2009, "2009/10"), (1999, "1999/00")])
def test_a_school_year_is_written_by_both_its_years(year: int, words: str) -> None:
    assert school_year_in_words(year) == words


def test_the_school_year_turns_on_the_first_of_september(desk: Desk) -> None:
    assert school_year(date(2010, 8, 31)) == 2009
    assert school_year(date(2010, 9, 1)) == 2010
    school = a_school(desk)
    a_visit(desk, school, in_school(7), on="2010-08-31")
    a_visit(desk, school, in_school(7), on="2010-09-01")
    go_to(desk, "2010-08-31 20:00")
    assert desk.allowance(school.id).used == pytest.approx(1)
    go_to(desk, "2010-09-01 07:00")
    assert desk.allowance(school.id).used == pytest.approx(1)


def test_a_planned_visit_is_not_yet_spent(desk: Desk) -> None:
    school = a_school(desk)
    a_visit(desk, school, in_school(7), on="2009-11-13")
    assert desk.allowance(school.id).used == 0
    go_to(desk, "2009-11-13 08:00")
    assert desk.allowance(school.id).used == pytest.approx(1)


def test_more_than_allowed_is_shown_as_less_than_nothing(desk: Desk) -> None:
    school = desk.schools.add("Ordinary", sip_days=0.5)
    a_visit(desk, school, in_school(7))
    assert desk.allowance(school.id).left == pytest.approx(-0.5)


def test_one_schools_days_are_not_anothers(desk: Desk) -> None:
    one, two = a_school(desk, "One"), a_school(desk, "Two")
    a_visit(desk, one, in_school(7))
    assert desk.allowance(two.id).used == 0
