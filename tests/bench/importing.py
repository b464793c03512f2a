"""2,000 pupils with 30 results each, from the file to the commit, against bare executemany.

The reference writes the same rows of pupils and assessments into tables with the same columns,
indexes and constraints, in a file under the same cipher, and knows neither journal nor search.
"""

from __future__ import annotations

import gc
import random
from collections.abc import Callable, Iterator
from itertools import count as numbers
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlite_utils import Database

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.intake.files import read_file
from sipdesk.models.store import connection
from sipdesk.models.store.keys import DataKey
from tests.bench.lines import Line, absolute, ratio
from tests.bench.pairs import pairs_of, timed
from tests.bench.places import CHEAP, NOW, PASSPHRASE, PUPILS, SUBJECTS

TERMS = ("Autumn", "Spring", "Summer")
LEVELS = [f"{level}{part}" for level in range(3, 8) for part in "cba"]
COPIED = ("pupils", "assessments")
KEY = DataKey(bytes(32), bytes(16))


def importing(count: int) -> Iterator[Line]:
    """A wide file and a long one; the backup before an import is told apart.

    As in the window, the collector of cycles does not run while somebody waits.
    """
    gc.disable()
    with TemporaryDirectory() as name:
        folder = Path(name)
        for shape, text in (("wide", _wide()), ("long", _long())):
            file = folder / f"{shape}.csv"
            file.write_text(text, encoding="utf-8")
            ours, theirs = _Ours(folder, file), _Reference(folder, file)
            pairs = pairs_of(ours.take, theirs.write, count)
            what = f"import of {PUPILS:,} × 30 results, {shape}, parse to commit"
            yield ratio(what, "2", pairs)
            yield absolute(f"the backup before it ({shape})", "", ours.backups, "s")


class _Ours:
    """Each time into an empty desk of its own."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._folder, self._file = folder, file
        self._again = numbers()
        self.backups: list[float] = []

    def take(self) -> float:
        desk, school_id = _desk(self._folder, f"{self._file.stem}-{next(self._again)}.sipdesk")
        real, spent = desk.store.back_up, 0.0

        def back_up(reason: Any) -> Any:
            nonlocal spent
            made: list[Any] = []
            spent = timed(lambda: made.append(real(reason)))
            return made[0]

        desk.store.back_up = back_up  # type: ignore[method-assign]
        took = timed(lambda: _import(desk, school_id, self._file))
        self.backups.append(spent)
        path = desk.store.path
        desk.close()
        path.unlink()
        gc.collect()
        return took - spent


class _Reference:
    """The rows that an import wrote, ready in memory, written by executemany."""

    def __init__(self, folder: Path, file: Path) -> None:
        self._folder, self._again = folder, numbers()
        desk, school_id = _desk(folder, f"rows-{file.stem}.sipdesk")
        _import(desk, school_id, file)
        db = desk.store._db
        self._schema = [
            sql
            for (sql,) in db.execute(
                "SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index')"
                " AND tbl_name IN (?, ?, 'schools') AND sql IS NOT NULL ORDER BY type DESC",
                COPIED,
            )
        ]
        self._rows = {t: db.execute(f"SELECT * FROM {t}").fetchall() for t in ("schools", *COPIED)}
        desk.close()

    def write(self) -> float:
        path = self._folder / f"reference-{next(self._again)}.db"
        db = connection.connect(path, KEY)
        for sql in self._schema:
            db.execute(sql)
        took = timed(lambda: self._executemany(db))
        db.close()
        path.unlink()
        return took

    def _executemany(self, db: Database) -> None:
        with db.atomic():
            for table, rows in self._rows.items():
                marks = ", ".join("?" for _ in rows[0])
                db.conn.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _desk(folder: Path, name: str) -> tuple[Desk, str]:
    desk, _ = Desk.create(folder / name, PASSPHRASE, clock=FixedClock(NOW), cost=CHEAP)
    return desk, desk.schools.add("Kingsmead School").id


def _import(desk: Desk, school_id: str, file: Path) -> None:
    desk.intake.accept(desk.intake.pupils(read_file(file), school_id))


def _people() -> Iterator[tuple[str, Callable[[], str]]]:
    dice = random.Random(4)
    for n in range(PUPILS):
        born = f"{dice.randint(1, 28):02}/{dice.randint(1, 12):02}/{2011 + n % 5}"
        yield (
            f"A8234001{n:05},Surname{n},Forename{n},{born},{dice.choice('FM')},{11 - n % 5}",
            lambda: dice.choice(LEVELS),
        )


def _wide() -> str:
    heads = [f"{s} {t} 2025" if t == "Autumn" else f"{s} {t} 2026" for s in SUBJECTS for t in TERMS]
    lines = ["UPN,Surname,Forename,DOB,Gender,Year Group," + ",".join(heads)]
    lines += [f"{who}," + ",".join(level() for _ in heads) for who, level in _people()]
    return "\n".join(lines)


def _long() -> str:
    lines = ["UPN,Surname,Forename,DOB,Gender,Year Group,Subject,Term,Academic Year,Result"]
    for who, level in _people():
        lines += [f"{who},{s},{t},2025/26,{level()}" for s in SUBJECTS for t in TERMS]
    return "\n".join(lines)
