"""Killed at any moment: what was acknowledged is there, whole, and the store passes its checks."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk, Reason
from sipdesk.models.errors import StoreNewer, WrongPassphrase
from sipdesk.models.store import keys
from tests import reliability
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school, a_visit, session
from tests.faults.killing import begun_child
from tests.faults.worker import MODES, OTHER
from tests.reliability import share

KILLS = 20
MANY = share(600)
ROW = "SIGKILL of another program, at any moment"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    desk = a_desk(tmp_path)
    a_visit(desk, a_school(desk), session("00:00", "23:59", "All day"))
    desk.close()
    return desk.store.path


def killed(mode: str, store: Path, after: float) -> tuple[int, int]:
    """Let another process work and kill it; gives what it last did and last tried."""

    def work(into: int) -> None:
        os.dup2(into, 1)  # where a worker speaks
        MODES[mode](store)

    child, out = begun_child(work)
    timer = threading.Timer(after, os.kill, (child, signal.SIGKILL))
    with os.fdopen(out, "rb") as heard:
        first = heard.readline()
        timer.start()
        said = (first + heard.read()).decode().splitlines()
    timer.join()  # not cancelled: until it is waited for, nobody else has the child's number
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the worker stopped by itself"
    done = [line for line in said if line.startswith("at ")]
    tried = [line for line in said if line.startswith("try ")]
    last = int(done[-1].split()[1]) if done else -1
    return last, int(tried[-1].split()[1]) if tried else last


def state(store: Path) -> int:
    """How many rounds the store holds; each must be there whole."""
    desk = Desk.open(store, PASSPHRASE, clock=a_clock())
    [school], [visit] = desk.schools.all(), desk.visits.all()
    entries = [e.text for e in desk.evidence.entries(visit.id)]
    actions = [a.action for a in desk.priorities.agreed_at(visit.id)]
    rounds = int((school.picture or "0").split()[0])
    assert sorted(entries) == sorted(actions) == sorted(f"agreed {n + 1}" for n in range(rounds))
    assert len(desk.search.find("agreed", most=10**6)) == 2 * rounds
    desk.close()
    return rounds


def kill_while_typing(store: Path, kills: int) -> None:
    chance = random.Random(20091112)
    for _ in range(kills):
        done, tried = killed("typing", store, chance.uniform(0, 0.15))
        assert state(store) in (done, tried)
    reliability.count(ROW, cases=kills)


def test_no_acknowledged_word_is_lost_when_killed_while_typing(store: Path) -> None:
    kill_while_typing(store, KILLS)


@pytest.mark.soak
def test_no_acknowledged_word_is_lost_when_killed_again_and_again(store: Path) -> None:
    kill_while_typing(store, MANY)


@pytest.mark.parametrize("kills", [5, pytest.param(MANY, marks=pytest.mark.soak)])
def test_killed_while_changing_the_passphrase_one_of_the_two_opens(
    tmp_path: Path, kills: int
) -> None:
    path = tmp_path / "desk.sipdesk"
    desk, code = Desk.create(path, PASSPHRASE, cost=LIGHT)
    desk.close()
    data = keys.unlock(path, code)
    chance = random.Random(7)
    for _ in range(kills):
        killed("rekeying", path, chance.uniform(0, 0.05))
        assert keys.unlock(path, code) == data
        assert opens(path, PASSPHRASE) != opens(path, OTHER)
    reliability.count(ROW, cases=kills)


def opens(store: Path, secret: str) -> bool:
    try:
        keys.unlock(store, secret)
    except WrongPassphrase:
        return False
    return True


@pytest.mark.parametrize("kills", [5, pytest.param(share(60), marks=pytest.mark.soak)])
def test_killed_while_backing_up_every_backup_by_its_own_name_is_whole(
    store: Path, kills: int
) -> None:
    chance = random.Random(8)
    for _ in range(kills):
        killed("backing_up", store, chance.uniform(0, 0.1))
        for copy in (store.parent / "backups").glob("*.sipdesk"):
            Desk.open(copy, PASSPHRASE, clock=a_clock()).close()
        for done in (store.parent / "backups").iterdir():
            done.unlink()
    assert state(store) == 0
    reliability.count(ROW, cases=kills)


@pytest.mark.parametrize("kills", [5, pytest.param(share(60), marks=pytest.mark.soak)])
def test_killed_while_updating_the_store_is_old_or_new_and_whole(
    store: Path, tmp_path: Path, kills: int
) -> None:
    chance = random.Random(9)
    for n in range(kills):
        folder = tmp_path / str(n)
        folder.mkdir()
        for file in (store, keys.key_file(store)):
            shutil.copy(file, folder)
        killed("migrating", folder / store.name, chance.uniform(0, 0.15))
        try:
            assert state(folder / store.name) == 0
        except StoreNewer:
            [backup] = (folder / "backups").glob("*.sipdesk")
            assert state(backup) == 0
    reliability.count(ROW, cases=kills)


@pytest.mark.parametrize("kills", [6, pytest.param(share(60), marks=pytest.mark.soak)])
def test_killed_while_going_back_the_desk_is_the_old_or_the_new_and_the_old_is_kept(
    tmp_path: Path, kills: int
) -> None:
    chance = random.Random(10)
    for n in range(kills):
        desk = a_desk(tmp_path / str(n))
        a_school(desk, "First")
        desk.store.back_up(Reason.ASKED)
        a_school(desk, "Second")
        last = desk.store.fingerprint()
        desk.close()
        killed("restoring", desk.store.path, chance.uniform(0, 0.12))
        again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
        names = [school.name for school in again.schools.all()]
        assert names in (["First"], ["First", "Second"])
        if names == ["First"]:
            assert last in list(fingerprints(desk.store.path.parent / "kept"))
        again.close()
        assert not [f for f in desk.store.path.parent.iterdir() if f.name.startswith(".")]
    reliability.count(ROW, cases=kills)


def fingerprints(folder: Path) -> Iterator[str]:
    for kept in folder.glob("*.sipdesk"):
        desk = Desk.open(kept, PASSPHRASE, clock=a_clock())
        yield desk.store.fingerprint()
        desk.close()
