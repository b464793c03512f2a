"""A list or a transfer file beside what the desk knows: the preview of an import of pupils."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import islice
from typing import Any

from sipdesk.models.errors import BadValue
from sipdesk.models.intake.columns import Columns, guess_columns
from sipdesk.models.intake.comparing import Compared, compare
from sipdesk.models.intake.ctf import hear_ctf
from sipdesk.models.intake.known import Known
from sipdesk.models.intake.layout import find_layout
from sipdesk.models.intake.limits import FileRefused
from sipdesk.models.intake.lists import hear_list
from sipdesk.models.intake.matching import Match, Matcher
from sipdesk.models.intake.meaning import RESULT
from sipdesk.models.intake.points import Point, this_point
from sipdesk.models.intake.previews import Choices, PupilPreview
from sipdesk.models.intake.repeats import once_each
from sipdesk.models.intake.said import Heard, Said
from sipdesk.models.intake.tables import Source, Table
from sipdesk.models.intake.words import words
from sipdesk.models.intake.year_groups import group_by_birthday, group_of_year
from sipdesk.models.pupils import year_in_words
from sipdesk.models.scales import Scales

_FIRST = 8  # pupils shown as they will be read
_OF_RESULTS = ("subject", "point", "academic_year", "term", "kind", "scale", "stage")


def preview_pupils(source: Source, known: Known, choices: Choices | None = None) -> PupilPreview:
    """What taking the file in would do. Pure: for any thread, as often as choices change.

    Raises FileRefused for a file that says nothing of pupils, BadValue for an impossible choice.
    """
    choices = choices or Choices()
    point = _point(known.today, choices)
    if source.kind == "ctf":
        heard = hear_ctf(source.data, known.scales, known.today)
        return _preview(source, known, choices, heard, point)
    number = source.likeliest if choices.table is None else choices.table
    if not 0 <= number < len(source.tables):
        raise BadValue("The file has no such sheet.", "Nothing has been changed.")
    table = source.tables[number]
    vocabulary = words()
    layout = find_layout(table, vocabulary, tuple(known.remembered))
    if not layout.headings:
        raise FileRefused(
            f"“{source.name}” holds no table.", "Choose a file with a heading over each column."
        )
    columns = guess_columns(
        table, layout, vocabulary, known.scales, known.remembered, choices.columns
    )
    listed = hear_list(
        table,
        layout,
        columns,
        words=vocabulary,
        scales=known.scales,
        today=known.today,
        point=point,
        order=choices.dates,
        group_of=_group_of(known, point),
    )
    made = _preview(source, known, choices, listed, point)
    return replace(
        made,
        year=listed.year,
        tables=tuple(each.name for each in source.tables),
        table=number,
        headings=layout.headings,
        columns=columns.all,
        first=_first(table, columns, made, known.scales),
        stops=(*made.stops, *_missing_columns(columns)),
    )


def _point(today: date, choices: Choices) -> Point:
    now = this_point(today)
    return Point(
        now.year if choices.year is None else choices.year,
        now.term if choices.term is None else choices.term,
    )


def _missing_columns(columns: Columns) -> list[str]:
    if any(columns.of(field) for field in ("upn", "name", "surname")):
        return []
    return ["No column gives the UPN or the name of the pupil: say which one does."]


def _group_of(known: Known, point: Point) -> Callable[[Said], int]:
    """The year group in the file's school year: by the file, by the desk, by the birthday."""
    by_upn = {pupil.upn: pupil for pupil in known.pupils if pupil.upn}

    def group_of(said: Said) -> int:
        if group := group_of_year(str(said.fields.get("year", ""))):
            return group
        born = said.fields.get("born")
        pupil = by_upn.get(said.upn) if said.upn else None
        if pupil is not None:
            if group := group_of_year(year_in_words(pupil.year)):
                return group - (this_point(known.today).year - point.year)
            born = born or pupil.born
        return max(0, group_by_birthday(born, point.year)) if born else 0

    return group_of


