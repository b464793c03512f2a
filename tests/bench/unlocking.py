"""Unlocking a store against the derivation of the key alone, at its real cost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.store import Cost
from tests.bench.gaps import school_of
from tests.bench.lines import Line, ratio
from tests.bench.pairs import pairs_of, timed, timing
from tests.bench.places import NOW, PASSPHRASE, sample_store


def unlocking(count: int) -> Iterator[Line]:
    """Passphrase to open desk, its checks among it."""
    with TemporaryDirectory() as folder:
        store = sample_store(Path(folder))
        pairs = pairs_of(lambda: _open(store), timing(_derive), count)
        yield ratio("unlocking (64 MiB), with both checks of the file", "1.3", pairs)
    with TemporaryDirectory() as folder:
        desk, _ = school_of(Path(folder), years=1, cost=Cost())
        desk.close()
        pairs = pairs_of(lambda: _open(desk.store.path), timing(_derive), count)
        yield ratio("unlocking with 60,000 results, with the check of its pages", "1.5", pairs)


def _open(store: Path) -> float:
    opened: list[Desk] = []
    clock = FixedClock(NOW)
    taken = timed(lambda: opened.append(Desk.open(store, PASSPHRASE, clock=clock)))
    opened[0].close()
    return taken


def _derive() -> None:
    cost = Cost()
    Argon2id(
        salt=os.urandom(16),
        length=32,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    ).derive(PASSPHRASE.encode())
