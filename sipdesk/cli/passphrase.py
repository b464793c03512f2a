"""Where the passphrase comes from: a file, the environment, or a prompt without echo."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sipdesk.models.errors import UserError
from sipdesk.models.passphrases import trouble_with

VARIABLE = "SIPDESK_PASSPHRASE"
LONGEST = 64 * 1024  # bytes read of a passphrase file that has no line end
_ELSE = f"Give --passphrase-file FILE, or set {VARIABLE}."


def passphrase(file: Path | None, *, new: bool = False) -> str:
    """The passphrase; a `new` one is asked for twice and may not be empty. Raises UserError."""
    secret = given(file)
    if not secret and file is None:
        secret = _asked_twice() if new else _asked("Passphrase: ")
    if new:
        _must_do(secret, "Nothing was made.")
    return secret


def new_passphrase(file: Path | None) -> str:
    """Another passphrase for a store: from a file, or asked for twice. Raises UserError."""
    if file is not None:
        secret = _from_file(file)
    elif sys.stdin is None or not sys.stdin.isatty():
        raise UserError(
            "No new passphrase was given, and there is no terminal to ask at.",
            "Nothing has been changed.",
            "Give --new-passphrase-file FILE.",
        )
    else:
        secret = _asked_twice()
    _must_do(secret, "Nothing has been changed.")
    return secret


def earlier_passphrase(file: Path | None, refused: UserError) -> str:
    """What opened a backup in its time; where nobody can be asked, `refused` is raised again."""
    if file is not None:
        return _from_file(file)
    if sys.stdin is None or not sys.stdin.isatty():
        raise type(refused)(refused.what, refused.safe, "Give --earlier-passphrase-file FILE.")
    return _asked("The passphrase or recovery code of the backup's time: ")


def given(file: Path | None) -> str:
    """The passphrase as far as it is given without asking. Raises UserError."""
    return _from_file(file) if file is not None else os.environ.get(VARIABLE, "")


def _must_do(new: str, safe: str) -> None:
    if not new:
        raise UserError("A store needs a passphrase.", safe)
    if trouble := trouble_with(new):
        raise UserError("The new passphrase is too short.", safe, trouble)


def _from_file(file: Path) -> str:
    try:
        with open(file, "rb") as stream:
            line = stream.readline(LONGEST)
    except OSError as error:
        raise UserError(
            f"The passphrase file “{file}” cannot be read: {error.strerror}.", todo=_ELSE
        ) from error
    try:
        return line.decode("utf-8-sig").removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise UserError(
            f"The passphrase file “{file}” is not plain text.", todo="Save it as UTF-8."
        ) from error


def _asked_twice() -> str:
    first = _asked("New passphrase: ")
    if first and first != _asked("The same once more: "):
        raise UserError("The two passphrases are not the same.", "Nothing was done.")
    return first


def _asked(prompt: str) -> str:
    from getpass import getpass

    if sys.stdin is None or not sys.stdin.isatty():
        raise UserError("No passphrase was given, and there is no terminal to ask at.", todo=_ELSE)
    try:
        return getpass(prompt)
    except EOFError as error:
        raise UserError("No passphrase was given.", todo=_ELSE) from error
