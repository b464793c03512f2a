"""Stores made once in a process and copied for each test: a copy costs a fifth of making one."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from unittest import mock

from sipdesk.models.clock import Clock
from sipdesk.models.desk import Desk
from sipdesk.models.ids import CountingIds, Ids, random_id
from sipdesk.models.store import opening
from tests.builders import PASSPHRASE, a_clock, a_desk


@cache
def folder() -> Path:
    """Where stores are made; it goes with the process."""
    made = Path(tempfile.mkdtemp(prefix="sipdesk-made-"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def copied(store: Path, to: Path, clock: Clock, ids: Ids = random_id) -> Desk:
    """A copy of a closed store, open; that the copy is whole is not looked into."""
    to.parent.mkdir(parents=True, exist_ok=True)
    for ending in ("", ".keys"):
        shutil.copyfile(f"{store}{ending}", f"{to}{ending}")
    with mock.patch.object(opening, "check_and_mend"):
        return Desk.open(to, PASSPHRASE, clock=clock, ids=ids)


@cache
def _empty() -> Path:
    desk = a_desk(folder(), name="empty desk.sipdesk")
    desk.close()
    return desk.store.path


def empty_desk(where: Path, clock: Clock | None = None) -> Desk:
    """As `a_desk`, but its key and its marks are those of every other one made so."""
    return copied(_empty(), where / "desk.sipdesk", clock or a_clock(), CountingIds())
