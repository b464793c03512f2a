"""Stores that were set aside by going back, recovery and moving: in a folder beside the store."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def kept_folder(store: Path) -> Path:
    """Where a store is set aside."""
    return store.parent / "kept"


def kept_beside(store: Path) -> list[Path]:
    """All of them, newest names first; not those that are the store itself by a second name."""
    found: list[Path] = []
    with suppress(OSError):
        for path in sorted(kept_folder(store).iterdir(), reverse=True):
            if path.suffix == store.suffix and not _same(path, store):
                found.append(path)
    return found


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False
