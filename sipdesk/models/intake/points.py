"""When the results of a file are of: the year that it does not say, and terms still to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sipdesk.models.assessments import PointKind
from sipdesk.models.assessments.points import TERM_NAMES
from sipdesk.models.clock import school_year, school_year_in_words
from sipdesk.models.intake.columns import Column
from sipdesk.models.intake.meaning import ASKED, RESULT, hear
from sipdesk.models.intake.said import Said
from sipdesk.models.intake.words import Words

ATTAINED = (PointKind.CURRENT, PointKind.BASELINE, PointKind.RESULT)
_MOST_NAMED = 4
# subject, school year, term and kind of a result, and the year group of its pupil then
_Ahead = tuple[str, int, int, PointKind, int]


class AssumedYear(int):
    """A school year that nobody has said; the columns of the file may speak for an earlier one."""


@dataclass(frozen=True, slots=True)
class Point:
    """The data point a file is for, where its columns do not say."""

    year: int
    term: int


def this_point(today: date) -> Point:
    """The term that has been going on: autumn to December, spring to March, summer."""
    term = 1 if today.month >= 9 else 2 if today.month <= 3 else 3
    return Point(AssumedYear(school_year(today)), term)


@dataclass(frozen=True, slots=True)
class Undated:
    """Results of which nothing says the school year; `told` where something says their term."""

    name: str
    term: int
    kind: PointKind
    told: bool


class FileYear:
    """The school year of what names none: the one asked for, else the likeliest.

    That is the latest in which every term of results that were attained has begun: a sheet of all
    three terms, read in November, is last year's. What names no term is the latest there can be.
    """

    def __init__(self, undated: Iterable[Undated], point: Point, today: date) -> None:
        self._point, self._today = point, today
        self.assumed = isinstance(point.year, AssumedYear)
        begun = (_latest(u.term, today) for u in undated if u.told and u.kind in ATTAINED)
        self.year = min(begun, default=school_year(today)) if self.assumed else int(point.year)

    def of(self, one: Undated) -> int:
        if not self.assumed or one.told or one.kind not in ATTAINED:
            return self.year
        return _latest(one.term, self._today)

    def warnings(
        self, undated: Sequence[Undated], *, some: bool, what: str = "column"
    ) -> list[str]:
        """As what year they are read, unless it was asked for. `some` others do give theirs."""
        if not self.assumed or not undated:
            return []
        years: defaultdict[int, list[str]] = defaultdict(list)
        for one in undated:
            years[self.of(one)].append(one.name)
        lead = f"Some {what}s give no school year" if some else f"No {what} gives the school year"
        if len(years) == 1:
            return [f"{lead}; it is read as {school_year_in_words(next(iter(years)))}."]
        fewest = min(years, key=lambda year: (len(years[year]), year))
        [other] = years.keys() - {fewest}
        named, many = _named(years[fewest])
        return [
            f"{lead}; {named} {'are' if many else 'is'} read as {school_year_in_words(fewest)}, "
            f"the others as {school_year_in_words(other)}."
        ]


def date_columns(
    columns: Sequence[Column], point: Point, today: date, words: Words
) -> tuple[list[Column], int, list[str]]:
    """The columns with the year of those that name none, the year of the file, and warnings."""
    undated = {c.number: _undated(c, point, words) for c in columns if _names_no_year(c)}
    filled = [undated[c.number] for c in columns if c.samples and c.number in undated]
    file = FileYear(filled, point, today)
    dated = [
        replace(column, meaning=replace(column.meaning, year=file.of(undated[column.number])))
        if column.number in undated
        else column
        for column in columns
    ]
    some = any(column.meaning.year for column in columns)
    return dated, file.year, file.warnings(filled, some=some)


def ahead(
    pupils: Iterable[Said], point: Point, today: date, group_of: Callable[[Said], int]
) -> frozenset[_Ahead]:
    """What is said to be attained in a term that has not begun."""
    now = this_point(today)
    return frozenset(
        (*result[1:5], group_of(said) + result.year - point.year)
        for said in pupils
        for result in said.results
        if result.year >= now.year
        and (result.year, result.term) > (now.year, now.term)
        and result.kind in ATTAINED
    )


def warn_of_columns(found: frozenset[_Ahead], columns: Sequence[Column], point: Point) -> list[str]:
    """Which columns hold results of terms to come. The columns have their years."""
    headings: defaultdict[tuple[int, int], dict[str, None]] = defaultdict(dict)
    for subject, year, term, kind, stage in sorted(found):
        for column in columns:
            meaning = column.meaning
            own = point.term if meaning.term == ASKED else meaning.term
            if (meaning.subject, own, meaning.kind) == (subject, term, kind) and (
                meaning.stage == stage if meaning.stage else meaning.year == year
            ):
                headings[year, term][column.heading] = None
    said = []
    for (year, term), those in headings.items():
        named, many = _named(list(those))
        said.append(
            f"{named} {'are' if many else 'is'} of {_when(year, term)}, which has not begun. "
            "If these are targets, choose so at the column."
        )
    return said


def warn_of_rows(found: frozenset[_Ahead], heading: str) -> list[str]:
    """The same of a table with a row for each result."""
    return [
        f"“{heading}” holds results of {_when(year, term)}, which has not begun. "
        "If these are targets, the file has to say so in a column of its own."
        for year, term in sorted({(year, term) for _, year, term, *_ in found})
    ]


def _latest(term: int, today: date) -> int:
    """The latest school year in which the term has begun."""
    now = this_point(today)
    return int(now.year) - (term > now.term)


def _names_no_year(column: Column) -> bool:
    meaning = column.meaning
    return meaning.field == RESULT and not meaning.stage and not meaning.year


def _undated(column: Column, point: Point, words: Words) -> Undated:
    """A test or a starting point is of a summer where nothing says so, and then tells nothing."""
    meaning = column.meaning
    told = meaning.term > 0 and (
        meaning.kind is PointKind.CURRENT
        or column.why == "chosen"
        or hear(column.heading, words).term_told
    )
    term = point.term if meaning.term == ASKED else meaning.term
    return Undated(column.heading, term, meaning.kind, told)


def _when(year: int, term: int) -> str:
    """“summer 2027” of the school year 2026/27."""
    if term <= 0:
        return f"the school year {school_year_in_words(year)}"
    return f"{TERM_NAMES[term].lower()} {year + (term > 1)}"


def _named(headings: list[str]) -> tuple[str, bool]:
    """“A”, “B” and “C”, and whether they are several."""
    quoted = [f"“{heading}”" for heading in headings[:_MOST_NAMED]]
    if more := len(headings) - _MOST_NAMED:
        quoted += [f"{more} more"] * (more > 0)
    if len(quoted) == 1:
        return quoted[0], False
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}", True
