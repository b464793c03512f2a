"""Two windows at once: one gets in, the other is told, nobody writes beside another."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import WrongPassphrase
from sipdesk.models.store import connection, keys, opening, rekeying
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk
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


# --- a new key while another opens

NEW = "after the leak"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    desk = a_desk(tmp_path)
    desk.close()
    return desk.store.path


def renew(store: Path) -> None:
    Desk.rekey(store, PASSPHRASE, NEW, clock=a_clock(), cost=LIGHT)


def just_before(
    patch: pytest.MonkeyPatch, module: object, name: str, happens: Callable[[], object]
) -> None:
    """Once, when the step `name` has been reached and not been done."""
    real = getattr(module, name)

    def step(*args: object) -> object:
        patch.setattr(module, name, real)
        happens()
        return real(*args)

    patch.setattr(module, name, step)


def test_the_new_passphrase_opens_though_the_old_store_was_looked_at(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The key file holds both keys, and the store that says which of them is replaced then."""
    swap = rekeying._swap

    def swap_while_one_opens(*args: object) -> None:
        just_before(monkeypatch, opening, "connect", lambda: swap(*args))  # type: ignore[arg-type]
        Desk.open(store, NEW, clock=a_clock()).close()

    monkeypatch.setattr(rekeying, "_swap", swap_while_one_opens)
    renew(store)
    Desk.open(store, NEW, clock=a_clock()).close()


@pytest.mark.parametrize(("room", "step"), [(opening, "connect"), (connection, "_pragmas")])
def test_the_old_one_is_called_wrong_and_the_store_not_damaged(
    store: Path, monkeypatch: pytest.MonkeyPatch, room: ModuleType, step: str
) -> None:
    """Before the file is opened, and when the one that was replaced is held in its place."""
    just_before(monkeypatch, room, step, lambda: renew(store))
    with pytest.raises(WrongPassphrase):
        Desk.open(store, PASSPHRASE, clock=a_clock())


def test_the_new_one_is_not_called_wrong_by_the_old_key_file(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    just_before(monkeypatch, keys, "opened", lambda: renew(store))
    Desk.open(store, NEW, clock=a_clock()).close()
