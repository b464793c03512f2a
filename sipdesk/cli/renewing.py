"""``sipdesk passphrase`` and ``sipdesk rekey``: other secrets for the same store."""

from __future__ import annotations

from pathlib import Path

import click

from sipdesk.cli.options import asked, open_desk, store_options
from sipdesk.cli.passphrase import new_passphrase, passphrase
from sipdesk.cli.telling import say_done

_new_file = click.option(
    "--new-passphrase-file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Take the new passphrase from the first line of FILE, instead of asking twice.",
)


@click.command("passphrase")
@_new_file
@store_options
@click.pass_context
def passphrase_(ctx: click.Context, new_passphrase_file: Path | None) -> None:
    """Choose another passphrase. The recovery code stays.

    The present passphrase may be the recovery code. Nothing is encrypted anew, so this does not
    help when somebody has a copy of the store and knows the passphrase: use “sipdesk rekey” then.
    """
    path, secret = _present(ctx)
    desk = open_desk(path, secret, anyway=asked(ctx).anyway)
    try:
        desk.change_passphrase(secret, new_passphrase(new_passphrase_file))
        say_done(f"The passphrase of {path} was changed. The recovery code is the same.")
    finally:
        desk.close()


@click.command
@_new_file
@store_options
@click.pass_context
def rekey(ctx: click.Context, new_passphrase_file: Path | None) -> None:
    """Encrypt the store anew, and print its new recovery code.

    For when somebody knows the passphrase or the recovery code. The store gets a new key, a new
    passphrase and a new code, all or nothing. A backup is made first. It and all earlier ones
    stay, and open only with the old passphrase or code.
    """
    from sipdesk.models.desk import Desk

    path, secret = _present(ctx)
    # said before anybody has thought of a passphrase; what “anyway” passes is settled by it
    open_desk(path, secret, anyway=asked(ctx).anyway).close()
    code = Desk.rekey(path, secret, new_passphrase(new_passphrase_file))
    say_done(
        f"Encrypted anew: {path}\nRecovery code: {code}\n"
        "Print the code and keep it away from this computer; it is shown only this once. Backups"
        " made before now open only with the old passphrase or the old code: keep them safe."
    )


def _present(ctx: click.Context) -> tuple[Path, str]:
    path = asked(ctx).store_path
    # a store that is not there is refused without asking for its passphrase
    return path, passphrase(asked(ctx).passphrase_file) if path.exists() else ""
