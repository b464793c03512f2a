"""``sipdesk init``: an empty store."""

from __future__ import annotations

import click

from sipdesk.cli.options import asked, store_options
from sipdesk.cli.passphrase import passphrase
from sipdesk.cli.telling import say_done
from sipdesk.models.errors import StoreError


@click.command
@store_options
@click.pass_context
def init(ctx: click.Context) -> None:
    """Make an empty store and print its recovery code.

    A new passphrase is asked for twice, unless --passphrase-file or SIPDESK_PASSPHRASE gives it. A
    store that is there already is left alone.
    """
    from sipdesk.models.desk import Desk

    path = asked(ctx).store_path
    if path.exists():  # said before anybody has thought of a passphrase
        raise StoreError(
            f"There is already a store at {path}.",
            "It has not been touched.",
            "Open it, or name another with --store.",
        )
    desk, code = Desk.create(path, passphrase(asked(ctx).passphrase_file, new=True))
    try:
        say_done(
            f"An empty store was made at {path}\nRecovery code: {code}\n"
            "Print the code and keep it away from this computer: it opens the store if the"
            " passphrase is forgotten, and it is shown only this once."
        )
    finally:
        desk.close()
