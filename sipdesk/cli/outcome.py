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
from sipdesk.models.errors import UserError

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
            _write_to_nowhere()
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


def _refused(error: OSError) -> int:
    _write_to_nowhere()
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


def _write_to_nowhere() -> None:
    """So that Python, closing stdout, does not meet the same error again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):  # no such stream, or not one of text
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
