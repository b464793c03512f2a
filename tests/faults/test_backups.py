"""Backups on a bad disk: full, or with bits that flip. The store stays fine, and it is said."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreError, StoreNotWritable
from sipdesk.models.store import keys
from sipdesk.models.store.recovery import find
from tests import reliability
from tests.builders import PASSPHRASE, a_clock, a_desk, a_school, reopened
from tests.faults.test_disk import small_disk as small_disk
from tests.reliability import share

FLIPS = 60
MANY = share(2_000)


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """The disk fails wherever it is written beyond `size` bytes."""
    import resource

    _, hard = was = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, was)


def files(desk: Desk) -> list[str]:
    return [f.name for f in desk.backups.folder.iterdir()] if desk.backups.folder.is_dir() else []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_an_io_error_at_any_place_leaves_the_store_and_the_earlier_backups(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk, picture="words " * 20_000)
    first = desk.store.back_up(Reason.IMPORT)
    order, failed = desk.backups.begin(Reason.WORKING), 0
    for limit in range(0, desk.store.path.stat().st_size + 8192, 24_000):
        with no_file_beyond(limit), suppress(StoreNotWritable):
            desk.backups.make(order)
            break
        failed += 1
        assert sorted(files(desk)) == [first.id, f"{first.id}.keys"]
    assert failed > 3
    a_school(desk, "Still at work")
    desk.check()
    reopened(desk).close()


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    desk = a_desk(small_disk)
    a_school(desk, picture="words " * 20_000)
    ballast = small_disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as out:
        while out.write(b"\0" * 4096):
            pass
    with pytest.raises(StoreError) as refused:
        desk.store.back_up(Reason.WORKING)
    assert "full" in str(refused.value) or "No space" in str(refused.value)
    assert files(desk) == []
    ballast.unlink()
    a_school(desk, "Still at work")
    desk.store.back_up(Reason.WORKING)
    reopened(desk).close()


def test_a_stick_that_is_full_is_no_trouble(small_disk: Path, tmp_path: Path) -> None:
    desk = a_desk(tmp_path / "own")
    a_school(desk, picture="words " * 20_000)
    desk.settings.second_place = small_disk
    (small_disk / "ballast").write_bytes(b"\0" * 4_100_000)
    made = desk.store.back_up(Reason.WORKING)
    assert made.path.exists()
    assert not list(small_disk.glob("*/*.sipdesk*"))
    desk.close()


@pytest.mark.parametrize("flips", [FLIPS, pytest.param(MANY, marks=pytest.mark.soak)])
def test_a_flipped_bit_in_a_backup_is_noticed_and_the_next_good_one_found(
    tmp_path: Path, flips: int
) -> None:
    desk = a_desk(tmp_path)
    for n in range(10):
        a_school(desk, f"School {n}", picture=f"words {n} " * 100)
    older = desk.store.back_up(Reason.IMPORT)
    newest = desk.store.back_up(Reason.RESTORE)
    desk.close()
    whole, chance = newest.path.read_bytes(), random.Random(11)
    for _ in range(flips):
        spoilt = bytearray(whole)
        at = chance.randrange(16, len(whole))  # the salt is not read from there
        spoilt[at] ^= 1 << chance.randrange(8)
        newest.path.write_bytes(spoilt)
        found = find(desk.store.path, PASSPHRASE)
        assert found.backup is not None
        assert found.backup.id == older.id, f"byte {at} was not noticed"
    newest.path.write_bytes(whole)
    reliability.count("flipped bits", cases=flips)


def test_a_backup_without_its_key_file_is_still_opened_by_the_store_s_own(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk)
    made = desk.store.back_up(Reason.ASKED)
    keys.key_file(made.path).unlink()
    back = desk.restore(made.path)
    assert len(back.desk.schools.all()) == 1
    back.desk.close()
    Desk.open(desk.store.path, PASSPHRASE, clock=a_clock()).close()
