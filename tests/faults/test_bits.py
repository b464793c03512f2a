"""Bits that flip: in the store, its salt, its key file, its backups. Noticed, or without effect."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreDamaged, UserError
from sipdesk.models.store import keys
from sipdesk.models.store.wraps import SALT_BYTES
from tests import reliability
from tests.builders import PASSPHRASE, a_clock, a_desk, a_pupil, a_school
from tests.faults.works import at_home
from tests.reliability import share

NOTICED, RECOVERED = "flipped bits", "records recovered after a flipped bit"
SHORT, FULL, PARTS = 30, 10_400, 8
SCHOOLS = 12


@dataclass
class Spoilt:
    """A desk of known records with a backup, and copies of it in which bits are flipped."""

    folder: Path
    whole: Path = field(init=False)
    here: Path = field(init=False)
    records: dict[str, str] = field(init=False)
    wrong: list[str] = field(default_factory=list)
    missing: int = 0
    recovered_from: int = 0

    def __post_init__(self) -> None:
        self.whole, self.here = self.folder / "whole", self.folder / "here"
        with at_home(self.folder / "whole"):
            desk = a_desk(self.whole / "desk")
            for n in range(SCHOOLS):
                school = a_school(desk, f"School {n}", picture=f"words of {n} " * 60)
                a_pupil(desk, school, f"Pupil {n}")
                if n == SCHOOLS - 3:
                    desk.store.back_up(Reason.ASKED)
            self.records = held(desk)
            desk.close()

    @property
    def store(self) -> Path:
        return self.here / "desk" / "desk.sipdesk"

    def again(self) -> None:
        shutil.rmtree(self.here, ignore_errors=True)
        shutil.copytree(self.whole, self.here)

    def places(self) -> list[tuple[str, Path]]:
        """What bits may flip in; the store twice, because most bits are there."""
        [backup] = (self.whole / "desk" / "backups").glob("*.sipdesk")
        its = [("store", "desk.sipdesk"), ("store", "desk.sipdesk"), ("salt", "desk.sipdesk")]
        its += [("keys", "desk.sipdesk.keys"), ("backup", f"backups/{backup.name}")]
        return [(what, Path("desk", name)) for what, name in its]

    def flip_one(self, what: str, file: Path, chance: Random) -> str:
        """Flip a bit; gives where."""
        self.again()
        data = bytearray((self.here / file).read_bytes())
        at = chance.randrange(SALT_BYTES if what == "salt" else len(data))
        data[at] ^= 1 << chance.randrange(8)
        (self.here / file).write_bytes(data)
        return f"{what}, byte {at}"

    def look(self, where: str) -> None:
        """Open it as a person would; recover it where it is refused."""
        try:
            found = self._records(PASSPHRASE)
        except StoreDamaged:
            self._recover(where)
            return
        except UserError as error:
            self.wrong.append(f"{where}: {error}")
            return
        if found != self.records:
            self.wrong.append(f"{where}: other values are shown")

    def _recover(self, where: str) -> None:
        self.recovered_from += 1
        report = Desk.recover(self.store, PASSPHRASE, clock=a_clock())
        found = self._records(PASSPHRASE)
        lost = {ref for ref in self.records if ref not in found}
        self.missing += len(lost)
        if any(found[ref] != self.records[ref] for ref in found if ref in self.records):
            self.wrong.append(f"{where}: a record came back with other values")
        if lost and report.complete:
            self.wrong.append(f"{where}: {len(lost)} are lost, and that is not said")

    def _records(self, secret: str) -> dict[str, str]:
        desk = Desk.open(self.store, secret, clock=a_clock())
        try:
            return held(desk)
        finally:
            desk.close()


def held(desk: Desk) -> dict[str, str]:
    return {record.id: repr(record) for record in [*desk.schools.all(), *pupils(desk)]}


def pupils(desk: Desk) -> Iterator[object]:
    for school in desk.schools.all():
        yield from desk.pupils.of_school(school.id)


def flip(folder: Path, times: int, seed: int) -> Spoilt:
    """A bit at a time in each of the places, in turn."""
    spoilt, chance = Spoilt(folder), Random(seed)
    places = spoilt.places()
    with at_home(spoilt.here):
        for n in range(times):
            what, file = places[n % len(places)]
            where = spoilt.flip_one(what, file, chance)
            if what == "backup":
                look_at_backup(spoilt, file, where)
            spoilt.look(where)
    return spoilt


def look_at_backup(spoilt: Spoilt, file: Path, where: str) -> None:
    """Going back to it is refused, or gives exactly what it held."""
    desk = Desk.open(spoilt.store, PASSPHRASE, clock=a_clock())
    try:
        desk = desk.restore(spoilt.here / file).desk
    except StoreDamaged:
        desk.close()
        return
    now = held(desk)
    desk.close()
    if not now.items() <= spoilt.records.items() or len(now) != 2 * (SCHOOLS - 2):
        spoilt.wrong.append(f"{where}: a spoilt backup was restored")
    spoilt.again()


def test_a_flipped_bit_is_noticed_or_changes_nothing(folder: Path) -> None:
    spoilt = flip(folder, SHORT, seed=1)
    assert spoilt.wrong == []
    assert spoilt.recovered_from > SHORT // 5
    assert spoilt.missing == 0


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 2 + PARTS))
def test_no_flipped_bit_of_many_shows_a_wrong_value(seed: int, folder: Path) -> None:
    times = share(FULL // PARTS)
    spoilt = flip(folder, times, seed)
    reliability.count(NOTICED, cases=times, bad=len(spoilt.wrong))
    all_of_them = spoilt.recovered_from * len(spoilt.records)
    reliability.count(RECOVERED, cases=all_of_them, bad=spoilt.missing)
    assert spoilt.wrong == []
    assert spoilt.missing <= all_of_them / 1000


# --- the salt is not read from the store; what is written next puts it right


def test_a_flipped_salt_is_put_right_by_the_next_change(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    made = desk.store.back_up(Reason.ASKED)
    desk.close()
    for file in (desk.store.path, made.path):
        spoil(file, 3)
    again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    assert again.backups.opens(made.path), "a person would be asked for another passphrase"
    a_school(again)
    again.close()
    salt = keys.unlock(desk.store.path, PASSPHRASE).salt
    assert desk.store.path.read_bytes()[:SALT_BYTES] == salt


def spoil(file: Path, at: int) -> None:
    data = bytearray(file.read_bytes())
    data[at] ^= 1
    file.write_bytes(data)


def test_a_torn_page_that_held_nothing_is_mended(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    school = a_school(desk, picture="words " * 20_000)
    desk.schools.edit(school.id, picture="")
    desk.store._db.execute("DELETE FROM journal_changes")
    desk.store._db.conn.commit()
    empty = last_empty_page(desk)
    desk.close()
    spoil(desk.store.path, (empty - 1) * 4096 + 700)
    again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    again.check()
    again.store.back_up(Reason.ASKED)
    assert [s.name for s in again.schools.all()] == [school.name]
    again.close()


def last_empty_page(desk: Desk) -> int:
    """The last page of the file that no table uses."""
    db = desk.store._db
    [(empty,)] = db.execute("PRAGMA freelist_count").fetchall()
    [(pages,)] = db.execute("PRAGMA page_count").fetchall()
    assert empty > 10, "pages were to be given back"
    return int(pages)
