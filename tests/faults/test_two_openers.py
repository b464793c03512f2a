"""Two windows at once: one gets in, the other is told, nobody writes beside another."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sipdesk.models.desk import Desk
from sipdesk.models.errors import WrongPassphrase
from sipdesk.models.store import keys
from tests.builders import PASSPHRASE, a_clock, a_desk
from tests.faults.worker import ROUNDS


def race(mode: str, store: Path) -> list[tuple[int, list[str]]]:
    """Two programs on one store; gives the process and the lines of each."""
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.worker", mode, str(store)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ends = [(runner.pid, runner.communicate(timeout=60)) for runner in both]
    assert [wrong for _, (_, wrong) in ends] == ["", ""]
    return [(pid, said.splitlines()) for pid, (said, _) in ends]


def test_two_windows_never_hold_the_store_at_once(tmp_path: Path) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    ends = race("racing", desk.store.path)
    again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    kept = sorted(s.name for s in again.schools.all())
    assert kept == sorted(f"{pid} {n}" for pid, _ in ends for n in range(ROUNDS))
    again.close()


def test_of_two_who_make_a_store_one_makes_it(tmp_path: Path) -> None:
    ends = race("making", tmp_path / "any")
    for n in range(ROUNDS):
        [owner] = [str(pid) for pid, said in ends if f"at {n}" in said]
        path = tmp_path / f"new {n}.sipdesk"
        Desk.open(path, owner, clock=a_clock()).close()
        for pid, _ in ends:
            assert str(pid) == owner or not opens(path, str(pid))


def opens(store: Path, secret: str) -> bool:
    try:
        keys.unlock(store, secret)
    except WrongPassphrase:
        return False
    return True
