"""From a key to the screen and to “Saved”, while autosave is on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.lines import Line, percentile, ratio, share
from tests.bench.pairs import pairs_of, started
from tests.bench.places import PASSPHRASE, large_school


def typing(count: int) -> Iterator[Line]:
    """Each pair is a fresh window and a fresh bare field."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        store = large_school(home)

        def ours() -> Any:
            return _told("run_typing.py", str(store), PASSPHRASE, home=home)

        pairs = pairs_of(ours, lambda: _told("run_typing.py", home=home), count)
    pages = {
        page: [1000 * one for told, _ in pairs for one in told["keys"][page]]
        for page in pairs[0][0]["keys"]
    }
    every = [one for times in pages.values() for one in times]
    worst = max(pages, key=lambda page: percentile(sorted(pages[page]), 0.99))
    yield share("key to screen, autosave on: p99 of all pages", "16", every, 0.99, "keys")
    yield share(
        f"key to screen: p99 of the slowest page ({worst})", "16", pages[worst], 0.99, "keys"
    )
    stalls = {
        page: max(1000 * told["stalls"][page] for told, _ in pairs) for page in pairs[0][0]["keys"]
    }
    longest = max(stalls, key=lambda page: stalls[page])
    all_stalls = [1000 * told["stalls"][page] for told, _ in pairs for page in stalls]
    yield share(f"longest stall while typing ({longest})", "50", all_stalls, 1.0, "pages")
    worked = [1000 * told["worked"][page] for told, _ in pairs for page in stalls]
    yield share("longest stall while typing, of the processor", "", worked, 1.0, "pages")
    disk = [1000 * bare["stalls"]["bare and saved"] for _, bare in pairs]
    yield share("longest stall in a bare field that is saved (the disk's)", "", disk, 1.0, "fields")
    middles = [
        (median(x for page in a["keys"].values() for x in page), median(b["keys"]["bare"]))
        for a, b in pairs
    ]
    yield ratio("key to screen: p50 against a bare QPlainTextEdit", "", middles)
    waits = [1000 * one for told, _ in pairs for one in told["saved"]]
    yield share("first unsaved key to “Saved”: p99", "1000", waits, 0.99, "saves")
    saves = [(median(a["saved"]), median(b["saved"])) for a, b in pairs]
    yield ratio("first unsaved key to “Saved”, against a bare 400 ms and commit", "", saves)


def _told(script: str, *arguments: str, home: Path) -> Any:
    _, lines = started(script, *arguments, home=home)
    return json.loads(lines[-1])
