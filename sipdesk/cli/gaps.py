"""``sipdesk gaps``: how groups of pupils stand to the whole and to the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sipdesk.cli.lines import shown, table, terminal_width
from sipdesk.cli.options import opened, store_options
from sipdesk.models.errors import NotFound

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.models.gaps import GapRow, Measure
    from sipdesk.models.pupils import Cohort
    from sipdesk.models.schools import School

F = TypeVar("F", bound=Callable[..., Any])

KEYS = (
    *("group", "subject", "point", "scale", "pupils", "average", "whole_pupils"),
    *("whole_average", "gap_to_whole", "rest_pupils", "rest_average", "gap_to_rest"),
    *("closing_to_whole", "closing_to_rest", "notes"),
)
MEASURES = {"average": "AVERAGE", "expected": "AT_OR_ABOVE", "levels": "LEVELS_MADE"}
_HEADS = (
    *("Subject", "Point", "Group", "Pupils", "Average", "All", "Gap to all", "Closing"),
    *("Rest", "Gap to rest", "Closing", "Few"),
)
EPILOG = (
    f"With --json, an array of objects with these keys: {', '.join(KEYS)}. Averages are not"
    " rounded; null is explained in docs/figures.md."
)

cohort_option = click.option(
    "--cohort",
    metavar="COHORT",
    default="",
    help="Only this year or class, such as “Year 9”, “9B” or “Year 9, 9B”.",
)


def gap_options(command: F) -> F:
    """What is compared, of whom."""
    for option in (
        click.option(
            "--measure",
            type=click.Choice(list(MEASURES)),
            default="average",
            show_default=True,
            help="Average points, percent at or above expectation, or percent who made the levels.",
        ),
        click.option(
            "--group",
            "groups",
            metavar="GROUP",
            multiple=True,
            help="Only this group, by its name or key; may be given again.",
        ),
        click.option(
            "--subject",
            "subjects",
            metavar="SUBJECT",
            multiple=True,
            help="Only this subject; may be given again.",
        ),
        cohort_option,
    ):
        command = option(command)
    return command


@click.command(epilog=EPILOG)
@click.argument("school")
@gap_options
@click.option("--json", "as_json", is_flag=True, help="For another program to read.")
@store_options
@click.pass_context
def gaps(
    ctx: click.Context,
    school: str,
    cohort: str,
    subjects: tuple[str, ...],
    groups: tuple[str, ...],
    measure: str,
    as_json: bool,
) -> None:
    """Compare groups of SCHOOL with everybody and with the rest, at every data point.

    Small groups are shown: what is printed here is for the school alone.
    """
    with opened(ctx) as desk:
        asked = cohort_named(desk, desk.schools.named(school), cohort)
        report = desk.gaps.report(
            asked,
            groups=groups_named(desk, asked, groups),
            subjects=subjects_named(desk, asked, subjects),
            measure=measure_named(measure),
        )
        titles = {scale.key: scale.title for scale in desk.assessments.scales}
    click.echo(_as_json(report.rows) if as_json else _as_table(report.rows, titles))


def cohort_named(desk: Desk, school: School, text: str) -> Cohort:
    """“Year 9”, “9”, “9B”, “Year 9, 9B” or nothing. Raises NotFound where nobody is in it."""
    from sipdesk.models.folding import natural
    from sipdesk.models.pupils import Cohort, year_in_words

    everybody = Cohort(school.id)
    if not text.strip():
        return everybody
    pupils = desk.pupils.of_school(school.id)
    first, _, second = (part.strip() for part in text.partition(","))
    meant = (
        [Cohort(school.id, first, second)]
        if second
        else [
            Cohort(school.id, year=first),
            Cohort(school.id, form=first),
        ]
    )
    for cohort in meant:
        if cohort.of(pupils):
            return cohort
    today = desk.clock.now().date()
    here = {p.form or year_in_words(p.year) for p in pupils if not p.has_left(today)}
    known = sorted(filter(None, here), key=natural)
    raise NotFound(
        f"No pupil of {school.name} is in “{text.strip()}”.",
        todo=f"Its classes are {', '.join(known)}." if known else "It has no classes yet.",
    )


def subjects_named(desk: Desk, cohort: Cohort, texts: Sequence[str]) -> list[str] | None:
    """The subjects meant; None for all. Raises NotFound for one without results."""
    from sipdesk.models.assessments import subject_named

    known = desk.assessments.subjects(cohort.school_id)
    found = []
    for text in texts:
        folded = subject_named(text).casefold()
        match = next((name for name in known if name.casefold() == folded), None)
        if match is None:
            raise NotFound(f"There are no results in “{text}”.", todo=_choose("Subjects", known))
        found.append(match)
    return found or None


def groups_named(desk: Desk, cohort: Cohort, texts: Sequence[str]) -> list[str] | None:
    """The keys of the groups meant, by key or title; None for all. Raises NotFound."""
    from sipdesk.models.folding import folded
    from sipdesk.models.pupils import group_of, key_of

    known = desk.gaps.groups(cohort.school_id)
    by_name = {name.casefold(): key for key in known for name in (group_of(key).title, key)}
    found = []
    for text in texts:
        key = by_name.get(folded(text), key_of(text))
        if key not in known:
            names = [group_of(each).title for each in known]
            raise NotFound(f"No pupil with a result is in “{text}”.", todo=_choose("Groups", names))
        found.append(key)
    return found or None


def measure_named(name: str) -> Measure:
    """The measure behind its word on the command line."""
    from sipdesk.models.gaps import Measure

    return Measure[MEASURES[name]]


def _choose(what: str, names: Sequence[str]) -> str:
    return f"{what} with results: {', '.join(names)}." if names else "There are no results yet."


def _as_json(rows: Sequence[GapRow]) -> str:
    return json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=2)


def _plain(row: GapRow) -> dict[str, Any]:
    from sipdesk.models.assessments import title_of

    plain = {key: getattr(row, key) for key in KEYS}
    return plain | {"point": title_of(row.point), "notes": [note.value for note in row.notes]}


def _as_table(rows: Sequence[GapRow], titles: Mapping[str, str]) -> str:
    """Scales are named where there is more than one."""
    from sipdesk.export.content.gap_words import closing_cell
    from sipdesk.models.assessments import title_of
    from sipdesk.models.pupils import group_of

    if not rows:
        return "There are no gaps."
    lines = [
        [
            row.subject,
            title_of(row.point),
            group_of(row.group).title,
            str(row.pupils),
            _one(row.average),
            _one(row.whole_average),
            _signed(row.gap_to_whole),
            closing_cell(row, "closing_to_whole").text,
            _one(row.rest_average),
            _signed(row.gap_to_rest),
            closing_cell(row, "closing_to_rest").text,
            shown(row.small),
        ]
        for row in rows
    ]
    heads = list(_HEADS)
    if len({row.scale for row in rows}) > 1:
        heads.insert(1, "Scale")
        for line, row in zip(lines, rows, strict=True):
            line.insert(1, titles.get(row.scale, row.scale))
    plain = [[shown(cell) for cell in line] for line in lines]
    return table(heads, plain, terminal_width(), range(heads.index("Pupils")))


def _one(value: float | None) -> str:
    from sipdesk.export.content.gap_words import figure

    return figure(value)


def _signed(value: float | None) -> str:
    from sipdesk.export.content.gap_words import gap

    return gap(value)
