"""A full, read-only or failing disk: said in words, nothing half-written, and then it goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.events import Changed
from sipdesk.models.visits import EntryKind
from tests.builders import (
    PASSPHRASE,
    a_clock,
    a_desk,
    a_school,
    a_visit,
    captured,
    reopened,
    session,
)

LONG = "Fractions are taught by rote, and nobody asks why. " * 2_000


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    """No page more than the store has now."""
    db = desk.store._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    yield
    db.execute(f"PRAGMA max_page_count = {2**31}")


@contextmanager
def read_only(desk: Desk) -> Iterator[None]:
    """The right to write has gone."""
    desk.store._db.execute("PRAGMA query_only = ON")
    yield
    desk.store._db.execute("PRAGMA query_only = OFF")


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


def refused_then_kept(desk: Desk, work: Callable[[], object], trouble: object) -> None:
    """`work` is refused whole in `trouble`, nothing is told, and afterwards it is done."""
    assert hasattr(trouble, "__enter__")
    assert hasattr(trouble, "__exit__")
    before, told = desk.store.fingerprint(), list[Changed]()
    stop = desk.events.subscribe(told.append)
    with trouble, pytest.raises(StoreNotWritable) as refused:
        work()
    assert refused.value.what
    assert "last “Saved”" in refused.value.safe
    assert refused.value.todo
    assert told == []
    assert desk.store.fingerprint() == before
    work()
    assert len(told) == 1
    stop()
    assert desk.store.fingerprint() != before
    after = desk.store.fingerprint()
    desk.check()
    again = reopened(desk)
    assert again.store.fingerprint() == after
    again.undo()
    assert again.store.fingerprint() == before
    again.close()


def paste(desk: Desk) -> Callable[[], object]:
    school = a_school(desk)
    return lambda: desk.schools.edit(school.id, picture=LONG)


def agree_in_one_step(desk: Desk) -> Callable[[], object]:
    visit = a_visit(desk, a_school(desk), session("08:00", "10:00"))

    def work() -> None:
        with desk.step("Two at once"):
            captured(desk, visit, EntryKind.ACTION, "Small")
            captured(desk, visit, EntryKind.ACTION, LONG)

    return work


@pytest.mark.parametrize("trouble", [full, read_only])
@pytest.mark.parametrize("work", [paste, agree_in_one_step])
def test_what_the_disk_refuses_is_refused_whole_and_can_be_done_again(
    tmp_path: Path,
    work: Callable[[Desk], Callable[[], object]],
    trouble: Callable[[Desk], object],
) -> None:
    desk = a_desk(tmp_path)
    refused_then_kept(desk, work(desk), trouble(desk))


def test_undo_that_the_disk_refuses_leaves_things_as_they_were(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    paste(desk)()
    before = desk.store.fingerprint()
    with read_only(desk), pytest.raises(StoreNotWritable):
        desk.undo()
    assert desk.store.fingerprint() == before
    assert desk.journal.can_undo() == "Edit school"
    assert desk.undo() == "Edit school"
    desk.close()


def refused(work: Callable[[], object]) -> StoreNotWritable | None:
    try:
        work()
    except StoreNotWritable as trouble:
        return trouble
    return None


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_an_io_error_at_any_place_loses_nothing(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    work = paste(desk)
    before, failed = desk.store.fingerprint(), 0
    size = desk.store.path.stat().st_size
    for limit in [0, 1, 512, 4096, *range(5000, size + len(LONG) * 4, 20_000)]:
        with no_file_beyond(limit):
            trouble = refused(work)
        if trouble is None:
            break
        failed += 1
        assert "cannot be reached" in trouble.what
        assert desk.store.fingerprint() == before
        desk.check()
    assert failed > 5
    work()
    again = reopened(desk)
    assert again.schools.all()[0].picture == LONG
    again.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk, of 4 MB."""
    here = tmp_path / "disk"
    here.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root on Linux can mount a small disk")
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(here)], capture_output=True
    )
    if made.returncode:
        pytest.skip(f"no disk may be mounted here: {made.stderr.decode().strip()}")
    yield here
    subprocess.run(["umount", "-l", str(here)], check=True)


def test_a_disk_that_is_really_full(small_disk: Path) -> None:
    desk = a_desk(small_disk)
    ballast = small_disk / "ballast"

    @contextmanager
    def filled() -> Iterator[None]:
        with suppress(OSError), ballast.open("wb", buffering=0) as out:
            while out.write(b"\0" * 4096):
                pass
        yield
        ballast.unlink()

    refused_then_kept(desk, paste(desk), filled())


def test_no_store_is_begun_on_a_full_disk(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(b"\0" * 4_170_000)
    with pytest.raises(StoreNotWritable):
        a_desk(small_disk)
    assert [f.name for f in small_disk.iterdir()] == ["ballast"]


def test_a_read_only_disk_is_said_at_the_door(small_disk: Path) -> None:
    desk = a_desk(small_disk)
    desk.close()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StoreNotWritable) as refused:
        Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    assert "may not be written" in refused.value.what
    with pytest.raises(StoreNotWritable, match="Read-only"):
        a_desk(small_disk, name="new.sipdesk")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be moved")
def test_no_saved_is_said_for_a_store_that_was_moved_away(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    a_school(desk)
    elsewhere = desk.store.path.rename(tmp_path / "elsewhere")
    for work in (lambda: a_school(desk, "After"), desk.undo):
        with pytest.raises(StoreNotWritable, match=r"desk\.sipdesk is no longer in"):
            work()
    elsewhere.rename(desk.store.path)
    a_school(desk, "After")
    assert [s.name for s in desk.schools.all()] == ["After", "Kingsmead School"]
    desk.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not let an open file be deleted")
def test_no_saved_is_said_for_a_store_that_was_deleted(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.store.path.unlink()
    with pytest.raises(StoreNotWritable, match="newest backup"):
        a_school(desk, "After")
    desk.close()
