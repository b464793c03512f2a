"""The command line. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import click

from sipdesk import __version__
from sipdesk.bug_log import forbid_core_dumps
from sipdesk.cli.backing_up import backup, backups, restore
from sipdesk.cli.checking import check
from sipdesk.cli.exporting import export
from sipdesk.cli.gaps import gaps
from sipdesk.cli.importing import import_
from sipdesk.cli.keeping import access_report, erase
from sipdesk.cli.listing import list_
from sipdesk.cli.making import init
from sipdesk.cli.options import asked, store_options
from sipdesk.cli.outcome import CommandLine, must_have_a_display, without_qt
from sipdesk.cli.passphrase import given
from sipdesk.cli.progress import progress
from sipdesk.cli.renewing import passphrase_, rekey
from sipdesk.cli.sampling import sample

EXIT_CODES = (
    "Exit codes: 0 done; 1 not done, for a reason said in one line; 2 wrong usage; "
    "130 stopped with Ctrl+C."
)


@click.group(
    cls=CommandLine,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXIT_CODES,
)
@click.version_option(__version__, message="SIP Desk %(version)s")
@store_options
@click.pass_context
def main(ctx: click.Context) -> None:
    """The desk of a school improvement partner, in one encrypted file.

    With no command, the window opens, and asks for the passphrase itself if none is given.

    The passphrase comes from --passphrase-file, else from SIPDESK_PASSPHRASE, else from a prompt.
    Both options may stand before or after the command.
    """
    forbid_core_dumps()
    if ctx.invoked_subcommand is not None:
        return
    must_have_a_display()
    path = asked(ctx).store_path
    # a store that is not there yet is made in the window
    secret = given(asked(ctx).passphrase_file) if path.exists() else ""
    try:
        from sipdesk.app import run
    except ImportError as error:
        raise without_qt(error, "The window", "The other commands work without it.") from error
    ctx.exit(run(path, secret))


for command in (
    *(init, sample, list_, export, check, backup, backups, restore, passphrase_, rekey),
    *(gaps, progress),
    *(access_report, erase, import_),
):
    main.add_command(command)
