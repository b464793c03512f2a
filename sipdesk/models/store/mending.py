"""The checks at the door, and the one kind of damage that costs nothing: in pages that are empty.

SQLite does not keep what stood in an empty page, so that a power cut while one is filled may leave
it torn. Nothing is lost by that, but SQLCipher's seal on the page is broken, the whole file would
be called damaged, and no backup of it could be made.
"""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.errors import StoreDamaged
from sipdesk.models.store.connection import SqlError, check, check_to_open, translate

_ON_A_PAGE = 4012  # bytes of a long value that one page takes, without its seal


def check_and_mend(db: Database, path: Path) -> None:
    """What is checked at opening; spoilt pages that hold nothing are written anew."""
    try:
        check_to_open(db, path)
    except StoreDamaged:
        if not _only_empty_pages(db):
            raise
        try:
            _fill_and_empty(db)
        except SqlError as error:
            raise translate(error, path) from error
        check(db, path)


def _only_empty_pages(db: Database) -> bool:
    """Whether every page that holds something could be read, and there are others."""
    try:
        [(empty,)] = db.execute("PRAGMA freelist_count").fetchall()
        return bool(empty) and db.execute("PRAGMA integrity_check(5)").fetchall() == [("ok",)]
    except SqlError:
        return False


def _fill_and_empty(db: Database) -> None:
    """Use every empty page and give it back; one that is taken into use is not read before."""
    with db.atomic():
        [(empty,)] = db.execute("PRAGMA freelist_count").fetchall()
        db.execute("CREATE TABLE empty_pages (bytes BLOB)")
        db.execute("INSERT INTO empty_pages VALUES (zeroblob(?))", [empty * _ON_A_PAGE])
        db.execute("DROP TABLE empty_pages")
