"""What is taken back leaves nothing in memory that is not on the disk."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlite_utils import Database

from sipdesk.models.desk import Desk
from sipdesk.models.store.connection import SqlError, connect, let_go
from sipdesk.models.store.opening import _refuse_unwritable
from tests import reliability
from tests.builders import a_desk, a_school
from tests.reliability import share

ROW = "changes taken back, and the tables read after each"
FULL = 60_000  # without the remedy about nine of them could not be read


@pytest.fixture
def store(tmp_path: Path) -> Desk:
    """A closed desk with a school."""
    desk = a_desk(tmp_path)
    a_school(desk)
    desk.close()
    return desk


def tables(db: Database) -> list[object]:
    return db.execute("SELECT * FROM sqlite_master").fetchall()


def harm(path: Path) -> None:
    """The first page, which is in memory while the store is open."""
    raw = bytearray(path.read_bytes())
    raw[2000] ^= 1
    path.write_bytes(raw)


def test_what_is_in_memory_is_not_read_again(store: Desk) -> None:
    """The control: else the next tests would show nothing."""
    db = connect(store.store.path, store.store._key)
    held = tables(db)
    harm(store.store.path)
    assert tables(db) == held
    db.conn.close()


def test_after_taking_back_everything_is_read_again(store: Desk) -> None:
    db = connect(store.store.path, store.store._key)

    def work() -> None:
        with db.atomic():
            db.execute("PRAGMA user_version = 9")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        work()
    harm(store.store.path)
    with pytest.raises(SqlError):
        tables(db)
    db.conn.close()


def test_what_is_tried_at_the_door_is_read_again_too(store: Desk) -> None:
    db = connect(store.store.path, store.store._key)
    _refuse_unwritable(db, store.store.path)
    harm(store.store.path)
    with pytest.raises(SqlError):
        tables(db)
    db.conn.close()


@pytest.mark.soak
def test_tables_can_be_read_after_whatever_was_taken_back(store: Desk) -> None:
    db = connect(store.store.path, store.store._key)
    times, bad = share(FULL), 0
    for _ in range(times):
        _refuse_unwritable(db, store.store.path)
        try:
            tables(db)
        except SqlError:
            bad += 1
    let_go(db)
    reliability.count(ROW, cases=times, bad=bad)
    assert not bad
