"""Dates, times and numbers as they are typed."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipdesk.models.errors import BadValue
from sipdesk.ui.widgets.reading import (
    read_date,
    read_number,
    read_time,
    say_date,
    say_number,
    say_time,
)

TODAY = date(2009, 11, 12)  # a Thursday
DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@pytest.mark.parametrize(
    "typed",
    [
        *("12/11/09", "12/11/2009", "12.11.09", "12-11-2009", "12 11 2009", "121109", "12112009"),
        *("12 Nov 2009", "12 november", "12th Nov", "12 nov 09", "Nov 12 2009", "12 of November"),
        *("today", "TODAY", "Thursday", "thu", "Thu 12 Nov 2009", "Thu, 12 Nov 2009", "2009-11-12"),
        *("12/11", "12Nov2009", "  12   Nov  ", "+0"),
    ],
)
def test_ways_to_say_the_day_of_the_visit(typed: str) -> None:
    assert read_date(typed, TODAY) == TODAY


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tomorrow", date(2009, 11, 13)),
        ("yesterday", date(2009, 11, 11)),
        ("monday", date(2009, 11, 16)),
        ("+7", date(2009, 11, 19)),
        ("+2 weeks", date(2009, 11, 26)),
        ("-1w", date(2009, 11, 5)),
        ("3/4/10", date(2010, 4, 3)),  # day first
        ("6 jan", date(2010, 1, 6)),  # the nearest 6 January is the next
        ("sept 1", date(2009, 9, 1)),
        ("1/1/28", date(2028, 1, 1)),
        ("1/1/75", date(1975, 1, 1)),
        ("29 feb", date(2008, 2, 29)),
    ],
)
def test_days_near_and_far(typed: str, meant: date) -> None:
    assert read_date(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["31/2/09", "13/13/09", "soon", "", "12/", "0/1/09", "ju 3", "²"])
def test_what_is_not_a_day_is_said_so(typed: str) -> None:
    with pytest.raises(BadValue, match="is not a date"):
        read_date(typed, TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("9", time(9)), ("0930", time(9, 30)), ("930", time(9, 30)), ("9.30", time(9, 30))),
        *(("9:30", time(9, 30)), ("2pm", time(14)), ("2.15 PM", time(14, 15)), ("12am", time(0))),
        *(("12pm", time(12)), ("noon", time(12)), ("1415", time(14, 15)), ("23:59", time(23, 59))),
        *(("2", time(14)), ("1.15", time(13, 15)), ("02:15", time(2, 15)), ("0", time(0))),
        *(("8", time(8)), ("midnight", time(0)), ("9 30", time(9, 30)), ("9h30", time(9, 30))),
    ],
)
def test_ways_to_say_a_time(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["24:00", "9.75", "13pm", "0am", "half nine", "", "99", "12345"])
def test_what_is_not_a_time_is_said_so(typed: str) -> None:
    with pytest.raises(BadValue, match="is not a time"):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("", 0), ("7", 7), ("1,250.5", 1250.5), (".5", 0.5), ("3 hours", 3), ("3hours", 3), ("2.", 2)],
)
def test_ways_to_say_a_number(typed: str, meant: float) -> None:
    assert read_number(typed, "hours") == meant


@pytest.mark.parametrize("typed", ["-1", "1,25", "two", ".", "1.2.3", "inf", "nan", "1e9"])
def test_what_is_not_a_number_is_said_so(typed: str) -> None:
    with pytest.raises(BadValue, match="is not a number"):
        read_number(typed)


@given(DAYS, DAYS)
def test_a_day_said_reads_back(day: date, today: date) -> None:
    assert read_date(say_date(day), today) == day


@given(DAYS, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_day_comes_before_month(day: date, today: date) -> None:
    assert read_date(f"{day.day}/{day.month}/{day.year:04d}", today) == day


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-150, 150))
def test_without_a_year_the_nearest_is_meant(today: date, away: int) -> None:
    day = today + timedelta(away)
    assert read_date(f"{day.day}/{day.month}", today) == day


@given(st.times())
def test_a_time_said_reads_back(at: time) -> None:
    whole = at.replace(second=0, microsecond=0)
    assert read_time(say_time(whole)) == whole
    assert read_time(f"{at.hour:02d}{at.minute:02d}") == whole


@given(st.decimals(0, 10**9, places=2))
def test_a_number_said_reads_back(number: object) -> None:
    assert read_number(say_number(float(str(number)))) == float(str(number))


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused_in_words(typed: str) -> None:
    for read in (lambda text: read_date(text, TODAY), read_time, read_number):
        try:
            read(typed)
        except BadValue as error:
            assert str(error).startswith("“")  # noqa: PT017
