"""The key file on the disk: three checksummed copies of one header, any one of them enough."""

from __future__ import annotations

import base64
import hashlib
import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from threading import Lock

from sipdesk.models.errors import StoreDamaged, StoreError, StoreMissing
from sipdesk.models.store.files import sync_folder
from sipdesk.models.store.wraps import Cost, Wrap

MAGIC = "sipdesk-keys-1"
COPIES = 3
MOST_WRAPS = 8  # each costs a derivation
LARGEST = 64 * 1024  # bytes

_known: dict[Path, list[Wrap]] = {}  # what stood in each when it opened a store or was written here
_changing = Lock()


class NotSynced(OSError):
    """It has taken its place, but the disk did not say that it will last."""


def key_file(store: Path) -> Path:
    """The key file that belongs to `store`."""
    return store.with_name(store.name + ".keys")


def read(path: Path) -> list[Wrap]:
    """The wraps of the first copy that is whole. Raises StoreMissing, StoreDamaged, StoreError."""
    return _first_whole(_raw(path), path)


def remember(path: Path, wraps: Sequence[Wrap]) -> None:
    """These have opened the store: what else stands there later is not ours."""
    with _changing:
        _known[path] = list(wraps)


def read_known(path: Path) -> list[Wrap]:
    """The wraps, if they are those of the opening or of our own last write, so fit to be spread.

    Raises StoreMissing, StoreDamaged, StoreError.
    """
    with _changing:
        wraps = read(path)
        if wraps == _known.get(path):
            return wraps
    raise StoreDamaged(
        f"The key file {path.name} is not the one that opened the store.",
        "What you write is saved; the key files of the backups have been left as they were.",
        "Bring back the key file from the newest backup.",
    )


def is_whole(path: Path) -> bool:
    """Whether all three copies say the same and nothing else stands in the file."""
    raw = _raw(path)
    return raw == as_bytes(_first_whole(raw, path))


def write(path: Path, wraps: Sequence[Wrap], verify: Callable[[list[Wrap]], bool]) -> None:
    """Write aside, read back what is on the disk, and only then take the place of `path`.

    Raises OSError, and leaves the old file, also when `verify` does not find what it must; but
    NotSynced once the new one is there.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(aside, "wb") as out:
            out.write(as_bytes(wraps))
            out.flush()
            os.fsync(out.fileno())
        if not is_whole(aside) or not verify(read(aside)):
            raise OSError("what was written does not read back")
        with _changing:
            os.replace(aside, path)
            _known[path] = list(wraps)
    finally:
        aside.unlink(missing_ok=True)
    try:
        sync_folder(path.parent)
    except OSError as error:
        raise NotSynced(error.errno, error.strerror or str(error)) from error


def as_bytes(wraps: Sequence[Wrap]) -> bytes:
    """Three copies of the header, one a line, each with its checksum."""
    body = base64.b64encode(json.dumps([_plain(wrap) for wrap in wraps]).encode()).decode()
    line = f"{MAGIC} {body} {hashlib.sha256(body.encode()).hexdigest()}\n"
    return (line * COPIES).encode()


def _plain(wrap: Wrap) -> dict[str, object]:
    plain = asdict(wrap)
    if not wrap.of:
        del plain["of"]
    return plain


def _raw(path: Path) -> bytes:
    try:
        with open(path, "rb") as stream:
            return stream.read(LARGEST)
    except FileNotFoundError:
        raise StoreMissing(
            f"The key file {path.name} is not beside the store.",
            "The store itself has not been touched.",
            "Bring the key file back from where the store was copied, or from a backup.",
        ) from None
    except OSError as error:
        raise StoreError(
            f"The key file {path.name} cannot be read ({error.strerror or error}).",
            "The store itself has not been touched.",
            "Check that its disk is there and that you may read it.",
        ) from error


def _first_whole(raw: bytes, path: Path) -> list[Wrap]:
    for line in raw.splitlines():
        parts = line.decode("ascii", "replace").split(" ")
        whole = len(parts) == 3 and parts[0] == MAGIC
        if whole and hashlib.sha256(parts[1].encode()).hexdigest() == parts[2]:
            wraps = _wraps(parts[1])
            if wraps:
                return wraps
    raise StoreDamaged(
        f"All three copies of the key in {path.name} are damaged.",
        "The store itself has not been touched.",
        "Bring back the key file from a backup.",
    )


def _wraps(body: str) -> list[Wrap]:
    """The wraps of a header; none when it was not SIP Desk that wrote it."""
    try:
        found = json.loads(base64.b64decode(body))
        wraps = [Wrap(**{**wrap, "cost": Cost(**wrap["cost"])}) for wrap in found]
        return wraps if len(wraps) <= MOST_WRAPS and all(w.is_sane for w in wraps) else []
    except (ValueError, TypeError, KeyError, RecursionError):
        return []
