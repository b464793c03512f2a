"""Identifiers: short, random, readable aloud, and shortenable to any unique start."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable

from sipdesk.models.errors import NotFound

Ids = Callable[[], str]
ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"


def random_id() -> str:
    """Ten letters and figures, none that look alike; first a letter."""
    return secrets.choice(ALPHABET[:22]) + "".join(secrets.choice(ALPHABET) for _ in range(9))


def random_ids(count: int) -> list[str]:
    """So many at one stroke, each as good as one of `random_id`."""
    letters = bytearray(10 * count)
    letters[::10] = _drawn(ALPHABET[:22], count)
    for place in range(1, 10):
        letters[place::10] = _drawn(ALPHABET, count)
    text = letters.decode()
    return [text[at : at + 10] for at in range(0, len(text), 10)]


def _drawn(letters: str, count: int) -> bytes:
    """Letters by chance: of the 256 bytes, those that would favour the first ones are left out."""
    fair = 256 - 256 % len(letters)
    table = bytes(ord(letters[byte % len(letters)]) for byte in range(256))
    unfair = bytes(range(fair, 256))
    found = b""
    while len(found) < count:
        found += secrets.token_bytes(count + 64).translate(table, unfair)
    return found[:count]


class CountingIds:
    """Identifiers in order, for tests: ``a00001``, ``a00002`` …"""

    def __init__(self, prefix: str = "a") -> None:
        self._prefix = prefix
        self._next = 0

    def __call__(self) -> str:
        self._next += 1
        return f"{self._prefix}{self._next:05d}"


def resolve(start: str, known: Iterable[str], what: str) -> str:
    """The one identifier that begins with `start`.

    Raises NotFound when none or several do; `what` names the thing in the message.
    """
    wanted = start.strip().lower()
    found = sorted(k for k in known if wanted and k.startswith(wanted))
    if wanted in found:
        return wanted
    if not found:
        raise NotFound(f"There is no {what} “{start}”.")
    if len(found) > 1:
        raise NotFound(f"“{start}” fits {len(found)} of them.", todo="Give more letters of the id.")
    return found[0]
