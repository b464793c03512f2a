"""A closed store that is about to be replaced: nobody may have it open, nor open it meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from sipdesk.models.errors import StoreInUse
from sipdesk.models.store.connection import SqlError, translate
from sipdesk.models.store.holder import by

_LOCKS, _SPAN = 0x40000000, 512  # where SQLite keeps its locks in a file


@contextmanager
def nobody_else(store: Path) -> Iterator[None]:
    """Keep others from opening `store` while it is replaced. Raises StoreInUse, or OSError.

    No key is needed. Whoever reads or copies the file inside has let go of it (POSIX).
    """
    refuse_open(store)
    if os.name == "nt" or not store.exists():  # Windows does not replace a file that is open
        yield
        return
    import fcntl

    with open(store, "rb") as held:
        try:
            fcntl.lockf(held, fcntl.LOCK_SH | fcntl.LOCK_NB, _SPAN, _LOCKS)
        except (BlockingIOError, PermissionError) as error:
            raise _in_use(store) from error
        yield


def refuse_open(store: Path) -> None:
    """Raises StoreInUse when a window has the store open, this very program's included.

    SQLite is asked, as only it knows of this program's own; reading only, so that no journal is
    played back, and what it says of a file without its key is no matter here.
    """
    if not store.exists():
        return
    asked = f"{store.resolve().as_uri()}?mode=ro"
    try:
        with closing(sqlcipher.connect(asked, uri=True, timeout=0)) as plain:
            plain.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except SqlError as error:
        if isinstance(translate(error, store), StoreInUse):
            raise _in_use(store) from error


def _in_use(store: Path) -> StoreInUse:
    return StoreInUse(
        f"{store.name} is already open{by(store)}.",
        "Nothing has been changed.",
        "Close it there, then try again.",
    )
