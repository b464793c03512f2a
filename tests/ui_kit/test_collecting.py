"""Cycles are collected between events, never in the middle of one."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from sipdesk.ui.collecting import EVERY, Collector


class Knot:
    """Refers to itself, so that counting references never frees it."""

    def __init__(self) -> None:
        self.me = self


@pytest.fixture(autouse=True)
def _leave_the_collector_as_it_was() -> Iterator[None]:
    yield
    gc.unfreeze()


def test_a_cycle_outlives_the_making_of_many_objects_and_goes_at_the_next_look(qtbot) -> None:
    collector = Collector()
    knot = weakref.ref(Knot())
    _ = [[] for _ in range(50_000)]
    assert knot() is not None
    qtbot.waitUntil(lambda: knot() is None, timeout=3 * EVERY)
    collector.deleteLater()
