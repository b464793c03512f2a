"""One edit, through the journal to the disk, against the same edit in a file not encrypted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count as numbers
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2 as sqlcipher
from sqlite_utils import Database

from sipdesk import sample
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import TABLES, Desk
from sipdesk.models.ids import random_id
from sipdesk.models.store import Store, connection, opening
from sipdesk.models.store.keys import DataKey
from tests.bench.lines import Line, ratio
from tests.bench.pairs import pairs_of, timing
from tests.bench.places import NOW

EDITS = 10  # commits that are timed together
KEY = DataKey(bytes(32), bytes(16))


def committing(count: int) -> Iterator[Line]:
    """The same Desk over both files; the pragmas differ in the key alone."""
    with TemporaryDirectory() as folder:
        ours = _desk(connection.connect(Path(folder, "ours.sipdesk"), KEY), folder, "ours.sipdesk")
        plain = _desk(_unencrypted(Path(folder, "plain.db")), folder, "plain.db")
        pairs = pairs_of(timing(_edit(ours), EDITS), timing(_edit(plain), EDITS), count)
        yield ratio(f"commit (medians of {EDITS} edits of a visit)", "1.4", pairs)


def _desk(db: Database, folder: str, name: str) -> Desk:
    opening._migrate(db)
    desk = Desk(Store(db, Path(folder, name), TABLES, FixedClock(NOW), random_id, KEY))
    sample.build(desk)
    return desk


def _unencrypted(path: Path) -> Database:
    plain = sqlcipher.connect(str(path), timeout=0)
    for pragma in connection._pragmas(KEY):
        if not pragma.startswith("key"):
            plain.execute(f"PRAGMA {pragma}")
    return Database(plain)


def _edit(desk: Desk) -> Callable[[], object]:
    visit, number = desk.visits.all()[0].id, numbers()
    return lambda: desk.visits.edit(visit, preparation=f"What to read, {next(number)}. " * 20)
