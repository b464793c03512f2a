"""Measuring: ours, reference, ours, reference …, so that a busy minute falls on both alike."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import CLOCK_MONOTONIC, clock_gettime, perf_counter
from typing import TypeVar

PATIENCE = 120  # s for one program; none of them takes a quarter of that
ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
U = TypeVar("U")


def pairs_of(ours: Callable[[], T], reference: Callable[[], U], count: int) -> list[tuple[T, U]]:
    """So many pairs in turn; a first pair warms up and is thrown away."""
    ours(), reference()
    return [(ours(), reference()) for _ in range(count)]


def timed(work: Callable[[], object]) -> float:
    """Seconds."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def timing(work: Callable[[], object], times: int = 1) -> Callable[[], float]:
    """Something to give to `pairs_of` that says how long `work` takes, done so many times."""
    return lambda: timed(lambda: [work() for _ in range(times)])


def started(script: str, *arguments: str, home: Path) -> tuple[float, list[str]]:
    """Run a script of this folder in a fresh program, on whatever CPU it gets.

    Gives the moment it was started, on the clock that all programs share, and its lines.
    """
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "SIPDESK_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    file = Path(__file__).with_name(script)
    begun = now()
    done = subprocess.run(
        [sys.executable, str(file), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )
    if done.returncode:
        raise RuntimeError(f"{script} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return begun, done.stdout.splitlines()


def now() -> float:
    """Seconds on a clock that all programs on this machine share."""
    return clock_gettime(CLOCK_MONOTONIC)
