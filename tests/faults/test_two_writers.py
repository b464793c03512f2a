"""Two who open at once: one gets in, the other is told; what a dead one left is in nobody's way."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreInUse
from sipdesk.models.store import alone, holder, keys, rekeying
from sipdesk.models.store.connection import connect
from tests import reliability
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school
from tests.faults.calls import Call, watched
from tests.faults.killing import in_a_child
from tests.faults.works import OTHER, WORKS, Hand, Work, at_home, begin
from tests.reliability import share

RACES, STALE = "two writers: races", "two writers: stale locks and notes"
SHORT, MANY = 12, 1_200


def race(store: Path, seed: int) -> tuple[int, int]:
    """Two children of this process open at the same moment; gives how many got in, and were told.

    Whoever is in marks it, so that two at once would be noticed, and adds a school.
    """
    out, into = os.pipe()
    go_out, go_in = os.pipe()
    children = [_racer(store, into, go_out, go_in, Random(seed * 2 + n)) for n in (0, 1)]
    os.close(go_in)  # the start: both were waiting for it
    os.close(go_out)
    os.close(into)
    said = b""
    while read := os.read(out, 64):
        said += read
    os.close(out)
    for child in children:
        _, status = os.waitpid(child, 0)
        assert status == 0, "a racer met the other inside, or stumbled"
    return said.count(b"in"), said.count(b"no")


def _racer(store: Path, into: int, go_out: int, go_in: int, chance: Random) -> int:
    child = os.fork()
    if child:
        return child
    try:
        os.close(go_in)
        os.read(go_out, 1)
        for _ in range(chance.randrange(2_000)):
            pass
        try:
            desk = Desk.open(store, PASSPHRASE)
        except StoreInUse:
            os.write(into, b"no")
        else:
            alone = store.with_name("alone")
            alone.open("x").close()
            desk.schools.add(f"{os.getpid()}")
            alone.unlink()
            desk.close()
            os.write(into, b"in")
    except BaseException:
        os._exit(1)
    os._exit(0)


def races(folder: Path, times: int) -> tuple[int, int]:
    """So many races; gives how often one was told to wait, and the schools that are missing."""
    desk = a_desk(folder)
    desk.close()
    added = told = 0
    for n in range(times):
        got_in, refused = race(desk.store.path, n)
        assert got_in >= 1, "neither got in"
        added, told = added + got_in, told + refused
    again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    missing = added - len(again.schools.all())
    again.close()
    return told, missing


def test_of_two_at_once_one_writes(folder: Path) -> None:
    _, missing = races(folder, SHORT)
    assert missing == 0


@pytest.mark.soak
def test_of_two_at_once_a_thousand_times_one_writes(folder: Path) -> None:
    times = share(MANY)
    told, missing = races(folder, times)
    note = f"in {told} of them the second was told, in the others it came after the first"
    reliability.count(RACES, cases=times, bad=missing, note=note)
    assert missing == 0


# --- what a dead one leaves


def leave_stale(store: Path, n: int) -> None:
    """A desk that was killed while it was open, or only its note, or half of one."""
    if n % 3 == 0:
        _, status = in_a_child(lambda say: _open_and_die(store))
        assert os.WIFSIGNALED(status)
    elif n % 3 == 1:
        who = {"pid": 2**22 - n, "host": os.uname().nodename, "computer": ""}
        holder._file(store).write_text(json.dumps(who), encoding="utf-8")
    else:
        holder._file(store).write_text('{"pid": 1', encoding="utf-8")


def _open_and_die(store: Path) -> None:
    desk = Desk.open(store, PASSPHRASE, clock=a_clock())
    desk.schools.add(f"{os.getpid()}")
    os.kill(os.getpid(), signal.SIGKILL)


def recovered(folder: Path, times: int) -> int:
    """How many of so many stale locks and notes were in nobody's way."""
    desk = a_desk(folder)
    desk.close()
    good = 0
    for n in range(times):
        leave_stale(desk.store.path, n)
        again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
        good += len(again.schools.all()) == n // 3 + 1
        again.close()
    return good


def test_a_stale_lock_is_in_nobody_s_way(folder: Path) -> None:
    assert recovered(folder, SHORT) == SHORT


@pytest.mark.soak
def test_a_thousand_stale_locks_are_in_nobody_s_way(folder: Path) -> None:
    times = share(MANY)
    good = recovered(folder, times)
    reliability.count(STALE, cases=times, bad=times - good)
    assert good == times


# --- the lock is held as long as the desk is open, whatever is done with it


