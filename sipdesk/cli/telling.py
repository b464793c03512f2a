"""Saying what was done, so that it is read even where standard output cannot be written."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

UNWRITTEN = "This is done, but the output could not be written. It would have been:"
_NOT_TOLD = 1  # the work is done, but who reads only the output has not heard of it


def say_done(text: object) -> None:
    """Say what cannot be said a second time: a new recovery code, or that the work is done.

    Where the output fails it is said on stderr instead, and the command ends with 1.
    """
    try:
        if sys.stdout is None:
            raise OSError("a program without a console has no output")
        click.echo(str(text))  # which flushes
    except (OSError, ValueError) as error:  # ValueError: it is closed
        write_to_nowhere()
        say_beside(f"{UNWRITTEN}\n{text}")
        raise click.exceptions.Exit(_NOT_TOLD) from error


def say_beside(text: str) -> None:
    """On stderr; what cannot be said there stops no work and undoes none."""
    with suppress(OSError, ValueError):
        click.echo(text, err=True)


def write_to_nowhere() -> None:
    """So that Python, closing stdout, does not meet the same error again."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
