"""``sipdesk export``: what leaves the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sipdesk.cli.gaps import (
    cohort_named,
    gap_options,
    groups_named,
    measure_named,
    subjects_named,
)
from sipdesk.cli.options import opened, store_options
from sipdesk.cli.telling import say_done
from sipdesk.models.errors import NotFound

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.models.pupils import Cohort
    from sipdesk.models.visits import Visit

F = TypeVar("F", bound=Callable[..., Any])
AUDIENCES = ("head", "governors", "authority", "consultant")
READERS = "the head, governors, the authority or a consultant head"

_force = click.option("--force", is_flag=True, help="Replace DEST when it is there already.")
_visit = click.argument("visit_id", metavar="VISIT")


def _dest(*suffixes: str) -> Callable[[F], F]:
    """The DEST argument; what it ends in chooses the format."""

    def known(_ctx: click.Context, _param: click.Parameter, dest: Path) -> Path:
        if dest.suffix.lower() not in suffixes:
            raise click.BadParameter(f"“{dest.name}” must end in {' or '.join(suffixes)}.")
        return dest

    return click.argument("dest", metavar="DEST", type=click.Path(path_type=Path), callback=known)


@click.group
@store_options
def export() -> None:
    """Write a note of visit, an action plan, an agenda or the gaps between groups to a file.

    VISIT is an id or any unique start of one, as “sipdesk list visits” shows it. SCHOOL is a URN,
    a name or the start of one. A file appears whole or not at all, and one that is there already
    stays unless --force is given.
    """


@export.command
@_visit
@_dest(".pdf", ".docx")
@click.option(
    "--for",
    "reader",
    type=click.Choice(AUDIENCES),
    default="authority",
    show_default=True,
    help=f"Who will read it: {READERS}. It decides which names the note may show.",
)
@click.option("--compose", is_flag=True, help="Compose the note first when the visit has none.")
@_force
@store_options
@click.pass_context
def note(
    ctx: click.Context, visit_id: str, dest: Path, reader: str, compose: bool, force: bool
) -> None:
    """Write the note of VISIT to DEST, a .pdf or a .docx."""
    with opened(ctx) as desk, _replaceable():
        visit = desk.visits.named(visit_id)
        with desk.step("Compose note"):  # taken back when the file cannot be written
            _have_note(desk, visit, compose)
            write_note(desk, visit, dest, reader=reader, force=force)
        _left(desk, "note", visit.id, dest, reader)
    say_done(dest)


@export.command
@click.argument("school")
@_dest(".xlsx")
@_force
@store_options
@click.pass_context
def plan(ctx: click.Context, school: str, dest: Path, force: bool) -> None:
    """Write the action plan of SCHOOL to DEST, an .xlsx workbook."""
    with opened(ctx) as desk, _replaceable():
        found = desk.schools.named(school)
        write_school_plan(desk, found.id, dest, force=force)
        _left(desk, "plan", found.id, dest)
    say_done(dest)


@export.command
@_visit
@_dest(".pdf", ".ics")
@_force
@store_options
@click.pass_context
def agenda(ctx: click.Context, visit_id: str, dest: Path, force: bool) -> None:
    """Write the agenda of VISIT to DEST, a .pdf or an .ics."""
    with opened(ctx) as desk, _replaceable():
        visit = desk.visits.named(visit_id)
        write_agenda(desk, visit, dest, force=force)
        _left(desk, "agenda", visit.id, dest)
    say_done(dest)


@export.command("gaps")
@click.argument("school")
@_dest(".pdf", ".xlsx")
@gap_options
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="head",
    show_default=True,
    help=f"Who will read it: {READERS}. For all but the head, small groups are hidden.",
)
@click.option(
    "--threshold",
    type=click.IntRange(5, 10),
    default=5,
    show_default=True,
    help="Hide groups of so many pupils or fewer, and what would give them away.",
)
@_force
@store_options
@click.pass_context
def gaps_(
    ctx: click.Context,
    school: str,
    dest: Path,
    cohort: str,
    subjects: tuple[str, ...],
    groups: tuple[str, ...],
    measure: str,
    audience: str,
    threshold: int,
    force: bool,
) -> None:
    """Write the gaps between groups of SCHOOL to DEST, a .pdf or an .xlsx."""
    with opened(ctx) as desk, _replaceable():
        found = desk.schools.named(school)
        asked = cohort_named(desk, found, cohort)
        write_gaps_of(
            desk,
            asked,
            dest,
            reader=audience,
            force=force,
            threshold=threshold,
            subjects=subjects_named(desk, asked, subjects),
            groups=groups_named(desk, asked, groups),
            measure=measure_named(measure),
        )
        _left(desk, "gaps", found.id, dest, audience)
    say_done(dest)


def write_gaps_of(
    desk: Desk, cohort: Cohort, dest: Path, *, reader: str, force: bool = False, **asked: Any
) -> None:
    """The gaps of a cohort, in the format that `dest` ends in."""
    from sipdesk.export.audience import Audience
    from sipdesk.export.gap_material import gather_gaps

    material = gather_gaps(desk, cohort, Audience[reader.upper()], **asked)
    if dest.suffix.lower() == ".xlsx":
        from sipdesk.export.workbook import write_gaps

        write_gaps(material, dest, force=force)
    else:
        from sipdesk.export.content.gap_report import gap_report
        from sipdesk.export.pdf import write_pdf

        write_pdf(gap_report(material), dest, force=force)


def write_note(
    desk: Desk, visit: Visit, dest: Path, *, reader: str = "head", force: bool = False
) -> None:
    """The note of a visit, in the format that `dest` ends in."""
    from sipdesk.export.audience import Audience
    from sipdesk.export.content.note import build_note
    from sipdesk.export.material import gather_note

    document = build_note(gather_note(desk, visit.id), Audience[reader.upper()])
    if dest.suffix.lower() == ".docx":
        from sipdesk.export.word import write_word

        write_word(document, dest, force=force)
    else:
        from sipdesk.export.pdf import write_pdf

        write_pdf(document, dest, force=force)


def write_school_plan(desk: Desk, school_id: str, dest: Path, *, force: bool = False) -> None:
    """The action plan of a school as a workbook."""
    from sipdesk.export.material import gather_plan
    from sipdesk.export.workbook import write_plan

    write_plan(gather_plan(desk, school_id), dest, force=force)


def write_agenda(desk: Desk, visit: Visit, dest: Path, *, force: bool = False) -> None:
    """The plan of a visit day, in the format that `dest` ends in."""
    from sipdesk.export.material import gather_agenda

    material = gather_agenda(desk, visit.id)
    if dest.suffix.lower() == ".ics":
        from sipdesk.export.calendar import write_ics

        write_ics(material, dest, desk.clock, force=force)
    else:
        from sipdesk.export.content.agenda import build_agenda
        from sipdesk.export.pdf import write_pdf

        write_pdf(build_agenda(material), dest, force=force)


def _left(desk: Desk, what: str, ref: str, dest: Path, reader: str = "") -> None:
    """Remember that a document left; what only the models write, such as the sample, did not."""
    from sipdesk.export.departing import note_departure

    note_departure(desk, what, ref, dest.name, reader)


def _have_note(desk: Desk, visit: Visit, compose: bool) -> None:
    if desk.notes.has(visit.id):
        return
    if not compose:
        raise NotFound(
            "No note has been composed for this visit yet.",
            "Nothing was written.",
            "Compose it in the window, or add --compose.",
        )
    desk.compose_note(visit.id)


@contextmanager
def _replaceable() -> Iterator[None]:
    """A refusal to overwrite says how to insist, here on the command line."""
    from sipdesk.export.files import FileExists

    try:
        yield
    except FileExists as error:
        todo = "Choose another name, or add --force to replace it."
        raise FileExists(error.what, error.safe, todo) from error
