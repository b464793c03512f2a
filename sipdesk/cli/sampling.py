"""``sipdesk sample``: a whole visit day of an invented school, without a window."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import click

from sipdesk.cli.exporting import write_agenda, write_note, write_school_plan
from sipdesk.cli.outcome import without_qt
from sipdesk.models.errors import StoreDamaged, StoreMissing, StoreNewer, UserError, WrongPassphrase

if TYPE_CHECKING:
    from sipdesk.models.clock import FixedClock
    from sipdesk.models.desk import Desk

PASSPHRASE = "sample"
STORE = "sample.sipdesk"
KEYS = f"{STORE}.keys"
LEFT_BESIDE = (f"{STORE}-journal", f"{STORE}.open")  # by a program that was killed
PAPERS = ("agenda.pdf", "agenda.ics", "note-of-visit.pdf", "note-of-visit.docx", "action-plan.xlsx")
PICTURES = "pictures"
# Qt paints without a screen, and does not complain that there is none
WITHOUT_DISPLAY = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}


@click.command
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--force", is_flag=True, help="Replace the sample in DIR whole: store, papers and pictures."
)
@click.option("--no-pictures", is_flag=True, help="Leave out the pictures of the pages.")
def sample(folder: Path, force: bool, no_pictures: bool) -> None:
    """Live a whole visit day of an invented school and keep it in DIR.

    DIR/sample.sipdesk is its store, with the passphrase “sample”; beside it lie the note of visit,
    the action plan, the agenda and a picture of every page. Each file is listed as it is written.
    """
    _refuse_what_is_there(folder, force)
    folder.mkdir(parents=True, exist_ok=True)
    missing: Exception | None = None
    with _aside(folder) as made:
        with _lived(made) as desk:
            if not no_pictures:
                missing = _take_pictures(desk, made / PICTURES)
        written = list(_put_in_place(made, folder))
    for path in written:
        click.echo(path)
    if missing is not None:
        raise missing


@contextmanager
def _lived(folder: Path) -> Iterator[Desk]:
    """The sample's desk at the end of its day, with its papers written."""
    from sipdesk.models.clock import FixedClock
    from sipdesk.models.desk import Desk
    from sipdesk.sample import build

    clock = FixedClock(datetime.combine(datetime.now().date(), time(8)).astimezone())
    desk, _ = Desk.create(folder / STORE, PASSPHRASE, clock=clock)
    try:
        school = build(desk)
        _write_papers(desk, clock, school.id, folder)
        yield desk
    finally:
        desk.close()


def _write_papers(desk: Desk, clock: FixedClock, school_id: str, folder: Path) -> None:
    """The agenda as it was sent before the day; the note and the plan as they stood after it."""
    from sipdesk.sample import live_the_day

    today = clock.now().date()
    planned = next(v for v in desk.visits.of_school(school_id) if v.on == today)
    for name in ("agenda.pdf", "agenda.ics"):
        write_agenda(desk, planned, folder / name)
    visit = live_the_day(desk, clock)
    for name in ("note-of-visit.pdf", "note-of-visit.docx"):
        write_note(desk, visit, folder / name)
    write_school_plan(desk, school_id, folder / "action-plan.xlsx")


def _take_pictures(desk: Desk, folder: Path) -> Exception | None:
    """A picture of every page; gives the reason when there can be none on this computer."""
    for name, value in WITHOUT_DISPLAY.items():
        os.environ.setdefault(name, value)
    try:
        from sipdesk.ui.pictures import take
    except ImportError as error:
        reason = without_qt(
            error,
            "The pictures were left out: taking them",
            "All else is written; --no-pictures does without them.",
        )
        if not isinstance(reason, UserError):
            raise
        return reason
    folder.mkdir()
    take(desk, folder)
    return None


def _refuse_what_is_there(folder: Path, force: bool) -> None:
    there = [n for n in (STORE, KEYS, *PAPERS, PICTURES) if os.path.lexists(folder / n)]
    if there and not force:
        raise UserError(
            f"There is already “{there[0]}” in {folder}.",
            "It has been left as it was.",
            "Choose another folder, or add --force to replace the sample there.",
        )
    if STORE in there:
        _refuse_another_store(folder / STORE)


def _refuse_another_store(path: Path) -> None:
    """Even by force, only a sample goes: not one that is open, nor a store of somebody's own."""
    from sipdesk.models.desk import Desk

    with suppress(StoreMissing, StoreDamaged, StoreNewer):
        try:
            Desk.open(path, PASSPHRASE).close()
        except WrongPassphrase as error:
            raise UserError(
                f"{path} has a passphrase of its own, so it is not the sample.",
                "It has been left as it was.",
                "Choose another folder.",
            ) from error


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder inside `folder` where everything is made first."""
    made = Path(mkdtemp(prefix=".sample-", dir=folder))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _put_in_place(made: Path, folder: Path) -> Iterator[Path]:
    """Move what was made to where it belongs, over what was there; gives each file."""
    for name in LEFT_BESIDE:
        (folder / name).unlink(missing_ok=True)
    for name in (STORE, KEYS, *PAPERS):
        os.replace(made / name, folder / name)
        yield folder / name
    for old in (folder / PICTURES).glob("*.png"):
        old.unlink()
    for picture in sorted((made / PICTURES).glob("**/*.png")):
        dest = folder / PICTURES / picture.relative_to(made / PICTURES)
        dest.parent.mkdir(parents=True, exist_ok=True)
        os.replace(picture, dest)
        yield dest
