"""A store with the sample in it, and a command line to ask it with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sipdesk.cli import main
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.store import wraps
from sipdesk.sample import build, live_the_day
from tests.builders import LIGHT

PASSPHRASE = "a fair copy"
Run = Callable[..., Result]
Start = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="package", autouse=True)
def _light() -> Iterator[None]:
    """A guess costs nothing here; what it costs in earnest is tests/models/store/test_keys.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wraps.Cost.__init__, "__defaults__", (8, 1, 1))
        yield


@pytest.fixture(scope="session")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which the sample's day has been lived; copied for each test."""
    store = tmp_path_factory.mktemp("lived") / "desk.sipdesk"
    clock = FixedClock(datetime.combine(datetime.now().date(), time(8)).astimezone())
    desk, _ = Desk.create(store, PASSPHRASE, clock=clock, cost=LIGHT)
    build(desk)
    live_the_day(desk, clock)
    desk.close()
    return store


@pytest.fixture
def home() -> Path:
    """The user's own folder, not made yet; no store or passphrase is set in the environment."""
    return Path(os.environ["SIPDESK_HOME"])


@pytest.fixture
def run(home: Path) -> Run:
    """Run a command line in this process."""

    def _run(*args: str | Path, **env: str) -> Result:
        return CliRunner().invoke(main, [str(a) for a in args], prog_name="sipdesk", env=env)

    return _run


@pytest.fixture
def start(home: Path) -> Start:
    """Run it as a program of its own."""

    def _start(
        *args: str | Path, stdout: int = subprocess.PIPE, **env: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "sipdesk", *map(str, args)],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, **env},
            timeout=60,
        )

    return _start


@pytest.fixture
def store(lived_in: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of one's own, named in the environment with its passphrase."""
    home.mkdir(exist_ok=True)
    mine = home / "desk.sipdesk"
    for ending in ("", ".keys"):
        shutil.copy(f"{lived_in}{ending}", f"{mine}{ending}")
    monkeypatch.setenv("SIPDESK_STORE", str(mine))
    monkeypatch.setenv("SIPDESK_PASSPHRASE", PASSPHRASE)
    return mine


@pytest.fixture
def open_desk(store: Path) -> Iterator[Callable[[], Desk]]:
    """Opens the store in between; what was opened is closed at the end."""
    opened: list[Desk] = []

    def _open() -> Desk:
        opened.append(Desk.open(store, PASSPHRASE))
        return opened[-1]

    yield _open
    for each in opened:
        each.close()


@pytest.fixture
def empty_store(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with nothing in it, at the default place."""
    path = home / "desk.sipdesk"
    made, _ = Desk.create(path, PASSPHRASE, cost=LIGHT)
    made.close()
    monkeypatch.setenv("SIPDESK_PASSPHRASE", PASSPHRASE)
    return path


@pytest.fixture
def refused() -> Callable[[Result], str]:
    """Asserts exit 1 and one line on stderr, and gives that line."""

    def _refused(result: Result) -> str:
        assert result.exit_code == 1, result.output
        assert result.stdout == ""
        assert result.stderr.count("\n") == 1
        assert result.stderr.endswith("\n")
        return result.stderr.strip()

    return _refused
