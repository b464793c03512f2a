"""From the start of the program to its first painted window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.lines import Line, ratio
from tests.bench.pairs import pairs_of, started
from tests.bench.places import PASSPHRASE, sample_store

Told = list[tuple[float, float]]  # seconds since the start, KiB


def first_window(count: int) -> Iterator[Line]:
    """Time and memory against a bare window, and until Today is painted."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        store = sample_store(home)

        def ours() -> Told:
            return _told("run_window.py", str(store), PASSPHRASE, home=home)

        def all_of_today() -> Told:
            return _told("run_window.py", str(store), PASSPHRASE, "today", home=home)

        def bare() -> Told:
            return _told("run_bare_window.py", home=home)

        shown = pairs_of(ours, bare, count)
        yield ratio("first painted window: time", "1.6", [(a[0][0], b[0][0]) for a, b in shown])
        yield ratio("first painted window: memory", "1.6", [(a[0][1], b[0][1]) for a, b in shown])
        whole = pairs_of(all_of_today, bare, count)
        yield ratio("Today painted: time", "", [(a[1][0], b[0][0]) for a, b in whole])
        yield ratio("Today painted: memory", "", [(a[1][1], b[0][1]) for a, b in whole])


def _told(script: str, *arguments: str, home: Path) -> Told:
    begun, lines = started(script, *arguments, home=home)
    told = [line.split() for line in lines]
    return [(float(moment) - begun, float(peak)) for moment, peak in told]
