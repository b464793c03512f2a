"""Small files that appear whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write aside, sync, and take the place of `path` in one move."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with open(aside, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(aside, path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_store(path: Path) -> None:
    """Take away a store that is needed no more, with its journal; what cannot go stays."""
    for begun in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            begun.unlink()


def sync_file(path: Path) -> None:
    """Make what was written to `path` last."""
    with open(path, "rb+") as stream:
        os.fsync(stream.fileno())


def make_folder(folder: Path) -> None:
    """A folder that is still there after a power cut, as what is put into it must be."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
