"""What every test may ask for. Anything longer than a line belongs in tests/builders.py."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from tests.builders import a_desk

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# a machine that is busy with other things is not a fault
settings.register_profile("tests", deadline=None, print_blob=True)
settings.load_profile("tests")


# The collector of cycles may take down a window while it is being painted, when only a test that
# has returned still knew of it. It runs between tests instead; the program does so between events.
gc.disable()
_TESTS_BETWEEN = 20
_ended = 0


def pytest_runtest_logfinish() -> None:
    """No window is being painted here."""
    global _ended
    _ended += 1
    if _ended % _TESTS_BETWEEN == 0:
        gc.collect()


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees or touches the data of whoever runs it."""
    monkeypatch.setenv("SIPDESK_HOME", str(tmp_path.with_name(f"{tmp_path.name}-home")))
    monkeypatch.delenv("SIPDESK_STORE", raising=False)
    monkeypatch.delenv("SIPDESK_PASSPHRASE", raising=False)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk on 12 November 2009, 08:30."""
    made = a_desk(tmp_path)
    yield made
    made.close()


@pytest.fixture
def clock(desk: Desk) -> FixedClock:
    """The desk's clock."""
    assert isinstance(desk.clock, FixedClock)
    return desk.clock
