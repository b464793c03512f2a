"""What every test may ask for. Anything longer than a line belongs in tests/builders.py."""

from __future__ import annotations

import gc
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from tests import made, reliability

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Every commit waits for the disk; where there is room, what tests write stays in memory. A kill
# takes nothing from either. Long runs are on the disk, and so is whoever says TMPDIR.
_MEMORY, _ROOM = Path("/dev/shm"), 2_000_000_000
if (
    os.access(_MEMORY, os.W_OK)
    and shutil.disk_usage(_MEMORY).free > _ROOM
    and reliability.FILE not in os.environ
):
    os.environ.setdefault("TMPDIR", str(_MEMORY))
    tempfile.tempdir = None  # asked for anew
# a machine that is busy with other things is not a fault
settings.register_profile("tests", deadline=None, print_blob=True)
settings.load_profile("tests")


# The collector of cycles may take down a window while it is being painted, when only a test that
# has returned still knew of it. It runs between tests instead; the program does so between events.
gc.disable()
_TESTS_BETWEEN = 20
_ended = 0


# What takes longest begins first, so that no worker is left with it at the end.
_LONGEST = (
    "pictures/test_states.py",
    "ui/test_import_page.py",
    "ui/test_accessible.py",
    "journeys/test_visit_day.py",
    "pictures/test_pages.py",
    "faults/test_leaks.py",
    "ui/test_gaps_page.py",
    "cli/test_sample.py",
    "faults/test_power_cut.py",
    "faults/test_two_openers.py",
    "models/store/test_any_order.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whole files, those of `_LONGEST` first, then those with the most tests."""
    tests = Path(__file__).parent
    names = {path: path.relative_to(tests).as_posix() for path in {item.path for item in items}}
    place = {name: at for at, name in enumerate(_LONGEST)}
    count = Counter(item.path for item in items)
    items.sort(
        key=lambda item: (place.get(names[item.path], len(place)), -count[item.path], item.path)
    )


def pytest_collection_finish() -> None:
    """Tests and modules stay to the end: the collector need not look through them each time."""
    gc.collect()
    gc.freeze()


def pytest_runtest_logfinish() -> None:
    """No window is being painted here."""
    global _ended
    _ended += 1
    if _ended % _TESTS_BETWEEN == 0:
        gc.collect()


@pytest.fixture(autouse=True)
def _collected(request: pytest.FixtureRequest) -> Iterator[None]:
    """A long run that paints nothing would fill the memory without the collector."""
    if request.node.get_closest_marker("soak") and "qtbot" not in request.fixturenames:
        gc.enable()
    yield
    gc.disable()


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test sees or touches the data of whoever runs it."""
    home = tmp_path.with_name(f"{tmp_path.name}-home")
    monkeypatch.setenv("SIPDESK_HOME", str(home))
    monkeypatch.delenv("SIPDESK_STORE", raising=False)
    monkeypatch.delenv("SIPDESK_PASSPHRASE", raising=False)
    yield
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An empty desk on 12 November 2009, 08:30."""
    own = made.empty_desk(tmp_path)
    yield own
    own.close()


@pytest.fixture
def clock(desk: Desk) -> FixedClock:
    """The desk's clock."""
    assert isinstance(desk.clock, FixedClock)
    return desk.clock
