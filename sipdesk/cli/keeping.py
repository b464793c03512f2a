"""``sipdesk access-report`` and ``sipdesk erase``: what is held on somebody, and its end."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sipdesk.cli.options import opened, store_options
from sipdesk.cli.telling import say_done
from sipdesk.models.errors import BadValue, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sipdesk.models.desk import Desk
    from sipdesk.models.keeping import Erasure, Outlook, Person

KEYS = (
    "With --json, the report goes to standard output and DEST may be left out. Its keys: person,"
    " on, records, texts, history, documents_that_left. Records and texts say whether they are held"
    " in_history_only, steps in which state they are."
)
CERTAIN = (
    "This cannot be undone. What else was done can still be taken back, but nothing of this person."
)

BEGUN = "Stopped amid the erasure. It is finished when the desk opens next."
STOPPED = (
    "Stopped. The desk still holds everything; the copies that were done are without the person."
)


@click.command("access-report", epilog=KEYS)
@click.argument("person", metavar="PERSON")
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="For another program to read.")
@click.option("--force", is_flag=True, help="Replace DEST when it is there already.")
@store_options
@click.pass_context
def access_report(
    ctx: click.Context, person: str, dest: Path | None, as_json: bool, force: bool
) -> None:
    """Write everything that is held on PERSON to DEST, a .pdf, a .json, or a folder for both.

    PERSON is a name or a part of one, a UPN, an e-mail, a telephone number, or an id; somebody
    without a record is named as in the texts. Names of other people are taken out.
    """
    if dest is None and not as_json:
        raise click.UsageError("Give DEST, or --json.")
    from sipdesk.export.access import write_access_report
    from sipdesk.export.content.access_report import as_data, gather_access

    with opened(ctx) as desk:
        who = _one(desk, person)
        material = gather_access(desk, who)
        if as_json:
            click.echo(json.dumps(as_data(material), ensure_ascii=False, indent=2))
        if dest is not None:
            for file in write_access_report(material, dest, force=force):
                people = [who.id] if who.id else []
                desk.keeping.left("Access report", who.school_id, file.name, "person", people)
                click.echo(file, err=as_json)


@click.command
@click.argument("person", metavar="PERSON")
@click.option(
    "--yes",
    is_flag=True,
    help="Do not ask whether you are certain; PERSON is then an id, a UPN or a whole name.",
)
@click.option("--reason", default="", help="Why; it is kept, so name nobody in it.")
@store_options
@click.pass_context
def erase(ctx: click.Context, person: str, yes: bool, reason: str) -> None:
    """Erase PERSON from the desk and every backup of it that can be reached.

    PERSON is named as for “sipdesk access-report”. Records that are only about the person go;
    shared texts keep their words without the name. What cannot be reached is said. There is no way
    back.
    """
    with opened(ctx) as desk:
        who = _one(desk, person)
        if yes and not _called_in_full(who, person):
            raise BadValue(
                f"“{person}” is no id, no UPN and no whole name. It would have meant"
                f" {_whom(desk, who)}.",
                "Nothing was erased.",
                "With --yes, name the person by id, UPN or whole name.",
            )
        ahead = desk.keeping.outlook([who])
        if not yes:
            click.echo(f"{_whom(desk, who)}.", err=True)
            click.echo(_told(ahead), err=True)
            if not click.confirm("Erase?", err=True):
                click.echo("Nothing was erased.", err=True)
                ctx.exit(1)
        try:
            done = desk.keeping.erase([who], reason)
        except KeyboardInterrupt:
            click.echo(BEGUN if desk.keeping.is_begun() else STOPPED, err=True)
            raise
        say_done(_done(done, ahead))


def _one(desk: Desk, person: str) -> Person:
    """The one who is meant. Several are listed on stderr, and NotFound is raised."""
    found = desk.keeping.people(person)
    if len(found) > 1:
        rows = [[p.id, p.title, str(p.who), p.upn, _school(desk, p)] for p in found]
        raise NotFound(
            f"“{person}” fits {len(found)} people.",
            "Nothing was done.",
            "Name one by id or UPN: " + "; ".join(" ".join(filter(None, row)) for row in rows),
        )
    return found[0]


def _called_in_full(who: Person, asked: str) -> bool:
    """Whether what was typed can mean nobody else."""
    from sipdesk.models.keeping.naming import folded, is_called

    marks = [folded(mark) for mark in (who.id, who.upn) if mark]
    return folded(asked) in marks or is_called(who.name, asked)


def _whom(desk: Desk, who: Person) -> str:
    """“Ada Brown, UPN A123, Hill School”; of whom there is no record, so much is said."""
    upn = f"UPN {who.upn}" if who.upn else ""
    bare = "" if who.id else "without a record of their own"
    return ", ".join(filter(None, [who.title, upn, _school(desk, who), bare]))


def _school(desk: Desk, who: Person) -> str:
    with suppress(NotFound):  # the history may know of somebody whose school is gone
        return desk.schools.get(who.school_id).name
    return ""


def _told(ahead: Outlook) -> str:
    from sipdesk.models.keeping.words import counts_in_words

    lines = [
        f"To be erased: {counts_in_words(ahead.removed) or 'no record'}.",
        f"Reworded: {counts_in_words(ahead.reworded) or 'nothing'}.",
        f"Copies of the desk to be looked through and cleared: {ahead.copies}.",
        *_remaining(ahead, ahead.unreached),
        CERTAIN,
    ]
    return "\n".join(lines)


def _remaining(ahead: Outlook, unreached: Iterable[str]) -> Iterator[str]:
    if ahead.doubtful:
        count = len(ahead.doubtful)
        texts = "1 text" if count == 1 else f"{count} texts"
        yield f"Left for you to read, as the words may mean somebody else: {texts}."
    for sentence in unreached:
        yield f"Not reached: {sentence}"
    if ahead.departures:
        names = ", ".join(f"“{d.name}”" for d in ahead.departures)
        yield f"Not reached: documents that left, {names}."


def _done(erasure: Erasure, ahead: Outlook) -> str:
    from sipdesk.models.keeping.words import counts_in_words, taken_in_words

    lines = [f"Erased: {taken_in_words(erasure.removed)}."]
    if ahead.reworded:
        lines.append(f"Reworded: {counts_in_words(ahead.reworded)}.")
    return "\n".join([*lines, *_remaining(ahead, erasure.unreached)])
