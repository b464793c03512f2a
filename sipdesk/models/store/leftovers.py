"""What a kill may leave beside a store: copies that never took their place, and second names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path

from sipdesk.models.store.kept import kept_folder
from sipdesk.models.store.key_file import key_file


def aside_of(store: Path) -> Path:
    """Where a store under a new key is written before it takes its place."""
    return store.with_name(f"{store.name}.rekeying")


def clear_leftovers(store: Path) -> None:
    """Take them away; only who holds the store alone calls this."""
    aside = aside_of(store)
    halves = [
        half
        for name in (
            f".{escape(key_file(store).name)}.*.new",
            f".{escape(store.name)}.re[sa]*ing*",
        )
        for half in store.parent.glob(name)
    ]
    for left in (aside, aside.with_name(f"{aside.name}-journal"), *halves, *_second_names(store)):
        with suppress(OSError):
            left.unlink(missing_ok=True)


def _second_names(store: Path) -> Iterator[Path]:
    """Names in ``kept`` for the very file that is the store, from a going back that got no further.

    They hold nothing that the store does not, and are a danger: opened by its second name after a
    crash, a file is not put right, because its journal goes by the first. A key file beside such a
    name is another file, and stays unless it says the same.
    """
    with suppress(OSError):
        if store.stat().st_nlink == 1:
            return
        for kept in kept_folder(store).glob(f"*{escape(store.suffix)}"):
            if kept.samefile(store):
                yield kept
                if key_file(kept).read_bytes() == key_file(store).read_bytes():
                    yield key_file(kept)
