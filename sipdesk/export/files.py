"""One way to put a file in its place: whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from sipdesk.models.errors import Cancelled, UserError

# Told how much of the work is done; cancels by returning False or by raising Cancelled.
Progress = Callable[[int, int], object]

SAFE = "Nothing was written, and your records in SIP Desk are as they were."


class FileError(UserError):
    """A file could not be put in its place."""


class FileExists(FileError):
    """There is such a file already, and nobody said that it may go."""


def report(progress: Progress | None, done: int, total: int) -> None:
    """Tell `progress`. Raises Cancelled when the person has stopped the work."""
    if progress is not None and progress(done, total) is False:
        raise Cancelled("The export was stopped.", "No file was written.")


@contextmanager
def placed(dest: Path, *, force: bool = False) -> Iterator[BinaryIO]:
    """A file to write to that becomes `dest` at the end of the block, if all went well.

    It is written aside in the same folder, so that the last step is a rename. An existing file
    stays unless `force`. Raises FileError, saying what happened and what to do.
    """
    dest = Path(dest)
    _refuse_what_is_there(dest, force)
    aside = dest.with_name(f".{dest.name[:80]}.{secrets.token_hex(4)}.part")
    with _explained(dest):
        stream = open(aside, "xb")  # noqa: SIM115
    try:
        with stream:
            yield stream
            with _explained(dest):
                stream.flush()
                os.fsync(stream.fileno())
        with _explained(dest):
            _put(aside, dest, force)
    except OSError as error:  # the disk, met while a writer wrote
        raise _explain(error, dest) from error
    finally:
        with contextlib.suppress(OSError):
            aside.unlink(missing_ok=True)


def _refuse_what_is_there(dest: Path, force: bool) -> None:
    """Before any work is done: a folder is never written over, a file only by `force`."""
    with _explained(dest):
        if dest.is_dir():
            raise FileError(
                f"“{dest.name}” is a folder, not a file.", SAFE, "Choose a file name inside it."
            )
        if not force and os.path.lexists(dest):
            raise _exists(dest)


def _put(aside: Path, dest: Path, force: bool) -> None:
    """The last step. Without `force`, a file that has appeared meanwhile stays too."""
    if force or not _linked(aside, dest):
        if not force and os.path.lexists(dest):
            raise _exists(dest)
        os.replace(aside, dest)
    if os.name == "posix":
        with contextlib.suppress(OSError):  # some network folders cannot be synced
            folder = os.open(dest.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def _linked(aside: Path, dest: Path) -> bool:
    """Name the file in the one step that never replaces; False where there is none."""
    try:
        os.link(aside, dest)
    except FileExistsError:
        raise _exists(dest) from None
    except (OSError, NotImplementedError, AttributeError):
        return False
    return True


def _exists(dest: Path) -> FileExists:
    return FileExists(
        f"There is already a file “{dest.name}”.",
        "It has been left as it was.",
        "Choose another name, or say that it may be replaced.",
    )


@contextmanager
def _explained(dest: Path) -> Iterator[None]:
    """What the system says, in words for a person."""
    try:
        yield
    except OSError as error:
        raise _explain(error, dest) from error


def _explain(error: OSError, dest: Path) -> FileError:
    folder = dest.parent
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FileError(
            f"There is no room left on the disk for “{dest.name}”.",
            SAFE,
            "Make room, or choose another disk.",
        )
    if error.errno == errno.EROFS:
        return FileError(f"“{folder}” can only be read.", SAFE, "Choose another folder.")
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FileError(f"There is no folder “{folder}”.", SAFE, "Choose a folder that is there.")
    if isinstance(error, PermissionError) and dest.is_file():
        return FileError(
            f"“{dest.name}” is open in another program, or may not be replaced.",
            "It has been left as it was.",
            "Close it there and try again, or choose another name.",
        )
    if isinstance(error, PermissionError):
        return FileError(
            f"You may not write to the folder “{folder}”.", SAFE, "Choose another folder."
        )
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return FileError(
            f"The system does not take the name “{dest.name}”.",
            SAFE,
            "Choose a shorter, plainer name.",
        )
    reason = error.strerror or "the system gave no reason"
    return FileError(
        f"“{dest.name}” could not be written ({reason}).", SAFE, "Try another folder or disk."
    )
