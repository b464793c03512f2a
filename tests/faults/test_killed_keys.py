"""Killed while the keys change: the old or the new passphrase opens, and nothing is lost."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import WrongPassphrase
from sipdesk.models.store import keys
from tests import reliability
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school
from tests.faults.test_killed import ROW, killed
from tests.faults.worker import OTHER
from tests.reliability import share

SCHOOLS = [f"School {n}" for n in range(5)]
CALLS = ("rename", "unlink", "fsync", "fdatasync", "ftruncate", "pwrite64", "write")
SHORT = {"rename": 99, "unlink": 1, "fsync": 1, "fdatasync": 1, "pwrite64": 2}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    desk = a_desk(tmp_path / "desk")
    for name in SCHOOLS:
        a_school(desk, name, picture=f"words of {name} " * 200)
    desk.close()
    return desk.store.path


def opening(store: Path) -> list[str]:
    """Which of the two passphrases open the store; what it holds must be whole."""
    found = []
    for secret in (PASSPHRASE, OTHER):
        try:
            desk = Desk.open(store, secret, clock=a_clock())
        except WrongPassphrase:
            continue
        assert sorted(s.name for s in desk.schools.all()) == SCHOOLS
        desk.check()
        desk.close()
        found.append(secret)
    assert found, "neither passphrase opens"
    assert no_leftovers(store)
    return found


def no_leftovers(store: Path) -> bool:
    beside = {f.name for f in store.parent.iterdir()} - {"backups"}
    return beside == {store.name, keys.key_file(store).name}


@pytest.mark.parametrize("kills", [3, pytest.param(share(150), marks=pytest.mark.soak)])
def test_killed_again_and_again_while_encrypting_anew(store: Path, kills: int) -> None:
    chance = random.Random(11)
    secrets = (PASSPHRASE, OTHER)
    for _ in range(kills):
        done, tried = killed("encrypting", store, chance.uniform(0, 0.35))
        found = opening(store)
        if done == tried >= 0:
            assert found == [secrets[done]]
        elif tried >= 0:
            assert set(found) <= {secrets[tried], secrets[1 - tried]}
        shutil.rmtree(store.parent / "backups", ignore_errors=True)
    reliability.count(ROW, cases=kills)


# --- a kill at every call to the system, one after the other


def traced(store: Path, *options: str) -> subprocess.CompletedProcess[bytes]:
    """One renewal under strace."""
    line = ["strace", "-f", "-qq", *options]
    program = [sys.executable, "-m", "tests.faults.renewing", str(store), PASSPHRASE, OTHER]
    return subprocess.run([*line, *program], capture_output=True, timeout=120)


@cache
def strace_works() -> bool:
    if shutil.which("strace") is None:
        return False
    tried = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=none", "true"]
    return subprocess.run(tried, capture_output=True).returncode == 0


def calls_of_a_renewal(store: Path, log: Path) -> Counter[str]:
    """How often each call is made in one renewal that nobody disturbs."""
    done = traced(store, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    assert done.returncode == 0, done.stderr
    made = (line.split("(")[0].split()[-1] for line in log.read_text().splitlines() if "(" in line)
    return Counter(name for name in made if name in CALLS)


def spread(count: int, most: int) -> list[int]:
    """At most so many of 1…count, from the first to the last."""
    if count <= most:
        return list(range(1, count + 1))
    return sorted({1 + round(n * (count - 1) / max(1, most - 1)) for n in range(most)})


@pytest.mark.parametrize(
    "most", [SHORT, pytest.param(dict.fromkeys(CALLS, share(60)), marks=pytest.mark.soak)]
)
def test_killed_at_any_call_one_of_the_two_opens(
    store: Path, tmp_path: Path, most: dict[str, int]
) -> None:
    if not strace_works():
        pytest.skip("did not run: strace cannot trace here")
    copy = tmp_path / "counted" / store.name
    shutil.copytree(store.parent, copy.parent)
    made = calls_of_a_renewal(copy, tmp_path / "log")
    ends: Counter[tuple[str, ...]] = Counter()
    for call, limit in most.items():
        for n in spread(made[call], limit):
            here = tmp_path / f"{call}-{n}" / store.name
            shutil.copytree(store.parent, here.parent)
            inject = f"inject={call}:signal=KILL:when={n}"
            ended = traced(here, "-o", os.devnull, "-e", f"trace={call}", "-e", inject)
            found = opening(here)
            if b"at 1" in ended.stdout:
                assert found == [OTHER], (call, n)
            else:
                assert ended.returncode in (-9, 137), (call, n, ended.stderr)
            ends[tuple(found)] += 1
            assert_can_be_done(here, found[-1])
            shutil.rmtree(here.parent)
    reliability.count(ROW, cases=ends.total())
    assert len(ends) == 3 or share(60) < 10, (
        f"kills before, amid and after the change are wanted: {ends}"
    )


def assert_can_be_done(store: Path, secret: str) -> None:
    """What was interrupted can be done again, by the secret that a person would try."""
    code = Desk.rekey(store, secret, "the third", cost=LIGHT)
    for opens in ("the third", code):
        Desk.open(store, opens, clock=a_clock()).close()
    for dead in (PASSPHRASE, OTHER):
        with pytest.raises(WrongPassphrase):
            keys.unlock(store, dead)
