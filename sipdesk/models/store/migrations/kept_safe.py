"""002: what a store knows of itself, for backups and for noticing that it went back in time."""

from __future__ import annotations

import secrets

from sqlite_utils import Database


def kept_safe(db: Database) -> None:
    """The store's own mark, how far it has come, and its last backup."""
    db.execute("CREATE TABLE store_state (name TEXT PRIMARY KEY, value TEXT NOT NULL)")
    for name, value in (("id", secrets.token_hex(8)), ("generation", "0"), ("backed_up", "")):
        db.execute("INSERT INTO store_state (name, value) VALUES (?, ?)", [name, value])
