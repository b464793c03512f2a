"""``sipdesk import``: pupils and results, schools of the register, published figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sipdesk.cli.importing_published import (
    performance_json,
    performance_lines,
    register_json,
    register_lines,
)
from sipdesk.cli.importing_pupils import choice_needed, pupils_json, pupils_lines
from sipdesk.cli.lines import one_line
from sipdesk.cli.options import opened, store_options
from sipdesk.cli.telling import say_done
from sipdesk.models.errors import BadValue, NotFound

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.models.intake import Import
    from sipdesk.models.intake.previews import (
        Preview,
        PupilPreview,
    )
    from sipdesk.models.schools import School

_ADD_IT = (
    "Add the school in the window, or take it from the public register: "
    "sipdesk import register FILE --school URN --accept."
)

_file = click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
_accept = click.option("--accept", is_flag=True, help="Take it in; without this nothing changes.")
_as_json = click.option("--json", "as_json", is_flag=True, help="For another program to read.")


@click.group("import")
@store_options
def import_() -> None:
    """Look at a file from a school or the department, and take it in with --accept.

    Without --accept it says what taking the file in would do, and changes nothing. With it, a
    backup is made first, and one undo in the window takes everything back.
    """


@import_.command
@_file
@click.option("--school", required=True, metavar="SCHOOL", help="Its URN, name or id.")
@click.option(
    "--mapping",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help='A TOML file that says what columns are: [columns] "Ma Aut" = "result: Mathematics |'
    ' autumn 2009 | current | nc-sublevels"; "Tutor" = "form"; "House" = "".',
)
@click.option("--sheet", metavar="NAME", help="Which sheet of a workbook.")
@click.option("--year", type=int, help="The school year of columns that name none, by its start.")
@click.option("--term", type=click.IntRange(1, 3), help="The term of columns that name none.")
@click.option(
    "--dates", type=click.Choice(["day", "month"]), help="What comes first in dates like 3/4/98."
)
@click.option("--same", is_flag=True, help="Rows that are likely a pupil who is here are that one.")
@click.option(
    "--other-school",
    is_flag=True,
    help="Take it though it is, or its pupils are, of another school.",
)
@click.option("--leavers", is_flag=True, help="Who is missing in the file has left today.")
@_accept
@_as_json
@store_options
@click.pass_context
def pupils(
    ctx: click.Context,
    file: Path,
    school: str,
    mapping: Path | None,
    sheet: str | None,
    year: int | None,
    term: int | None,
    dates: str | None,
    same: bool,
    other_school: bool,
    leavers: bool,
    accept: bool,
    as_json: bool,
) -> None:
    """Pupils and results of SCHOOL: a CSV, a workbook or a Common Transfer File."""
    from sipdesk.models.intake.dates import Order
    from sipdesk.models.intake.files import read_file
    from sipdesk.models.intake.previews import Choices

    with opened(ctx) as desk:
        school_id = _school(desk, school).id
        source = read_file(file)
        choices = Choices(
            table=_sheet([table.name for table in source.tables], sheet),
            columns=_columns(mapping),
            year=year,
            term=term,
            dates=Order(dates) if dates else None,
            likely_are_same=same,
            other_school=other_school,
        )
        preview = desk.intake.pupils(source, school_id, choices)
        if leavers:
            preview = _with_leavers(preview)
        if accept and (stop := choice_needed(preview)) is not None:
            raise stop
        said = pupils_lines(preview, desk.assessments.scales)
        _end(desk, preview, accept, as_json, pupils_json(preview), said)


@import_.command
@_file
@click.option(
    "--school", "wanted", multiple=True, metavar="SCHOOL", help="A URN or name in the register."
)
@click.option("--overwrite", is_flag=True, help="Also where the desk holds something else.")
@_accept
@_as_json
@store_options
@click.pass_context
def register(
    ctx: click.Context,
    file: Path,
    wanted: tuple[str, ...],
    overwrite: bool,
    accept: bool,
    as_json: bool,
) -> None:
    """Schools of the public register; without --school those on the desk, by their URN."""
    from sipdesk.models.intake.published import read_published
    from sipdesk.models.intake.register import RegisterChoices

    with opened(ctx) as desk:
        published = read_published(file)
        preview = desk.intake.register(published, wanted)
        if overwrite:
            every = {f"{one.urn}:{f.field}" for one in preview.found for f in one.fields}
            preview = desk.intake.register(published, wanted, RegisterChoices(overwrite=every))
        _end(desk, preview, accept, as_json, register_json(preview), register_lines(preview))


@import_.command
@_file
@click.option("--school", metavar="SCHOOL", help="Only this school's: its URN, name or id.")
@click.option("--year", type=int, help="The school year, by its start; else by the file's name.")
@_accept
@_as_json
@store_options
@click.pass_context
def performance(
    ctx: click.Context,
    file: Path,
    school: str | None,
    year: int | None,
    accept: bool,
    as_json: bool,
) -> None:
    """Published figures of key stage 2 or 4, for the desk's schools by their URN."""
    from sipdesk.models.intake.published import read_published

    with opened(ctx) as desk:
        school_id = _school(desk, school).id if school is not None else ""
        preview = desk.intake.performance(read_published(file), school_id, year)
        said = performance_json(preview), performance_lines(preview)
        _end(desk, preview, accept, as_json, *said)


def _end(
    desk: Desk,
    preview: Preview,
    accept: bool,
    as_json: bool,
    said: dict[str, Any],
    words: Iterator[str],
) -> None:
    taken: tuple[Import, ...] = desk.intake.accept(preview) if accept else ()
    said = {"taken": bool(taken), **said, "imports": [one.id for one in taken]}
    say = say_done if taken else click.echo
    if as_json:
        say(json.dumps(said, ensure_ascii=False, indent=2, default=str))
        return
    lines = ["  " * line.startswith("  ") + one_line(line) for line in words]
    if not taken:
        lines.append("Nothing has been changed; --accept takes it in.")
    elif getattr(preview, "nothing_new", False):
        lines.append("The desk is as it was; that the file was read is noted.")
    else:
        lines.append("Taken in.")
    say("\n".join(lines))


def _school(desk: Desk, named: str) -> School:
    """Raises NotFound, which says how a school comes onto the desk."""
    try:
        return desk.schools.named(named)
    except NotFound as error:
        if error.todo:
            raise
        raise NotFound(error.what, error.safe, _ADD_IT) from error


def _sheet(names: list[str], wanted: str | None) -> int | None:
    if wanted is None:
        return None
    for number, name in enumerate(names):
        if name.casefold() == wanted.casefold():
            return number
    raise NotFound(f"There is no sheet “{wanted}”.", todo=f"There are: {', '.join(names)}.")


def _columns(file: Path | None) -> dict[str, str]:
    """The [columns] of a mapping file."""
    if file is None:
        return {}
    from sipdesk.models.toml import Mistake, read

    try:
        row = read(file)
        row.allow("columns")
        columns = row.table("columns")
        return {heading: columns.text(heading, "") for heading in columns.values}
    except Mistake as mistake:
        where = f"{file.name}, line {mistake.line}" if mistake.line else file.name
        raise BadValue(f"{where}: {mistake.reason}", "Nothing has been changed.") from mistake


def _with_leavers(preview: PupilPreview) -> PupilPreview:
    return replace(preview, leavers=preview.missing)
