"""The real window over a store, at the time of the sample's own day."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

from PySide6.QtTest import QTest

from sipdesk.app import DeskApp, make_app
from sipdesk.models.clock import FixedClock
from tests.bench.places import NOW

PATIENCE = 30  # s


def opened(store: Path, passphrase: str) -> DeskApp:
    """Open, in front, at rest. Fails when the store does not open."""
    desk_app = DeskApp(make_app(), store, passphrase, FixedClock(NOW))
    desk_app.show()
    until = monotonic() + PATIENCE
    while desk_app.desk is None or desk_app.window.workspace is None:
        assert monotonic() < until, "the store did not open"
        QTest.qWait(10)
    desk_app.window.activateWindow()
    QTest.qWait(300)
    return desk_app
