"""A disk that is full, failing, read-only, shut or gone, at each call that is made to it.

Never a false “Saved”; it is said in words what happened, what is safe and what to do; and when the
disk is well again, the store is.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import reliability
from tests.faults.failing import NUMBERS, Trouble, failed
from tests.faults.rehearsing import Rehearsal, rehearse
from tests.faults.works import SMALL_EDIT, WORKS, Work
from tests.reliability import share

pytestmark = pytest.mark.usefixtures("watching")
ROW = "disk full, failing, read-only, shut or gone, at each call"
MOST, SHORT = 1_200, 100  # troubles in one work


def troubles(rehearsed: Rehearsal, most: int) -> Iterator[Trouble]:
    """Spread over all calls, reading too; what is wrong with the disk changes each time."""
    calls = rehearsed.ended[-1]
    kinds = [(number, for_good) for number in NUMBERS for for_good in (False, True)]
    if rehearsed.work.may_vanish:
        kinds.append((0, False))
    for n in range(most):
        number, for_good = kinds[n % len(kinds)]
        yield Trouble(1 + n * calls // most, number, for_good)


def through(rehearsed: Rehearsal, most: int) -> list[str]:
    return [said for trouble in troubles(rehearsed, most) if (said := failed(rehearsed, trouble))]


def test_a_small_edit_with_trouble_at_each_call(folder: Path) -> None:
    assert through(rehearse(SMALL_EDIT, folder), SHORT) == []


@pytest.mark.soak
@pytest.mark.parametrize("work", WORKS, ids=lambda w: w.name)
def test_every_work_with_trouble_at_each_call(work: Work, folder: Path) -> None:
    times = share(MOST)
    wrong = through(rehearse(work, folder), times)
    reliability.count(ROW, cases=times, bad=len(wrong), note=work.name)
    assert wrong == []
