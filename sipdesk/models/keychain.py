"""The computer's own keychain: a convenience, never the only way in.

What is kept there is no passphrase but a random secret of its own, under which the key file wraps
the data key once more. Only the keychains that the systems themselves bring are trusted, and they
are asked for by name, so that no plug-in of `keyring` is ever loaded.
"""

from __future__ import annotations

import hashlib
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from sipdesk.models.errors import UserError

MARK = "\0keychain "  # begins a secret that nobody can have typed
SERVICE = "SIP Desk"
ACCEPTED = {
    "keyring.backends.Windows.WinVaultKeyring": "Windows Credential Manager",
    "keyring.backends.macOS.Keyring": "the macOS Keychain",
    "keyring.backends.SecretService.Keyring": "the Secret Service",
}


class NoKeychain(UserError):
    """There is none that can be trusted, or it does not answer."""


class Backend(Protocol):
    """What is used of a keychain of `keyring`."""

    def get_password(self, service: str, username: str) -> str | None: ...
    def set_password(self, service: str, username: str, password: str) -> None: ...
    def delete_password(self, service: str, username: str) -> None: ...


class Keychain:
    """One store's place in a keychain; no name and no path can be read there."""

    def __init__(self, backend: Backend, store: Path) -> None:
        self._backend = backend
        self._place = hashlib.sha256(
            str(store.resolve()).encode("utf-8", "surrogateescape")
        ).hexdigest()[:20]

    def read(self) -> str:
        """The secret that was kept, or "" when there is none or the keychain does not answer."""
        with suppress(Exception):  # each system has its own ways to refuse
            found = self._backend.get_password(SERVICE, self._place)
            return MARK + found if found else ""
        return ""

    def keep(self, secret: str) -> None:
        """Raises NoKeychain."""
        try:
            self._backend.set_password(SERVICE, self._place, secret.removeprefix(MARK))
        except Exception as error:
            raise NoKeychain(
                f"The keychain of this computer did not take the key ({type(error).__name__}).",
                "The desk opens with its passphrase, as before.",
                "See whether the keychain is unlocked, then try again.",
            ) from error

    def forget(self) -> None:
        """Take the secret out again; it opens nothing any more in any case."""
        with suppress(Exception):
            self._backend.delete_password(SERVICE, self._place)


def this_computer() -> Backend:
    """The keychain that this system brings. Raises NoKeychain."""
    try:
        backend = _of_the_system()
        _ = backend.priority  # raises where it cannot work
    except Exception as error:
        raise NoKeychain(
            "No keychain of this computer can be reached.",
            "The desk opens with its passphrase, as before.",
            "SIP Desk uses Windows Credential Manager, the macOS Keychain or the Secret Service.",
        ) from error
    return accepted(backend)


def accepted(backend: Any) -> Backend:
    """The same backend, if it is one of the three. Raises NoKeychain naming any other."""
    kind = type(backend)
    name = f"{kind.__module__}.{kind.__qualname__}"
    if name not in ACCEPTED:
        raise NoKeychain(
            f"SIP Desk does not keep a key in “{name}”.",
            "Nothing was put there, and the desk opens with its passphrase, as before.",
            "It uses Windows Credential Manager, the macOS Keychain or the Secret Service only.",
        )
    kept: Backend = backend
    return kept


def _of_the_system() -> Any:
    at = {"win32": 0, "darwin": 1}.get(sys.platform, 2)
    module, _, kind = list(ACCEPTED)[at].rpartition(".")
    return getattr(import_module(module), kind)()
