"""Another SIP Desk at work, to be killed or raced: ``python -m tests.faults.worker MODE STORE``,
or one of `MODES` in a process of its own.

Says ``try N`` before a change and ``at N`` once it is on the disk.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreError, StoreInUse
from sipdesk.models.store import keys, opening
from sipdesk.models.store.backups import Order, Reason
from sipdesk.models.store.backups.making import make
from sipdesk.models.store.connection import connect
from sipdesk.models.store.migrations import migrations
from sipdesk.models.visits import EntryKind
from tests.builders import LIGHT, PASSPHRASE, captured

ROUNDS = 20
OTHER = "another"


def say(what: str) -> None:
    os.write(1, f"{what}\n".encode())


def typing(path: Path) -> None:
    """Rounds of many changes in one step each, some undone and redone; never ends."""
    desk = Desk.open(path, PASSPHRASE)
    [school], [visit] = desk.schools.all(), desk.visits.all()
    n = len(desk.evidence.entries(visit.id))
    say(f"at {n}")
    while True:
        say(f"try {n + 1}")
        with desk.step("Round"):
            captured(desk, visit, EntryKind.ACTION, f"agreed {n + 1}")
            desk.schools.edit(school.id, picture=f"{n + 1} " + "words " * (n % 7 * 400))
        n += 1
        say(f"at {n}")
        if n % 3 == 0:
            say(f"try {n - 1}")
            desk.undo()
            say(f"at {n - 1}")
            say(f"try {n}")
            desk.redo()
            say(f"at {n}")


def rekeying(path: Path) -> None:
    """One passphrase after the other; never ends."""
    data = None
    for secret in (PASSPHRASE, OTHER):
        with suppress(StoreError):
            data = keys.unlock(path, secret)
    assert data is not None
    while True:
        for n, secret in enumerate((OTHER, PASSPHRASE)):
            say(f"try {n}")
            keys.change_passphrase(path, data, secret, LIGHT)
            say(f"at {n}")


def encrypting(path: Path) -> None:
    """The whole store under one new key after the other; never ends."""
    now = PASSPHRASE if _opens(path, PASSPHRASE) else OTHER
    while True:
        then = OTHER if now == PASSPHRASE else PASSPHRASE
        say(f"try {(PASSPHRASE, OTHER).index(then)}")
        Desk.rekey(path, now, then, cost=LIGHT)
        say(f"at {(PASSPHRASE, OTHER).index(then)}")
        now = then


def _opens(path: Path, secret: str) -> bool:
    try:
        keys.unlock(path, secret)
    except StoreError:
        return False
    return True


def backing_up(path: Path) -> None:
    """Backup after backup; never ends."""
    key = keys.unlock(path, PASSPHRASE)
    db = connect(path, key)
    n = 0
    while True:
        n += 1
        say(f"try {n}")
        make(db, Order(path, key, n, datetime.now().astimezone(), Reason.WORKING))
        say(f"at {n}")


def restoring(path: Path) -> None:
    """Back to the one backup and forward to what was, again and again; never ends."""
    desk = Desk.open(path, PASSPHRASE)
    [backup] = desk.backups.all()
    n = 0
    while True:
        n += 1
        say(f"try {n}")
        desk = desk.restore(backup.path).desk
        say(f"at {n}")


def racing(path: Path) -> None:
    """Open and close; whoever holds the store alone leaves a mark in it."""
    alone = path.with_name("alone")
    held = 0
    while held < ROUNDS:
        try:
            desk = Desk.open(path, PASSPHRASE)
        except StoreInUse:
            continue
        alone.open("x").close()  # fails when the other is in as well
        desk.schools.add(f"{os.getpid()} {held}")
        held += 1
        alone.unlink()
        desk.close()
    say(f"at {held}")


def making(path: Path) -> None:
    """Make stores that another makes as well; says which were one's own."""
    for n in range(ROUNDS):
        with suppress(StoreError):
            desk, _ = Desk.create(path.with_name(f"new {n}.sipdesk"), str(os.getpid()), cost=LIGHT)
            desk.close()
            say(f"at {n}")


def migrating(path: Path) -> None:
    """Open with a later release, whose one more migration takes its time."""

    @migrations(name="999_much")
    def _much(db: Database) -> None:
        db.execute("CREATE TABLE much (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        for n in range(3_000):
            db.execute("INSERT INTO much (text) VALUES (?)", [f"line {n}"])

    opening.SCHEMA += 1
    say("try 1")
    Desk.open(path, PASSPHRASE).close()
    say("at 1")
    time.sleep(60)


MODES: dict[str, Callable[[Path], None]] = {
    work.__name__: work
    for work in (
        typing,
        rekeying,
        encrypting,
        backing_up,
        restoring,
        migrating,
        racing,
        making,
    )
}

if __name__ == "__main__":
    MODES[sys.argv[1]](Path(sys.argv[2]))
