"""Dates as schools and spreadsheets write them, and which of two figures is the day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[-/. ]*([A-Za-z]{3,9})[-/., ]*(\d{4}|\d{2})")
_CLOCK = re.compile(r"[T ]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d|am|pm)?$", re.I)
_DAYS_COUNTED = re.compile(r"\d{5}(\.0+)?")  # a spreadsheet's own count of days
_BEGAN_COUNTING = date(1899, 12, 30)
_MONTHS = (
    "january february march april may june july august september october november december".split()
)


class Order(StrEnum):
    """Which figure of a date such as 03/04/1998 comes first."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Judged:
    """The order of a column's dates. `doubtful` where both orders fit all of them equally."""

    order: Order
    doubtful: bool = False
    mixed: bool = False


def read_date(text: str, order: Order, today: date) -> date | None:
    """None for what is no date. A year of two figures is the last one that has begun."""
    bare = text.strip()
    if ":" in bare:
        bare = _CLOCK.sub("", bare)
    try:
        if found := _ISO.fullmatch(bare):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _FIGURES.fullmatch(bare):
            first, second, year = int(found[1]), int(found[2]), _year(found[3], today)
            day, month = (first, second) if order is Order.DAY else (second, first)
            return date(year, month, day)
        if found := _WORDS.fullmatch(bare):
            month = _month(found[2])
            return date(_year(found[3], today), month, int(found[1])) if month else None
        if _DAYS_COUNTED.fullmatch(bare):
            return _BEGAN_COUNTING + timedelta(days=int(bare[:5]))
    except (ValueError, OverflowError):
        return None
    return None


def judge(texts: Iterable[str], fits: Callable[[int, date], bool | None], today: date) -> Judged:
    """The order of a whole column. `fits` says whether a date can be right in its row, by number.

    Without any sign for the other it is day before month, as in Britain.
    """
    possible = dict.fromkeys(Order, 0)
    right = dict.fromkeys(Order, 0)
    both = 0
    for number, text in enumerate(texts):
        read = {order: read_date(text, order, today) for order in Order}
        if read[Order.DAY] == read[Order.MONTH]:
            continue
        both += all(read.values())
        for order, day in read.items():
            possible[order] += day is not None
            right[order] += day is not None and bool(fits(number, day))
    if possible[Order.DAY] != possible[Order.MONTH]:
        order = max(Order, key=lambda o: possible[o])
        # where some can only be the one and some only the other, nobody can say for the rest
        return Judged(order, mixed=possible[_other(order)] > both)
    if right[Order.DAY] != right[Order.MONTH]:
        return Judged(max(Order, key=lambda o: right[o]))
    return Judged(Order.DAY, doubtful=both > 0, mixed=possible[Order.DAY] > both)


def _other(order: Order) -> Order:
    return Order.MONTH if order is Order.DAY else Order.DAY


def _year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    year = today.year // 100 * 100 + int(text)
    return year - 100 if year > today.year else year


def _month(word: str) -> int:
    """By its name or any start of three letters and more."""
    wanted = word.casefold()
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(wanted)), 0)
