"""``sipdesk backup``, ``backups`` and ``restore``."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sipdesk.cli.lines import table
from sipdesk.cli.options import asked, opened, say_what_opening_did, store_options
from sipdesk.cli.passphrase import earlier_passphrase, passphrase
from sipdesk.cli.telling import say_beside, say_done
from sipdesk.models.errors import (
    StoreError,
    StoreInUse,
    StoreMissing,
    UserError,
    WrongPassphrase,
)

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk
    from sipdesk.models.store.backups import Backup

KEYS = "With --json, an array of objects with the keys number, at, reason, size (bytes) and path."


@click.command
@click.argument("dest", required=False, type=click.Path(path_type=Path))
@store_options
@click.pass_context
def backup(ctx: click.Context, dest: Path | None) -> None:
    """Make a backup: a whole, encrypted copy that was opened, checked and compared.

    It goes to the folder “backups” beside the store, and to DEST, a folder or a new file, as well.
    Its key file goes with it; the same passphrase and recovery code open it.
    """
    from sipdesk.models.store.backups import Reason

    if dest is not None and not dest.is_dir():
        _refuse_taken(dest)
        _refuse_no_folder(dest)
    with opened(ctx) as desk:
        made = desk.store.back_up(Reason.ASKED)
        where = made.path
        if dest is not None:
            where = dest / made.path.name if dest.is_dir() else dest
            _copy(desk, made, where)
        say_done(f"Backed up: {where}")


def _copy(desk: Desk, made: Backup, where: Path) -> None:
    """Raises a StoreError which says that the backup itself was made, and where."""
    try:
        desk.keeping.note_asked_for(where)  # first: a kill may leave a copy
        desk.backups.copy_to(made, where)
    except StoreError as error:
        why = getattr(error.__cause__, "strerror", None) or error.what.rstrip(".")
        raise StoreError(
            f"The backup was made, but its copy could not be written at {where} ({why}).",
            f"The backup is whole: {made.path}.",
            "See whether that disk is there, full, or may not be written, then try again.",
        ) from error


def _refuse_taken(dest: Path) -> None:
    """A key file without its store is not written over: it may be the last of it."""
    from sipdesk.models.store.keys import key_file

    for file in (dest, key_file(dest)):
        if file.exists():
            raise StoreError(f"There is already a file at {file}.", "It has not been touched.")


def _refuse_no_folder(dest: Path) -> None:
    if not dest.parent.is_dir():
        raise StoreError(
            f"There is no folder {dest.parent}.",
            "No backup was made.",
            "Name a folder that is there; is the stick in?",
        )


@click.command(epilog=KEYS)
@click.option("--json", "as_json", is_flag=True, help="For another program to read.")
@store_options
@click.pass_context
def backups(ctx: click.Context, as_json: bool) -> None:
    """List the backups beside the store, newest first. No passphrase is needed."""
    from sipdesk.models.store.backups import backups_in, folder_of
    from sipdesk.models.store.kept import kept_beside, kept_folder

    store = asked(ctx).store_path
    found = backups_in(folder_of(store), store)
    if as_json:
        click.echo(json.dumps([_plain(each) for each in found], ensure_ascii=False, indent=2))
    elif not found:
        click.echo(f"There are no backups in {folder_of(store)}.")
    else:
        now = datetime.now().astimezone()
        rows = [
            [str(b.number), b.time_words(now), b.reason.words, f"{b.size / 1e6:.1f} MB"]
            for b in found
        ]
        click.echo(table(("number", "when", "why", "size"), rows))
    if not as_json and (aside := len(kept_beside(store))):
        what, them = ("One store is", "it") if aside == 1 else (f"{aside} stores are", "them")
        click.echo(f"{what} set aside in {kept_folder(store)}; nothing takes {them} away.")


@click.command
@click.argument("file")
@click.option(
    "--force", is_flag=True, help="Also where the present store does not open; it is kept."
)
@click.option(
    "--earlier-passphrase-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Where the backup was made under another key: the passphrase or code of its time, from the"
    " first line of FILE, instead of asking.",
)
@store_options
@click.pass_context
def restore(
    ctx: click.Context, file: str, force: bool, earlier_passphrase_file: Path | None
) -> None:
    """Go back to the backup FILE: its path, its name, or its number in “sipdesk backups”.

    What the store holds now is backed up first, and its file is kept in the folder “kept”. Whoever
    was erased since that backup was made is erased again. The present passphrase and code go on
    opening the store. Where by --force a store is replaced that does not open, what left the desk
    and who was erased since that backup stands only in the file that is kept.
    """
    from sipdesk.models.desk import Desk
    from sipdesk.models.keeping.words import again_in_words
    from sipdesk.models.store.restoring import replace_unopened

    store = asked(ctx).store_path
    wanted = _named(file, store)
    secret = passphrase(asked(ctx).passphrase_file)
    try:
        desk = Desk.open(store, secret, anyway=force)
    except StoreInUse:
        raise
    except StoreError as error:
        if not force:
            raise StoreError(error.what, error.safe, _way_on(error)) from error
        kept = replace_unopened(wanted, secret, store, datetime.now().astimezone())
        now = Desk.open(store, secret, anyway=True)  # it erases again whoever was erased
        now.close()
        if isinstance(error, WrongPassphrase):
            say_beside("The store opens by the passphrase and code of the backup now.")
        say_beside(_as_the_backup_knew(kept))
    else:
        say_what_opening_did(desk)
        now, kept = _restored(desk, wanted, secret, earlier_passphrase_file)
    said = [f"Restored: {wanted.name}"]
    if now.erased_again:
        said.append(again_in_words(now.erased_again))
    if now.unerased is not None:
        say_beside(str(now.unerased))
    if kept.exists():
        said.append(f"What was there before is kept: {kept}")
    say_done("\n".join(said))


def _as_the_backup_knew(kept: Path) -> str:
    """What is lost with a store that did not open, and could not be asked about it."""
    look = "look in the file that is kept, and " if kept.exists() else ""
    return (
        "What left this desk, and who was erased, is noted here only as far as that backup knew"
        f" it: {look}whoever this computer remembers as erased is erased again."
    )


def _way_on(error: StoreError) -> str:
    if isinstance(error, WrongPassphrase):
        return (
            "Give the present passphrase or code; the backup’s own is asked for by itself. With"
            " --force the backup takes the store’s place, with its own passphrase and code."
        )
    return "With --force the backup takes its place; what is there is kept."


def _restored(desk: Desk, wanted: Path, secret: str, earlier: Path | None) -> tuple[Desk, Path]:
    try:
        try:
            desk.backups.key_of(wanted, secret)
        except WrongPassphrase as refused:
            secret = earlier_passphrase(earlier, refused)
        back = desk.restore(wanted, secret)
    except UserError:
        desk.close()
        raise
    back.desk.close()
    if back.trouble is not None:
        raise back.trouble
    assert back.kept is not None
    return back.desk, back.kept


def _named(file: str, store: Path) -> Path:
    """The backup that was meant. Raises StoreMissing."""
    from sipdesk.models.store.backups import backups_in, folder_of

    if Path(file).expanduser().is_file():
        return Path(file).expanduser()
    for each in backups_in(folder_of(store), store):
        if file in (each.id, str(each.number)):
            return each.path
    raise StoreMissing(
        f"There is no backup “{file}”.",
        "Nothing has been changed.",
        "“sipdesk backups” lists them; give a number from there, or the path of a file.",
    )


def _plain(backup: Backup) -> dict[str, object]:
    return {
        "number": backup.number,
        "at": backup.at.isoformat(),
        "reason": backup.reason.value,
        "size": backup.size,
        "path": str(backup.path),
    }
