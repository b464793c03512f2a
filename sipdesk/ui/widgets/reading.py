"""Dates, times and numbers as people type them here: day first, twelve or twenty-four hours.

Each reader gives the value or raises BadValue with words for the person who typed.
"""

from __future__ import annotations

import re
from datetime import date, time, timedelta

from sipdesk.models.errors import BadValue

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NEAR = {"today": 0, "tomorrow": 1, "yesterday": -1}
_NAMED_TIMES = {"noon": time(12), "midday": time(12), "midnight": time(0)}
_AFTERNOON_UNTIL = 6  # "2" or "2.15" in a school is after dinner; "02:15" is not

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_DAY_MONTH = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ \-]?(?:of )?([a-z]{3,})\.?[ \-]?(\d{4}|\d{2})?"
)
_MONTH_DAY = re.compile(r"([a-z]{3,})\.? (\d{1,2})(?:st|nd|rd|th)?(?: (\d{4}))?")
_AHEAD = re.compile(r"([+-]) ?(\d{1,3}) ?(d|days?|w|weeks?)?")
_TIME = re.compile(r"(\d{1,2})(?:[:.h ](\d{2}))? ?(am|pm|a|p)?")
_RUN_TIME = re.compile(r"(\d{1,2})(\d{2}) ?(am|pm|a|p)?")
_NUMBER = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)?(\.\d*)?")


def read_date(text: str, today: date) -> date:
    """The day meant by `text`; without a year, the one nearest to `today`."""
    said = _tidy(text).replace(",", " ")
    said = _without_weekday(" ".join(said.split()))
    found = _near(said, today) or _named_day(said, today) or _calendar_day(said, today)
    if found is None:
        raise BadValue(
            f"“{text.strip()}” is not a date.", todo="Type it as 12/11/2009, 12 Nov 2009 or today."
        )
    return found


def read_time(text: str) -> time:
    """The time of day meant by `text`: 9, 0930, 9.30, 2pm, noon."""
    said = _tidy(text)
    if said in _NAMED_TIMES:
        return _NAMED_TIMES[said]
    match = _TIME.fullmatch(said) or _RUN_TIME.fullmatch(said)
    hour = None if match is None else _hour(match[1], match[3], len(match[1]) == 2)
    minute = int(match[2] or 0) if match else 0
    if hour is None or hour > 23 or minute > 59:
        raise BadValue(f"“{text.strip()}” is not a time.", todo="Type it as 9:30, 0930 or 2pm.")
    return time(hour, minute)


def read_number(text: str, unit: str = "") -> float:
    """The number meant by `text`, with or without its unit; nothing typed is 0."""
    said = _tidy(text).removesuffix(unit.lower()).strip() if unit else _tidy(text)
    match = _NUMBER.fullmatch(said)
    if match is None or said == ".":
        raise BadValue(
            f"“{text.strip()}” is not a number of 0 or more.", todo="Type it in figures, as 1.5."
        )
    return float(said.replace(",", "") or 0)


def say_date(day: date | None) -> str:
    """A day in words that `read_date` reads back: Thu 12 Nov 2009."""
    if day is None:
        return ""
    name, month = DAYS[day.weekday()][:3].title(), MONTHS[day.month - 1][:3].title()
    return f"{name} {day.day} {month} {day.year:04d}"


def say_time(at: time | None) -> str:
    """A time that `read_time` reads back: 09:30."""
    return "" if at is None else f"{at.hour:02d}:{at.minute:02d}"


def say_number(number: float | None) -> str:
    """A number without an idle “.0”."""
    return "" if number is None else f"{number:.10f}".rstrip("0").rstrip(".")


def _tidy(text: str) -> str:
    return " ".join(text.lower().split())


def _hour(figures: str, half: str | None, in_full: bool) -> int | None:
    hour = int(figures)
    if half:
        return hour % 12 + (12 if half[0] == "p" else 0) if 1 <= hour <= 12 else None
    return hour + 12 if 1 <= hour <= _AFTERNOON_UNTIL and not in_full else hour


def _without_weekday(said: str) -> str:
    first, _, rest = said.partition(" ")
    return rest if rest and _place(first, DAYS) is not None else said


def _near(said: str, today: date) -> date | None:
    if said in _NEAR:
        return _moved(today, _NEAR[said])
    match = _AHEAD.fullmatch(said)
    if match is None:
        return None
    days = int(match[2]) * (7 if (match[3] or "d").startswith("w") else 1)
    return _moved(today, -days if match[1] == "-" else days)


def _named_day(said: str, today: date) -> date | None:
    """The next such weekday; today's own name means today."""
    place = _place(said, DAYS)
    return None if place is None else _moved(today, (place - today.weekday()) % 7)


def _calendar_day(said: str, today: date) -> date | None:
    if match := _ISO.fullmatch(said):
        return _made(int(match[3]), int(match[2]), match[1], today)
    if match := _FIGURES.fullmatch(said) or _RUN.fullmatch(said):
        return _made(int(match[1]), int(match[2]), match[3], today)
    if match := _DAY_MONTH.fullmatch(said):
        day, month, year = match[1], match[2], match[3]
    elif match := _MONTH_DAY.fullmatch(said):
        month, day, year = match[1], match[2], match[3]
    else:
        return None
    place = _place(month, MONTHS)
    return None if place is None else _made(int(day), place + 1, year, today)


def _made(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _on(_full_year(year, today), month, day)
    around = (_on(today.year + step, month, day) for step in (-1, 0, 1))
    days = [found for found in around if found is not None]
    return min(days, key=lambda found: abs(found - today), default=None)


def _full_year(figures: str, today: date) -> int:
    """Two figures are a year from 80 years back to 19 years on."""
    if len(figures) > 2:
        return int(figures)
    first = today.year - 80
    return first + (int(figures) - first) % 100


def _on(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _moved(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days)
    except OverflowError:
        return None


def _place(name: str, names: tuple[str, ...]) -> int | None:
    """Which of `names` is meant by its first three letters or more ("sept", "thurs")."""
    name = name.rstrip(".")
    if len(name) < 3:
        return None
    return next((at for at, full in enumerate(names) if full.startswith(name)), None)
