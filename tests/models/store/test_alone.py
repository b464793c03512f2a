"""A store is replaced only while nobody has it open, whatever passphrase one came with."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreInUse
from sipdesk.models.store import keys, restoring
from sipdesk.models.store.alone import nobody_else
from sipdesk.models.store.recovery import recover
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school
from tests.faults.killing import begun_child, in_a_child

NEW = "another one"
NOW = a_clock().now()


@contextmanager
def a_window(store: Path, secret: str = PASSPHRASE) -> Iterator[None]:
    """Another program has the store open."""

    def work(into: int) -> None:
        desk = Desk.open(store, secret, clock=a_clock())
        os.write(into, b".")
        time.sleep(60)
        desk.close()

    child, out = begun_child(work)
    assert os.read(out, 1) == b"."
    try:
        yield
    finally:
        os.kill(child, signal.SIGKILL)
        os.close(out)
        os.waitpid(child, 0)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Of a store that has been given a new key since, and then had a school more."""
    desk = a_desk(tmp_path)
    made = desk.store.back_up(Reason.ASKED).path
    desk.close()
    Desk.rekey(desk.store.path, PASSPHRASE, NEW, clock=a_clock(), cost=LIGHT)
    return made


@pytest.fixture
def store(backup: Path) -> Path:
    return backup.parent.parent / "desk.sipdesk"


def beside(store: Path) -> dict[str, bytes]:
    """All there is, but for the note of who has it open and what SQLite keeps meanwhile."""
    return {
        str(f.relative_to(store.parent)): f.read_bytes()
        for f in store.parent.rglob("*")
        if f.is_file() and f.suffix != ".open" and "-journal" not in f.name
    }


def test_no_backup_is_put_under_an_open_window_by_an_earlier_passphrase(
    backup: Path, store: Path
) -> None:
    with a_window(store, NEW):
        before, inode = beside(store), store.stat().st_ino
        with pytest.raises(StoreInUse, match="already open"):
            restoring.replace_unopened(backup, PASSPHRASE, store, NOW)
        assert beside(store) == before
        assert store.stat().st_ino == inode


def test_nor_is_a_store_recovered_that_a_window_has_open(backup: Path, store: Path) -> None:
    with a_window(store, NEW):
        keys.key_file(store).rename(store.with_name("mislaid"))
        before = beside(store)
        with pytest.raises(StoreInUse, match="already open"):
            recover(store, PASSPHRASE, NOW)
        assert beside(store) == before


def test_a_window_of_this_very_program_keeps_its_store_and_its_locks(store: Path) -> None:
    desk = Desk.open(store, NEW, clock=a_clock())
    for _ in range(2):
        with pytest.raises(StoreInUse), nobody_else(store):
            raise AssertionError("nobody else")
    assert in_a_child(lambda say: say() if refused(store) else None)[0] == 1
    a_school(desk, "Typed on")
    desk.close()


def refused(store: Path) -> bool:
    """Whether another program does not get in."""
    try:
        Desk.open(store, NEW, clock=a_clock()).close()
    except StoreInUse:
        return True
    return False


def test_nobody_gets_in_while_it_is_replaced(store: Path) -> None:
    with nobody_else(store):
        assert in_a_child(lambda say: say() if refused(store) else None)[0] == 1
    assert not refused(store)


def test_on_a_disk_without_second_names_one_who_comes_after_the_copying_keeps_the_store(
    backup: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To copy the file is to let go of it, so that it must be asked once more."""
    key = keys.unlock(backup, PASSPHRASE)
    aside, keep = restoring.prepare(backup, key, store, key, 0), restoring.keep
    before = store.read_bytes(), keys.key_file(store).read_bytes()

    def no_link(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    with ExitStack() as somebody:

        def somebody_comes(*args: Any) -> Path:
            kept = keep(*args)
            somebody.enter_context(a_window(store, NEW))
            return kept

        monkeypatch.setattr(os, "link", no_link)
        monkeypatch.setattr(restoring, "keep", somebody_comes)
        with pytest.raises(StoreInUse):
            restoring.put_in_place(aside, store, NOW, keys.key_file(backup))
        assert (store.read_bytes(), keys.key_file(store).read_bytes()) == before


@pytest.mark.parametrize("harm", [b"", b"spoilt" * 1000, None])
def test_a_store_that_is_damaged_or_gone_is_nobody_s(store: Path, harm: bytes | None) -> None:
    if harm is None:
        store.unlink()
    else:
        store.write_bytes(harm)
    with nobody_else(store):
        pass
