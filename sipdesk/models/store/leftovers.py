"""What a kill may leave beside a store: copies that never took their place."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sipdesk.models.store.key_file import key_file


def aside_of(store: Path) -> Path:
    """Where a store under a new key is written before it takes its place."""
    return store.with_name(f"{store.name}.rekeying")


def clear_leftovers(store: Path) -> None:
    """Take them away; only who holds the store alone calls this."""
    aside = aside_of(store)
    halves = [
        half
        for name in (f".{key_file(store).name}.*.new", f".{store.name}.re[sa]*ing*")
        for half in store.parent.glob(name)
    ]
    for left in (aside, aside.with_name(f"{aside.name}-journal"), *halves):
        with suppress(OSError):
            left.unlink(missing_ok=True)
