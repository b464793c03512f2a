"""Page switch in a school of 2,000 pupils: every section, stage and session."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.lines import Line, percentile, ratio, share
from tests.bench.pairs import started
from tests.bench.places import PASSPHRASE, large_school


def switching(count: int) -> Iterator[Line]:
    """Each run is a fresh window; the bare switches are made in the same program."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        store = large_school(home)
        runs = [
            json.loads(started("run_switching.py", str(store), PASSPHRASE, home=home)[1][-1])
            for _ in range(count + 1)
        ][1:]
    for which, words in (("first", "first time"), ("again", "again")):
        every = [(page, 1000 * taken) for run in runs for page, taken, _ in run[which]]
        worked = [1000 * work for run in runs for _, _, work in run[which]]
        what = f"page switch, {words}: p95 (slowest: {_slowest(every)})"
        yield share(what, "100", [taken for _, taken in every], 0.95, "switches")
        yield share(f"page switch, {words}: p95 of the processor", "", worked, 0.95, "switches")
    pairs = [(percentile(sorted(t for _, t, _ in run["again"]), 0.5), run["bare"]) for run in runs]
    yield ratio("page switch again: p50 against two bare widgets", "", pairs)


def _slowest(every: list[tuple[str, float]]) -> str:
    pages: dict[str, list[float]] = {}
    for page, taken in every:
        pages.setdefault(page, []).append(taken)
    page = max(pages, key=lambda one: percentile(sorted(pages[one]), 0.5))
    return f"{page}, {percentile(sorted(pages[page]), 0.5):.0f} ms"
