"""The time, injected so that any day can be lived again in a test."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol


class Clock(Protocol):
    """Anything that knows what time it is."""

    def now(self) -> datetime:
        """The present moment with its UTC offset."""
        ...


class SystemClock:
    """The computer's own clock in its own time zone."""

    def now(self) -> datetime:
        return datetime.now().astimezone()


class FixedClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime) -> None:
        self._at = at if at.tzinfo else at.astimezone()

    def now(self) -> datetime:
        return self._at

    def set(self, at: datetime) -> None:
        """Go to `at`, forwards or back."""
        self._at = at if at.tzinfo else at.astimezone()

    def advance(self, **delta: float) -> None:
        """Go on by a timedelta's keywords, e.g. ``advance(minutes=5)``."""
        self._at = (self._at.astimezone(UTC) + timedelta(**delta)).astimezone(self._at.tzinfo)


class ShiftedClock:
    """The computer's clock moved so that it reads `start` now, and then runs on.

    For replaying a day in the real window.
    """

    def __init__(self, start: datetime) -> None:
        begun = datetime.now().astimezone()
        self._shift = (start if start.tzinfo else start.astimezone()) - begun

    def now(self) -> datetime:
        return datetime.now().astimezone() + self._shift


_SATURDAY = 5  # as date.weekday() counts
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)


def day_in_words(day: date, *, short: bool = False) -> str:
    """“Thursday 4 March 2010”, or “Thu 4 Mar 2010”, whatever language the computer speaks."""
    weekday = _DAYS[day.weekday()]
    return f"{weekday[:3] if short else weekday} {date_in_words(day, short=short)}"


def date_in_words(day: date, *, short: bool = False) -> str:
    """“4 March 2010”, or “4 Mar 2010”."""
    month = _MONTHS[day.month - 1]
    return f"{day.day} {month[:3] if short else month} {day.year}"


def in_a_week(day: date) -> date:
    """A week on, or the Monday after where no school is open then."""
    then = day + timedelta(days=7)
    return then if then.weekday() < _SATURDAY else then + timedelta(days=7 - then.weekday())


def school_year(day: date) -> int:
    """The year in which the school year of `day` began (1 September)."""
    return day.year if day.month >= 9 else day.year - 1


def school_year_in_words(year: int) -> str:
    """“2009/10”, by the year in which it began."""
    return f"{year}/{(year + 1) % 100:02}"


def to_minutes(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute


def from_minutes(minutes: int) -> time:
    """A time of day; minutes outside the day are held at its ends."""
    held = max(0, min(minutes, 24 * 60 - 1))
    return time(held // 60, held % 60)
