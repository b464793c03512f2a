"""What a file that comes in may ask of the computer; beyond that it is refused, and says why."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from sipdesk.models.errors import UserError

MIB = 1024 * 1024
_PIECE = 4 * MIB
_END_OF_DIRECTORY = b"PK\x05\x06"
_DIRECTORY_TAIL = 66_000  # the end of a zip's directory lies within so many bytes of the file's
_SAFE = "Nothing has been changed."


class FileRefused(UserError):
    """A file that cannot be taken in, and what to do about it."""

    def __init__(self, what: str, todo: str = "") -> None:
        super().__init__(what, _SAFE, todo)


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes unless said otherwise. The register of schools, some 70 MB, is the largest honest file.

    `seconds` and `memory` are for the program that reads a workbook on its own.
    """

    text: int = 128 * MIB
    workbook: int = 32 * MIB
    xml: int = 96 * MIB
    rows: int = 250_000
    cells: int = 4_000_000
    columns: int = 2_000
    cell: int = 32_767
    line: int = 2 * MIB
    entries: int = 2_000
    directory: int = MIB
    unpacked: int = 256 * MIB
    ratio: int = 200
    ratio_from: int = 8 * MIB
    seconds: float = 9.0
    memory: int = 448 * MIB
    output: int = 160 * MIB


LIMITS = Limits()


def read_bounded(path: Path, most: int) -> bytes:
    """All of a file, or a refusal; never more than `most` bytes of it, whatever it claims to be."""
    try:
        if not path.exists():
            raise FileRefused(f"There is no file “{path.name}”.", "Choose it again.")
        if not path.is_file():
            raise FileRefused(f"“{path.name}” is not a file.", "Choose a file that holds a table.")
        if path.stat().st_size > most:
            raise _too_large(path, most)
        with path.open("rb") as file:
            pieces: list[bytes] = []
            size = 0
            while piece := file.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise _too_large(path, most)
                pieces.append(piece)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not one"
        raise FileRefused(
            f"“{path.name}” cannot be read ({reason}).", "Close it in other programs and try again."
        ) from error
    if not size:
        raise FileRefused(f"“{path.name}” is empty.", "Ask for it again, or export it once more.")
    return b"".join(pieces)


def digest_of(data: bytes) -> str:
    """The SHA-256 by which a file is known again."""
    return hashlib.sha256(data).hexdigest()


def check_zip(data: bytes, limits: Limits = LIMITS) -> None:
    """Look into a packed workbook before anything opens it. Raises FileRefused."""
    at = data.rfind(_END_OF_DIRECTORY, max(0, len(data) - _DIRECTORY_TAIL))
    if at < 0 or len(data) < at + 22:
        raise FileRefused("The workbook is cut off or damaged.", "Ask for it again.")
    entries, size = struct.unpack_from("<HI", data, at + 10)
    # checked before Python's own reader makes an object of each entry
    if entries > limits.entries or size > limits.directory:
        raise _bomb("it is made of too many parts")
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise FileRefused("The workbook is cut off or damaged.", "Ask for it again.") from error
    if len(parts) > limits.entries:
        raise _bomb("it is made of too many parts")
    if sum(part.file_size for part in parts) > limits.unpacked:
        raise _bomb(f"unpacked it would be larger than {limits.unpacked // MIB} MB")
    for part in parts:
        packed_to = max(part.compress_size, 1)
        if part.file_size > max(limits.ratio_from, limits.ratio * packed_to):
            raise _bomb(f"a part of it is packed more than {limits.ratio} times smaller")
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(
            "The workbook is protected by a password.", "Ask for it without, or save it without."
        )


def _too_large(path: Path, most: int) -> FileRefused:
    return FileRefused(
        f"“{path.name}” is larger than {most // MIB} MB, which no file of this kind is.",
        "Check that it is the right one.",
    )


def _bomb(why: str) -> FileRefused:
    return FileRefused(
        f"The workbook is not read: {why}.",
        "Save what you need from it as a new workbook or as CSV.",
    )
