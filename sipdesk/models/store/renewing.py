"""New secrets for a store that somebody can prove to be theirs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sipdesk.models.errors import BadValue, StoreError, UserError
from sipdesk.models.keychain import Keychain
from sipdesk.models.store import keys
from sipdesk.models.store.keys import Cost


def prove(path: Path, secret: str) -> None:
    """Raises WrongPassphrase when the secret does not open the store."""
    keys.unlock(path, secret)


def change_passphrase(path: Path, secret: str, new: str, cost: Cost | None = None) -> None:
    """Another passphrase, proved by the present one or the recovery code; the code stays."""
    _refuse_none(new)
    keys.change_passphrase(path, keys.unlock(path, secret), new, cost or Cost())


def renew_recovery_code(path: Path, passphrase: str, cost: Cost | None = None) -> str:
    """Another recovery code, proved by the passphrase; the old code opens nothing any more."""
    if keys.read_recovery_code(passphrase) is not None:
        raise BadValue(
            "That is a recovery code.",
            "The code you have still opens the desk.",
            "Type the passphrase itself; if it is forgotten, choose a new one first.",
        )
    data, code = keys.unlock(path, passphrase), keys.new_recovery_code()
    keys.new_code(path, data, code, cost or Cost())
    return code


def join_keychain(path: Path, data: keys.DataKey, keychain: Keychain) -> None:
    """Let the computer's keychain open the store too. Raises a UserError, and then it does not."""
    secret = keys.add_keychain(path, data)
    try:
        keychain.keep(secret)
    except UserError:
        keys.drop_keychain(path)
        raise


def leave_keychain(path: Path, keychain: Keychain) -> None:
    """What the keychain holds opens nothing any more, whether or not it can be taken out there."""
    keys.drop_keychain(path)
    keychain.forget()


def rekey(path: Path, secret: str, new: str, now: datetime, cost: Cost | None = None) -> str:
    """A new key, passphrase and recovery code for a closed store; gives the code."""
    from sipdesk.models.store import rekeying

    _refuse_none(new)
    if new == secret:
        raise BadValue(
            "A passphrase that has leaked cannot be the new one.",
            "Nothing has been changed.",
            "Choose another.",
        )
    code = keys.new_recovery_code()
    rekeying.rekey(path, secret, new, code, now, cost or Cost())
    return code


def watch_renewal(path: Path) -> Callable[[], UserError | None]:
    """Called before an opening; what it gives tells afterwards how an interrupted renewal stands.

    It never fails: what is wrong with the key file, the opening itself says.
    """
    begun, has_new = _stands(path)

    def told() -> UserError | None:
        if not begun:
            return None
        if not has_new:
            return UserError(
                "Giving the desk a new key was begun and not finished.",
                "Nothing is lost; the old and the new passphrase both open it, under the old key.",
                "Open Settings and do it once more.",
            )
        return UserError(
            "The desk has its new key, but its recovery code may not have been shown.",
            "Nothing is lost; the new passphrase opens it.",
            "Unless you have the code on paper, open Settings and make a new recovery code.",
        )

    return told


def _stands(path: Path) -> tuple[bool, bool]:
    """Whether a renewal was begun and not finished, and whether the store has its new key."""
    try:
        return keys.two_keys(path), keys.has_new_key(path)
    except (StoreError, OSError):
        return False, False


def _refuse_none(new: str) -> None:
    if not new:
        raise BadValue("A store needs a passphrase.", "Nothing has been changed.", "Choose one.")