def _preview(
    source: Source, known: Known, choices: Choices, heard: Heard, point: Point
) -> PupilPreview:
    kept, repeated = once_each(heard.pupils)
    matcher = Matcher(known.pupils)
    rows = {said.row for said in kept}
    left_out = [*heard.left_out, *(said for said in heard.pupils if said.row not in rows)]
    compared = compare(kept, left_out, matcher, known, choices)
    other = " ".join(filter(None, [_other_school(heard, known), *_held_elsewhere(compared, known)]))
    stops = []
    if other and not choices.other_school:
        stops.append(f"{other} Say that it is meant, or choose the other school.")
    waiting = sum(one.waiting for one in compared.accepted)
    if waiting:
        stops.append(
            f"{waiting} {'row needs' if waiting == 1 else 'rows need'} a choice: "
            "is it the pupil who is here already, or a new one?"
        )
    if not compared.accepted:
        stops.append("The file names no pupil that can be taken in.")
    problems = sorted([*heard.problems, *repeated, *compared.problems], key=lambda p: p.row)
    return PupilPreview(
        source=source.name,
        digest=source.digest,
        school_id=known.school.id,
        accepted=tuple(compared.accepted),
        problems=tuple(problems),
        warnings=(*heard.warnings, *_warnings(source, known, compared)),
        stops=tuple(stops),
        rows_read=heard.rows_read,
        missing=tuple(compared.missing),
        leavers=tuple(p for p in compared.missing if p.id in choices.leavers),
        year=point.year,
        term=point.term,
        kept=known.results,
        today=known.today,
        other_school=other,
        doubtful_dates=heard.doubtful_dates,
        first=tuple(_as_read(one.fields) for one in islice(compared.accepted, _FIRST)),
    )


def _other_school(heard: Heard, known: Known) -> str:
    """Why the file seems to be another school's, or ""."""
    own = {"".join(filter(str.isdecimal, n)) for n in (known.school.urn, known.school.dfe_number)}
    own.discard("")
    if not heard.school or heard.school in own:
        return ""
    of = f"“{heard.school_name}” ({heard.school})" if heard.school_name else heard.school
    same_kind = {number for number in own if len(number) == len(heard.school)}
    if same_kind:
        return f"The file is of another school: {of}."
    if heard.school_name and not _named_alike(heard.school_name, known.school.name):
        return f"The file is of a school called {of}, and not surely of this one."
    return ""


def _held_elsewhere(compared: Compared, known: Known) -> list[str]:
    """Of those who are new here, how many another school of the desk has on its roll."""
    at = Counter(
        known.elsewhere[upn]
        for one in compared.accepted
        if not one.pupil_id and (upn := str(one.fields.get("upn", ""))) in known.elsewhere
    )
    return [
        f"{many} of these pupils {'is' if many == 1 else 'are'} at {school} on this desk."
        for school, many in at.most_common()
    ]


def _named_alike(one: str, other: str) -> bool:
    left, right = ({w for w in name.casefold().split() if len(w) > 3} for name in (one, other))
    return bool(left & right - {"school", "high", "primary", "academy", "college", "church"})


def _warnings(source: Source, known: Known, compared: Compared) -> list[str]:
    found = list(compared.warnings)
    if day := known.taken_on(source.digest):
        found.append(f"The same file was taken in on {date.fromisoformat(day):%d/%m/%Y} already.")
    with_upn = sum(bool(pupil.upn) for pupil in known.pupils)
    sure = any(one.match is not Match.NEW for one in compared.accepted)
    if with_upn >= 10 and len(compared.accepted) >= 10 and not sure:
        found.append("None of these pupils is known here. Is it the right school's file?")
    if known.erased_on and any(not one.pupil_id and not one.waiting for one in compared.accepted):
        found.append(
            f"Pupils were erased from this desk (on {known.erased_on:%d/%m/%Y}). "
            "A file may bring them back: look at who is new."
        )
    return found


def _first(
    table: Table, columns: Columns, made: PupilPreview, scales: Scales
) -> tuple[dict[str, str], ...]:
    """The first rows as they will be read: beside each heading what will be kept, or nothing."""
    shown: list[dict[str, str]] = []
    for one in made.accepted[:_FIRST]:
        read = _as_read(one.fields)
        row = table.rows[one.row - 1]
        by_column: dict[str, str] = {}
        for column in columns.all:
            field, cell = column.meaning.field, ""
            if column.number < len(row):
                cell = row[column.number]
            if field == RESULT and column.meaning.scale:
                said = scales.get(column.meaning.scale).read(cell)
                by_column[column.heading] = said.value or said.absent or said.problem
            elif field == "value":
                by_column[column.heading] = next(
                    (r.value or r.absent for r in one.results if r.row == one.row), ""
                )
            elif field in ("surname", "forename", *_OF_RESULTS):
                by_column[column.heading] = cell
            else:
                by_column[column.heading] = read.get("eal" if field == "language" else field, "")
        shown.append(by_column)
    return tuple(shown)


def _as_read(fields: Any) -> dict[str, str]:
    return {name: _shown(value) for name, value in fields.items()}


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value)
