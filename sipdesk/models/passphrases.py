"""What a new passphrase must be, wherever it is chosen."""

from __future__ import annotations

SHORTEST = 8  # characters


def trouble_with(secret: str) -> str:
    """What to do about a passphrase that is too short; "" for one that is not."""
    return f"Take at least {SHORTEST} characters." if len(secret) < SHORTEST else ""
