"""How a command ends: exit code 0, or one line on stderr and a code that says what kind it was."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import click

from sipdesk import paths
from sipdesk.bug_log import note_bug
from sipdesk.cli.lines import one_line
from sipdesk.cli.telling import write_to_nowhere
from sipdesk.models.errors import StoreNotWritable, UserError

_BY_ITSELF = "; SIP Desk tries again by itself."
FAILED, STOPPED, NOBODY_READS = 1, 130, 141  # the last two are 128 + SIGINT and 128 + SIGPIPE


class CommandLine(click.Group):
    """A group of commands that never ends in a traceback."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        def run() -> Any:
            return super(CommandLine, self).main(
                args, prog_name, complete_var, standalone_mode=False, **extra
            )

        if not standalone_mode:
            return run()
        _write_utf8()
        sys.exit(outcome(run))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except OSError as error:
            if not _is_broken_pipe(error):
                raise
            write_to_nowhere()
            ctx.exit(NOBODY_READS)


def outcome(run: Callable[[], Any]) -> int:
    """Run a command line to its end and give its exit code; what went wrong has been said."""
    try:
        code = run()
        if sys.stdout is not None:  # a program without a console has none
            sys.stdout.flush()
    except click.ClickException as error:  # wrong usage, in click's own words
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        return STOPPED
    except StoreNotWritable as error:
        return _failed(_not_carried_out(error))
    except UserError as error:
        return _failed(str(error))
    except OSError as error:
        return _refused(error)
    except Exception as bug:
        return _failed(_said_of(bug))
    return code if isinstance(code, int) else 0


def must_have_a_display() -> None:
    """Raises UserError where the window has nowhere to appear; Qt itself would end the program."""
    told = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
    if sys.platform.startswith("linux") and not told:
        raise UserError(
            "There is no display for the window.",
            todo="The other commands work without one; “sipdesk --help” lists them.",
        )


def without_qt(error: ImportError, what: str, todo: str) -> Exception:
    """What to raise when Qt cannot be loaded; a module of our own that is missing is a bug."""
    if (error.name or "").startswith("sipdesk"):
        return error
    return UserError(f"{what} needs Qt, which does not load on this computer ({error}).", "", todo)


def _failed(text: str) -> int:
    with suppress(OSError):
        click.echo(one_line(text), err=True)
    return FAILED


def _not_carried_out(error: StoreNotWritable) -> str:
    """What speaks of “Saved” and of trying again means the window; here nothing does so."""
    if "“Saved”" not in error.safe:
        return str(error)
    first = error.todo.removesuffix(_BY_ITSELF).rstrip(".")
    return (
        f"{error.what} The command was not carried out to its end; what was saved before it is"
        f" safe. {first}, then try again."
    )


def _refused(error: OSError) -> int:
    write_to_nowhere()
    reason = error.strerror or type(error).__name__
    about = f" of “{error.filename}”" if error.filename else ""
    return _failed(f"The system says{about}: {reason}.")


def _said_of(bug: Exception) -> str:
    log = paths.log_file()
    noted = "what happened is noted" if note_bug(bug, log) else "it could not be noted"
    return (
        f"This is a bug in SIP Desk ({type(bug).__name__}). What was saved is safe; {noted},"
        f" without personal data, in {log}"
    )


def _is_broken_pipe(error: OSError) -> bool:
    # Windows has another word for it
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # no such stream, or not one of text
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
