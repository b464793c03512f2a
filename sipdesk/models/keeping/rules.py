"""How long records and backups are kept. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import islice

from sipdesk.models.pupils.records import Pupil
from sipdesk.models.schools.records import School

WITNESSES = 10  # working days that have to have seen a date before it is believed
TRUST = timedelta(days=60)  # how far a clock may have gone on since then
SET, PARTNERSHIP, LEFT = (
    "the date you set",
    "a year after the partnership ended",
    "a year after the pupil left",
)


def a_year_on(day: date) -> date:
    """The same day of the next year; after 29 February, the 28th."""
    if day.year >= date.max.year:
        return date.max
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def review_of_school(school: School) -> tuple[date, str] | None:
    """When to ask whether a school's records are still needed, and why then."""
    if school.review_on is not None:
        return school.review_on, SET
    if school.partnership_ends is not None:
        return a_year_on(school.partnership_ends), PARTNERSHIP
    return None


def review_of_pupil(pupil: Pupil, school: School) -> tuple[date, str] | None:
    """When to ask about a pupil: the day that was set, else the first of the reasons to ask."""
    if pupil.review_on is not None:
        return pupil.review_on, SET
    reasons = [review_of_school(school)]
    if pupil.left_on is not None:
        reasons.append((a_year_on(pupil.left_on), LEFT))
    return min((each for each in reasons if each is not None), default=None)


def believed(today: date, days_of_backups: Iterable[date]) -> date:
    """Today, unless the clock has leapt: then no later than some weeks past what backups saw.

    `days_of_backups` come newest first by their numbers. A date counts once as many different days
    have led up to it; until then a clock far ahead lets no backup go.
    """
    seen = list(islice(dict.fromkeys([today, *days_of_backups]), WITNESSES))
    earliest = min(seen)
    return min(today, earliest + TRUST) if earliest <= date.max - TRUST else today


def last_day(made: date, today: date, reviews: Iterable[date]) -> date | None:
    """The last day of a backup `made` then: the first review date that was still to come.

    A backup from a day that is not yet is reckoned as today's.
    """
    since = min(made, today)
    return min((day for day in reviews if day >= since), default=None)
