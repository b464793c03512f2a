"""The year group of pupils where no column gives it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.intake.year_groups import group_by_birthday, group_of_form
from tests.builders import a_pupil, go_to
from tests.intake.builders import preview, results, take, upn

BY_BIRTHDAY = "reckoned from the dates of birth"
BY_FORM = "taken from the figure each form begins with"


@pytest.fixture(autouse=True)
def autumn(desk):
    """A day on which Year 9 was born from September 2012 to August 2013."""
    go_to(desk, "2026-11-12 09:00")


def a_class(*rows, heads="UPN,Name,DOB,Form,Y7 Aut Maths"):
    return "\n".join((heads, *(f"{upn(n)},{row}" for n, row in enumerate(rows, 1)))) + "\n"


def years(desk, school):
    return {pupil.name: pupil.year for pupil in desk.pupils.of_school(school.id)}


def told(seen):
    return [warning for warning in seen.warnings if "gives the year group" in warning]


def test_by_the_birthday_at_the_end_of_august(desk, school):
    file = a_class(
        *("Amy Ash,01/09/2012,Oak,4b", "Bo Bell,31/08/2013,Oak,4c"),
        *("Cy Cole,01/09/2013,Elm,3a", "Di Dean,31/08/2012,Elm,5c"),
    )
    [said] = told(preview(desk, school, file))
    assert BY_BIRTHDAY in said
    take(desk, school, file)
    assert years(desk, school) == {
        "Amy Ash": "Year 9",
        "Bo Bell": "Year 9",
        "Cy Cole": "Year 8",
        "Di Dean": "Year 10",
    }
    assert results(desk, school)["Amy Ash", "Mathematics", 2024, 1, "current"] == "4b"


def test_a_column_of_year_groups_needs_no_reckoning(desk, school):
    file = a_class(
        "Amy Ash,01/09/2012,9A,8", "Bo Bell,01/10/2012,9A,", heads="UPN,Name,DOB,Form,Year"
    )
    assert told(preview(desk, school, file)) == []
    take(desk, school, file)
    assert years(desk, school) == {"Amy Ash": "Year 8", "Bo Bell": ""}


def test_an_empty_column_gives_nothing(desk, school):
    file = a_class("Amy Ash,01/09/2012,Oak,", heads="UPN,Name,DOB,Form,Year")
    take(desk, school, file)
    assert years(desk, school) == {"Amy Ash": "Year 9"}


def test_by_the_form_where_there_is_no_birthday(desk, school):
    file = a_class("Amy Ash,9A", "Bo Bell,Y9-Red", "Cy Cole,10.2", heads="UPN,Name,Form")
    [said] = told(preview(desk, school, file))
    assert BY_FORM in said
    take(desk, school, file)
    assert years(desk, school) == {"Amy Ash": "Year 9", "Bo Bell": "Year 9", "Cy Cole": "Year 10"}


def test_results_of_an_earlier_year_group_are_of_the_right_year_by_forms_too(desk, school):
    take(desk, school, a_class("Amy Ash,9A,4b", heads="UPN,Name,Form,Y7 Aut Maths"))
    assert results(desk, school)["Amy Ash", "Mathematics", 2024, 1, "current"] == "4b"


def test_one_form_without_a_year_group_and_none_is_believed(desk, school):
    file = a_class("Amy Ash,9A", "Bo Bell,Oak", heads="UPN,Name,Form")
    assert told(preview(desk, school, file)) == []
    take(desk, school, file)
    assert set(years(desk, school).values()) == {""}


def test_forms_that_all_tell_go_before_the_birthday_of_one(desk, school):
    file = a_class(
        *("Amy Ash,01/10/2012,9A,", "Bo Bell,02/10/2012,9A,"),
        *("Cy Cole,01/10/2011,9B,", "Di Dean,03/10/2012,,"),
    )
    [said] = told(preview(desk, school, file))
    assert BY_FORM in said
    assert "for 1 without a form" in said
    assert "1 pupil's date of birth says another year group" in said
    take(desk, school, file)
    assert set(years(desk, school).values()) == {"Year 9"}


def test_forms_of_houses_with_figures_do_not_go_before_birthdays(desk, school):
    file = a_class("Amy Ash,01/10/2012,1A,", "Bo Bell,02/10/2012,2A,", "Cy Cole,03/10/2012,3A,")
    assert BY_BIRTHDAY in told(preview(desk, school, file))[0]
    take(desk, school, file)
    assert set(years(desk, school).values()) == {"Year 9"}


def test_what_the_desk_knows_is_not_reckoned_anew(desk, school):
    a_pupil(desk, school, "Amy Ash", upn=upn(1), year="Year 8", born=date(2012, 10, 1))
    a_pupil(desk, school, "Bo Bell", upn=upn(2), year="")
    file = a_class("Amy Ash,01/10/2012,Oak,", "Bo Bell,02/10/2012,Oak,")
    take(desk, school, file)
    assert years(desk, school) == {"Amy Ash": "Year 8", "Bo Bell": "Year 9"}


def test_a_year_chosen_for_the_file_does_not_make_pupils_younger(desk, school):
    file = a_class("Amy Ash,01/10/2012,Oak,4b")
    take(desk, school, file, year=2025)
    assert years(desk, school) == {"Amy Ash": "Year 9"}
    assert results(desk, school)["Amy Ash", "Mathematics", 2024, 1, "current"] == "4b"


def test_a_row_for_each_result(desk, school):
    file = (
        f"UPN,Name,DOB,Subject,Term,Grade\n{upn(1)},Amy Ash,01/10/2012,Maths,Autumn,4b\n"
        f"{upn(1)},Amy Ash,01/10/2012,English,Autumn,5c\n"
    )
    assert len(told(preview(desk, school, file))) == 1
    take(desk, school, file)
    assert years(desk, school) == {"Amy Ash": "Year 9"}


@pytest.mark.parametrize(
    ("form", "group"),
    [
        *(("9A", 9), ("9A1", 9), ("09K", 9), ("Y9-Red", 9), ("Year 11 Oak", 11), ("10.2", 10)),
        *(("7", 7), ("14B", 0), ("0A", 0), ("Oak", 0), ("K9", 0), ("3/4 Oak", 0), ("", 0)),
        *(("2012", 0), ("123", 0)),
    ],
)
def test_the_figure_a_form_begins_with(form, group):
    assert group_of_form(form) == group


@given(st.dates(date(2006, 1, 1), date(2020, 12, 31)))
def test_whoever_is_eleven_at_the_end_of_august_is_in_year_seven(born):
    age = 2026 - born.year - ((born.month, born.day) > (8, 31))
    assert group_by_birthday(born, 2026) == age - 4


def test_who_has_gone_up_by_form_and_birthday_is_in_the_next_year(desk, school):
    a_pupil(desk, school, "Amy Ash", upn=upn(1), year="Year 8", form="8A", born=date(2012, 10, 1))
    take(desk, school, a_class("Amy Ash,01/10/2012,9A,"))
    assert years(desk, school) == {"Amy Ash": "Year 9"}


def test_whoever_is_known_by_name_alone_is_not_reckoned_anew_either(desk, school):
    a_pupil(desk, school, "Amy Ash", year="Year 8", born=date(2012, 10, 1))
    file = "Name,DOB,Form\nAmy Ash,01/10/2012,Oak\n"
    take(desk, school, file, likely_are_same=True)
    assert years(desk, school) == {"Amy Ash": "Year 8"}


def test_the_preview_names_the_school_year_that_is_read(desk, school):
    seen = preview(desk, school, "UPN,Name,Maths Aut,Maths Sum\n" + f"{upn(1)},Amy Ash,4b,4a\n")
    assert seen.year == 2025
    assert any("2025/26" in warning for warning in seen.warnings)