def is_held(store: Path) -> bool:
    """Whether another process is kept out of the file, where SQLite keeps its locks."""
    said, _ = in_a_child(lambda say: None if _can_lock(store) else say())
    return said == 1


def _can_lock(store: Path) -> bool:
    import fcntl

    handle = os.open(store, os.O_RDWR)
    try:
        fcntl.lockf(handle, fcntl.LOCK_EX | fcntl.LOCK_NB, 512, alone._LOCKS)
    except OSError:
        return False
    return True


def test_a_second_handle_that_is_closed_gives_up_the_lock(folder: Path) -> None:
    """The trap itself: where this does not happen, the tests below show nothing."""
    desk = a_desk(folder)
    assert is_held(desk.store.path)
    desk.store.path.read_bytes()
    assert not is_held(desk.store.path)
    desk.close()


@pytest.mark.parametrize("work", WORKS, ids=lambda w: w.name)
def test_no_act_gives_up_the_lock_of_an_open_desk(work: Work, folder: Path) -> None:
    begin(work, folder)
    hand = Hand(folder)
    with at_home(folder):
        for n, act in enumerate(work.acts):
            act(hand)
            assert hand.open_desk is None or is_held(hand.store), f"after act {n}"
        hand.close()


def test_the_lock_is_held_while_the_store_gets_a_new_key(
    folder: Path, watching: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To close any handle on a file would give up SQLite's locks on it."""
    desk = a_desk(folder)
    a_school(desk)
    desk.close()
    free: list[str] = []
    copied = False

    def meet(call: Call) -> None:
        nonlocal copied
        copied = copied or call.path.endswith(".rekeying")
        if copied and call.path.endswith(".keys.new") and not is_held(desk.store.path):
            free.append(f"{call.kind} {call.path}")

    closing: list[bool] = []
    own = rekeying.let_go
    monkeypatch.setattr(
        rekeying, "let_go", lambda db: (closing.append(is_held(desk.store.path)), own(db))
    )
    with watched(folder, meet):
        Desk.rekey(desk.store.path, PASSPHRASE, OTHER, cost=LIGHT)
    assert copied
    assert free == []
    assert closing == [True], "given up before the copy could take its place"


def interrupted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose renewal was begun: its key file holds wraps of two keys."""
    desk = a_desk(folder)
    a_school(desk)
    desk.close()

    def die(_path: Path, _as_copied: os.stat_result) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    store = desk.store.path
    with monkeypatch.context() as patched:
        patched.setattr(rekeying, "_swap", die)
        in_a_child(lambda say: str(Desk.rekey(store, PASSPHRASE, OTHER, cost=LIGHT)) and None)
    assert keys.two_keys(store)
    return store


ASKED: list[Callable[[Desk], object]] = [
    lambda desk: desk.prove(PASSPHRASE),
    lambda desk: desk.change_passphrase(PASSPHRASE, "third", LIGHT),
    lambda desk: desk.new_recovery_code(PASSPHRASE, LIGHT),
]


@pytest.mark.parametrize("asked", ASKED, ids=["prove", "passphrase", "code"])
def test_the_lock_is_held_after_an_interrupted_renewal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, asked: Callable[[Desk], object]
) -> None:
    store = interrupted(folder, monkeypatch)
    desk = Desk.open(store, PASSPHRASE, clock=a_clock())
    assert desk.renewal is not None
    assert is_held(store)
    asked(desk)
    assert is_held(store)
    desk.close()


def test_what_another_wrote_in_between_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = a_desk(tmp_path)
    desk.close()
    own = rekeying.nobody_else

    def another_first(path: Path):  # type: ignore[no-untyped-def]
        key = keys.opened(keys.of_this_store(_wraps(path), path), PASSPHRASE)
        assert key is not None
        db = connect(path, key)
        db.execute("UPDATE store_state SET value = 'another' WHERE name = 'backed_up'")
        db.conn.commit()
        db.conn.close()
        return own(path)

    monkeypatch.setattr(rekeying, "nobody_else", another_first)
    with pytest.raises(StoreInUse, match="meanwhile"):
        Desk.rekey(desk.store.path, PASSPHRASE, OTHER, cost=LIGHT)
    again = Desk.open(desk.store.path, PASSPHRASE, clock=a_clock())
    [kept] = again.store.query("SELECT value FROM store_state WHERE name = 'backed_up'", [])
    assert kept["value"] == "another"
    again.close()


def _wraps(path: Path) -> list[keys.Wrap]:
    from sipdesk.models.store import key_file as files

    return files.read(keys.key_file(path))
