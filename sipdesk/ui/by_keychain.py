"""Asking the computer's keychain for what opens a store, off the window's thread."""

from __future__ import annotations

from pathlib import Path

from sipdesk.models import keychain


def read(store: Path) -> str:
    """What it keeps for a store; "" when there is nothing or no keychain."""
    try:
        backend = keychain.this_computer()
    except keychain.NoKeychain:
        return ""
    return keychain.Keychain(backend, store).read()
