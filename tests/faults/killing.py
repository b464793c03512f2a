"""SIGKILL at any call: a child of this process works, and ends itself at the call that is asked."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable

from tests.faults.calls import Call, Kind, Meet, watched
from tests.faults.rehearsing import Rehearsal
from tests.faults.works import Hand, at_home


def kill_at(number: int, half: bool) -> Meet:
    """Ends the process before call `number` of those that change something, or half through it."""
    met = 0

    def meet(call: Call) -> None:
        nonlocal met
        met += call.changes
        if met == number and call.changes:
            if half and call.kind is Kind.WRITE:
                _write(call.path, call.at, call.data[: len(call.data) // 2])
            os.kill(os.getpid(), signal.SIGKILL)

    return meet


def _write(path: str, at: int, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY)
    os.pwrite(handle, data, at)


def killed(rehearsed: Rehearsal, number: int, *, half: bool = False) -> int:
    """Do the work and be killed; gives how many acts were acknowledged."""
    place = rehearsed.again()

    def work(say: Callable[[], None]) -> None:
        hand = Hand(place)
        with at_home(place), watched(place, kill_at(number, half)):
            for act in rehearsed.work.acts:
                act(hand)
                say()

    said, status = in_a_child(work)
    assert os.WIFSIGNALED(status), f"{rehearsed.work.name} was to be killed at {number}: {status}"
    return said


def in_a_child(work: Callable[[Callable[[], None]], None]) -> tuple[int, int]:
    """Run `work` in a fork of this warm process; gives how often it spoke, and how it ended."""
    child, out = begun_child(lambda into: work(lambda: _say(into)))
    said = b""
    while read := os.read(out, 1024):
        said += read
    os.close(out)
    _, status = os.waitpid(child, 0)
    return len(said), status


def begun_child(work: Callable[[int], None]) -> tuple[int, int]:
    """Begin `work` in a fork, with a pipe to speak into; gives the process and the other end."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.close(out)
            work(into)
        except BaseException:
            traceback.print_exc()
            os._exit(3)
        os._exit(0)
    os.close(into)
    return child, out


def _say(into: int) -> None:
    os.write(into, b".")
