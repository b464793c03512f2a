"""What every command that opens a store is told: which one, and where its passphrase is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sipdesk import paths
from sipdesk.cli.lines import one_line
from sipdesk.cli.passphrase import passphrase
from sipdesk.cli.telling import say_beside
from sipdesk.models.errors import StoreDamaged, StoreElsewhere, StoreError, StoreWentBack

if TYPE_CHECKING:
    from sipdesk.models.desk import Desk

F = TypeVar("F", bound=Callable[..., Any])


@dataclass
class Asked:
    """The options shared by all commands, wherever in the line they stood."""

    store: Path | None = None
    passphrase_file: Path | None = None
    anyway: bool = False

    @property
    def store_path(self) -> Path:
        """The store by option, by SIPDESK_STORE, or the default one.

        Raises StoreError when a folder stands there.
        """
        named = self.store or os.environ.get("SIPDESK_STORE")
        path = Path(named).expanduser() if named else paths.default_store()
        if path.is_dir():
            raise StoreError(
                f"{path} is a folder, not a store.", todo="Name the file with --store FILE."
            )
        return path


def asked(ctx: click.Context) -> Asked:
    """What has been asked so far on this line."""
    return ctx.ensure_object(Asked)


def _keep(ctx: click.Context, param: click.Parameter, value: Path | bool | None) -> None:
    if value and param.name:
        setattr(asked(ctx), param.name, value)


def store_options(command: F) -> F:
    """Give a command ``--store`` and ``--passphrase-file``; they are kept in `Asked`."""
    for name, words in (
        (
            "--passphrase-file",
            "Take the passphrase from the first line of FILE. [env: SIPDESK_PASSPHRASE holds the"
            " passphrase itself]",
        ),
        (
            "--store",
            "The store to use, instead of the one in your own data folder. [env: SIPDESK_STORE]",
        ),
    ):
        command = click.option(
            name,
            metavar="FILE",
            type=click.Path(path_type=Path),
            expose_value=False,
            callback=_keep,
            help=words,
        )(command)
    return click.option(
        "--anyway",
        is_flag=True,
        expose_value=False,
        callback=_keep,
        help="Open it though another computer left its mark on it, or it is an older copy.",
    )(command)


@contextmanager
def opened(ctx: click.Context) -> Iterator[Desk]:
    """The desk over the store that was asked for. Raises a StoreError saying what to do."""
    path = asked(ctx).store_path
    # a store that is not there is refused without asking for its passphrase
    secret = passphrase(asked(ctx).passphrase_file) if path.exists() else ""
    desk = open_desk(path, secret, anyway=asked(ctx).anyway)
    try:
        yield desk
    finally:
        desk.close()


def open_desk(path: Path, secret: str, *, anyway: bool) -> Desk:
    """The desk at `path`; what opening it did by itself is said. Raises a StoreError."""
    from sipdesk.models.desk import Desk

    try:
        with way_on_told(path):
            desk = Desk.open(path, secret, anyway=anyway)
    except StoreWentBack as error:
        todo = f"If you put it there yourself, go on with --anyway{_else_a_backup(path)}."
        raise StoreWentBack(error.what, error.safe, todo, number=error.number) from error
    except StoreElsewhere as error:
        raise StoreElsewhere(
            error.what, error.safe, f"{error.todo.rstrip('.')}, with --anyway."
        ) from error
    say_what_opening_did(desk)
    return desk


def say_what_opening_did(desk: Desk) -> None:
    """Whoever was erased and came back is erased again, unasked: on stderr, beside the answer."""
    from sipdesk.models.keeping.words import again_in_words

    if desk.erased_again:
        say_beside(again_in_words(desk.erased_again))
    if desk.unerased is not None:
        say_beside(one_line(str(desk.unerased)))


@contextmanager
def way_on_told(store: Path) -> Iterator[None]:
    """A damaged store, with what to do about it in commands."""
    try:
        yield
    except StoreDamaged as error:
        raise StoreDamaged(error.what, error.safe, _way_on(store)) from error


def _way_on(path: Path) -> str:
    if not _has_backups(path):
        return (
            "There is no backup beside it. “sipdesk restore FILE --force” puts one from elsewhere"
            " in its place and keeps this file; opening the window may bring back what can still"
            " be read."
        )
    return (
        "“sipdesk backups” lists the backups, and “sipdesk restore NUMBER --force” puts one in its"
        " place and keeps this file; opening the window can bring back more."
    )


def _else_a_backup(path: Path) -> str:
    if not _has_backups(path):
        return "; there is no backup beside it"
    return (
        "; else “sipdesk backups” lists the backups, and “sipdesk restore NUMBER --force” puts one"
        " in its place"
    )


def _has_backups(path: Path) -> bool:
    from sipdesk.models.store.backups import backups_in, folder_of

    return bool(backups_in(folder_of(path), path))
