"""Rows of a school's list as what they say of pupils; the same cell is read only once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any

from sipdesk.models.intake.columns import Column, Columns
from sipdesk.models.intake.dates import Order, judge
from sipdesk.models.intake.fields import FieldReader, NotRead, year_group
from sipdesk.models.intake.layout import Layout, is_total
from sipdesk.models.intake.long_rows import LongReader
from sipdesk.models.intake.points import (
    Point,
    ahead,
    date_columns,
    this_point,
    warn_of_columns,
    warn_of_rows,
)
from sipdesk.models.intake.said import Heard, Problem, Said
from sipdesk.models.intake.tables import Cells, Table
from sipdesk.models.intake.upns import looks_like_upn
from sipdesk.models.intake.wide_rows import WideReader
from sipdesk.models.intake.words import Words
from sipdesk.models.intake.year_groups import YearGroups, group_by_birthday, group_of_year
from sipdesk.models.pupils import tidy_upn
from sipdesk.models.scales import Scales

_NOT_OF_A_PUPIL = ("subject", "value", "point", "academic_year", "term", "kind", "scale", "stage")
_OF_THE_SCHOOL = ("urn", "dfe_number")


# where a preview finds them


@dataclass(slots=True)
class HeardList(Heard):
    """What a list says, and of which school year it is where its columns name none."""

    year: int = 0


def hear_list(
    table: Table,
    layout: Layout,
    columns: Columns,
    *,
    words: Words,
    scales: Scales,
    today: date,
    point: Point,
    order: Order | None = None,
    group_of: Callable[[Said], int] = lambda _: 0,
) -> HeardList:
    """`group_of` knows the present year group of pupils of whom the file does not say it."""
    heard = HeardList(warnings=[*table.notes, *columns.warnings])
    width = len(layout.headings)
    rows = [_filled_up(row, width) for row in table.rows[layout.first :]]
    reader = _field_reader(rows, columns, words, today, point, order, heard)
    cells = _Cells(columns, reader, heard)
    results: WideReader | LongReader
    long = columns.long
    dated, heard.year, of_years = date_columns(columns.results(), point, today, words)
    if long:
        results = LongReader(columns, words, scales, point, today, rows)
        heard.year = results.year
    else:
        results = WideReader(dated, scales, point)
        heard.warnings += of_years
    groups = _year_groups(rows, columns, reader, point, today, group_of)
    moved = this_point(today).year - point.year

    def group_then(said: Said) -> int:
        now = groups.of_today(said)
        return group_of(said) if now is None else max(0, now - moved)

    # in a table with a row for each result a pupil is read once
    people: dict[tuple[str, ...], Said | None] = {}
    identity = cells.identity() if long else lambda _: ()
    uncounted = 0
    for number, row in enumerate(rows, layout.first + 1):
        if len(row) > width and any(row[width:]):
            heard.left_out += [
                Said(number, {"upn": tidy_upn(cell)}) for cell in row if looks_like_upn(cell)
            ]
            heard.problems.append(
                Problem(number, "It has more cells than there are headings.", whole=True)
            )
            continue
        key = identity(row)
        if (known := people.get(key)) is not None:
            results.read(number, row, known, group_then, heard.problems)
            continue
        if not any(row):
            uncounted += 1
            continue
        if key in people:
            continue
        so_far = len(heard.problems)
        said = cells.read(number, row)
        if long:
            people[key] = None
        if not looks_like_upn(said.upn) and is_total(row, words):
            uncounted += 1
            del heard.problems[so_far:]
            continue
        if not said.upn and not said.name:
            reason = "It names no pupil: neither a UPN nor a name."
            heard.problems.append(Problem(number, reason, whole=True))
            continue
        groups.fill_in(said)
        heard.pupils.append(said)
        if long:
            people[key] = said
        results.read(number, row, said, group_then, heard.problems)
    heard.rows_read = len(rows) - uncounted
    heard.warnings += [*results.warnings(), *groups.warnings()]
    if early := ahead(heard.pupils, point, today, group_then):
        heard.warnings += (
            warn_of_rows(early, results.heading)
            if isinstance(results, LongReader)
            else warn_of_columns(early, dated, point)
        )
    heard.fields = frozenset(c.meaning.field for c in columns.all) - {""}
    return heard


def _filled_up(row: Cells, width: int) -> Cells:
    """With a cell below every heading."""
    return row if len(row) >= width else [*row, *[""] * (width - len(row))]


def _field_reader(
    rows: list[Cells],
    columns: Columns,
    words: Words,
    today: date,
    point: Point,
    order: Order | None,
    heard: Heard,
) -> FieldReader:
    """With the order of each column of dates found out."""
    orders = {}
    for field in ("born", "left_on"):
        column = columns.of(field)
        if column is None:
            continue
        dates = _different(rows, column, columns.of("year"))
        fits = _fits(dates, point) if field == "born" else _unknown
        judged = judge([written for written, _ in dates], fits, today)
        orders[field] = order or judged.order
        if order:
            continue
        if judged.mixed:
            heard.warnings.append(
                f"In “{column.heading}” some dates can only be day before month and others only "
                "month before day. Ask the school for the file with one kind of date."
            )
        elif judged.doubtful:
            heard.doubtful_dates = True
            heard.warnings.append(
                f"The dates in “{column.heading}” could be day before month or month before day. "
                "They were read as day before month."
            )
    return FieldReader(
        words, today, orders.get("born", Order.DAY), orders.get("left_on", Order.DAY)
    )


def _year_groups(
    rows: list[Cells],
    columns: Columns,
    reader: FieldReader,
    point: Point,
    today: date,
    group_of: Callable[[Said], int],
) -> YearGroups:
    """What tells the year group where no column does."""
    given = columns.of("year")
    moved = this_point(today).year - point.year

    def kept(said: Said) -> int:
        known = group_of(Said(said.row, {"upn": said.upn}))
        return known and known + moved

    wanted = given is None or not given.samples
    beside = _beside(rows, columns, reader) if wanted else ()
    return YearGroups(beside, today, kept, wanted=wanted)


def _beside(
    rows: list[Cells], columns: Columns, reader: FieldReader
) -> Iterator[tuple[str, date | None]]:
    """The form and the birthday of each row."""
    form, born = columns.of("form"), columns.of("born")
    if form is None:
        return
    read = reader.reader("born")
    for row in rows:
        try:
            day = read(row[born.number]) if born else None
        except NotRead:
            day = None
        yield row[form.number], day if isinstance(day, date) else None


def _unknown(_: int, __: date) -> bool | None:
    return None


def _different(rows: list[Cells], dates: Column, year: Column | None) -> list[tuple[str, str]]:
    """Each date with the year group beside it, once."""
    if year is None:
        return [(written, "") for written in dict.fromkeys(map(itemgetter(dates.number), rows))]
    return list(dict.fromkeys(map(itemgetter(dates.number, year.number), rows)))


def _fits(dates: list[tuple[str, str]], point: Point) -> Callable[[int, date], bool | None]:
    """Whether a birthday suits the year group beside it."""

    def fits(number: int, born: date) -> bool | None:
        try:
            group = group_of_year(year_group(dates[number][1]))
        except NotRead:
            return None
        return group_by_birthday(born, point.year) == group if group else None

    return fits


_OF_A_NAME = ("surname", "forename")
_PupilColumn = tuple[int, str, str, Callable[[str], object], dict[str, Any]]


class _Cells:
    """The columns that are about the pupil, read row by row."""

    def __init__(self, columns: Columns, reader: FieldReader, heard: Heard) -> None:
        self._heard = heard
        self._columns: list[_PupilColumn] = [
            (column.number, column.meaning.field, column.heading, reader.reader(field), {})
            for column in columns.all
            if (field := column.meaning.field) and field not in (*_NOT_OF_A_PUPIL, "result")
        ]
        self._in_parts = {field for _, field, *_ in self._columns}.issuperset(_OF_A_NAME)

    def identity(self) -> Callable[[Cells], tuple[str, ...]]:
        """What tells the pupils of a long table apart: all that it says of them in a row."""
        places = [at for at, *_ in self._columns]
        if len(places) < 2:
            return lambda row: tuple([row[at] for at in places])
        return itemgetter(*places)

    def read(self, number: int, row: Cells) -> Said:
        """What a row says of its pupil, without blank cells and those that cannot be read."""
        fields: dict[str, Any] = {}
        kept: dict[str, Any]
        for at, field, heading, read, kept in self._columns:
            cell = row[at]
            if cell not in kept:
                try:
                    kept[cell] = read(cell)
                except NotRead as problem:
                    kept[cell] = problem
            value = kept[cell]
            if isinstance(value, NotRead):
                self._heard.problems.append(Problem(number, str(value), heading))
            elif value is not None and (value != "" or field in ("sen", "gender")):
                fields[field] = value
        lacking = [part for part in _OF_A_NAME if part not in fields]
        lacks = lacking[0] if self._in_parts and len(lacking) == 1 else ""
        return Said(number, self._of_pupil(fields), lacks=lacks)

    def _of_pupil(self, fields: dict[str, Any]) -> dict[str, Any]:
        surname, forename = fields.pop("surname", ""), fields.pop("forename", "")
        if surname or forename:
            fields["name"] = f"{forename} {surname}".strip()
        if "language" in fields:
            fields["eal"] = fields.pop("language")
        for name in _OF_THE_SCHOOL:
            if school := fields.pop(name, ""):
                self._heard.school = self._heard.school or "".join(filter(str.isdecimal, school))
        return fields
