"""SIGKILL at every kind of call, through every work: nothing acknowledged is lost or half done."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests import reliability
from tests.faults.calls import Kind
from tests.faults.killing import in_a_child, killed
from tests.faults.rehearsing import Rehearsal, rehearse
from tests.faults.works import WORKS, Work, verdict
from tests.reliability import share

pytestmark = pytest.mark.usefixtures("watching")
ROW = "SIGKILL at a call to the disk"
SHORT, FULL, PARTS = 8, 10_400, 2
EACH = FULL // len(WORKS) // PARTS


def kill_often(rehearsed: Rehearsal, times: int, seed: int) -> list[str]:
    """Kills spread over all the calls; every other write is killed half-way."""
    chance, wrong = Random(seed), []
    for n in range(times):
        at = 1 + min(
            rehearsed.changing - 1, int((n + chance.random()) / times * rehearsed.changing)
        )
        half = bool(n % 2)
        done = killed(rehearsed, at, half=half)
        said = verdict(rehearsed.work, rehearsed.place, done, rehearsed.along)
        if said:
            wrong.append(f"{said} (killed at {at}{', half-way' if half else ''})")
    return wrong


@pytest.mark.parametrize("work", WORKS, ids=lambda w: w.name)
def test_killed_at_some_calls_nothing_acknowledged_is_lost(work: Work, folder: Path) -> None:
    assert kill_often(rehearse(work, folder), SHORT, seed=1) == []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 2 + PARTS))
@pytest.mark.parametrize("work", WORKS, ids=lambda w: w.name)
def test_killed_at_every_call_nothing_acknowledged_is_lost(
    work: Work, seed: int, folder: Path
) -> None:
    times = share(EACH)
    wrong = kill_often(rehearse(work, folder), times, seed)
    reliability.count(ROW, cases=times, bad=len(wrong), note=work.name)
    assert wrong == []


@pytest.mark.parametrize("work", WORKS, ids=lambda w: w.name)
def test_every_work_makes_all_that_can_be_killed(work: Work, folder: Path) -> None:
    """That nothing is killed where nothing is written would be no wonder."""
    kinds = {call.kind for call in rehearse(work, folder).calls}
    assert kinds >= {Kind.CREATE, Kind.WRITE, Kind.SYNC, Kind.UNLINK}
    assert work.name == "passphrase" or Kind.TRUNCATE in kinds


def test_a_child_that_is_not_killed_says_all_it_did() -> None:
    def work(say: Callable[[], None]) -> None:
        for _ in range(3):
            say()

    said, status = in_a_child(work)
    assert (said, os.WEXITSTATUS(status)) == (3, 0)
