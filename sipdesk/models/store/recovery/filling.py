"""A second copy of a damaged store, by which whatever stands on a refused page gives itself away.

SQLCipher reads zeros from a page that fails its seal or is nothing but zeros. SQLite refuses those
where a page of a table should be. Where a long value ends there it notices nothing, and the value
would end in zeros. In the second copy such pages are full of something else, under a good seal: a
row that is not the same in both has a part on one of them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sipdesk.models.store.keys import DataKey
from sipdesk.models.store.recovery.pages import PAGE

_VECTOR, _SEAL = 16, 64
_INSIDE = PAGE - _VECTOR - _SEAL
_FILLING = b"\1" * _INSIDE  # no kind of page, no number of a next one, and yet text


@contextmanager
def both(copy: Path, key: DataKey) -> Iterator[tuple[Path, ...]]:
    """`copy`, and where pages of it are refused a second one with those filled."""
    other = copy.with_name(f"{copy.name}-filled")
    try:
        shutil.copyfile(copy, other)
        yield (copy, other) if _fill(other, key) else (copy,)
    finally:
        with suppress(OSError):
            other.unlink()


def _fill(path: Path, key: DataKey) -> int:
    """Fill the refused pages, but for the first, without which nothing is read; gives how many."""
    seals = _seals(key)
    filled = 0
    with open(path, "rb+") as stream:
        number = 1
        stream.seek(PAGE)
        while page := stream.read(PAGE):
            number += 1
            if page[-_SEAL:] == _seal(seals, page[:-_SEAL], number):
                continue
            stream.seek((number - 1) * PAGE)
            stream.write(_sealed(key, seals, number))
            filled += 1
    return filled


def _seals(key: DataKey) -> bytes:
    """The key of the seals, as SQLCipher makes it of the data key."""
    salt = bytes(byte ^ 0x3A for byte in key.salt)
    return hashlib.pbkdf2_hmac("sha512", key.key, salt, 2, len(key.key))


def _seal(seals: bytes, page: bytes, number: int) -> bytes:
    return hmac.digest(seals, page + number.to_bytes(4, "little"), "sha512")


def _sealed(key: DataKey, seals: bytes, number: int) -> bytes:
    vector = os.urandom(_VECTOR)
    encryptor = Cipher(algorithms.AES(key.key), modes.CBC(vector)).encryptor()
    page = encryptor.update(_FILLING) + encryptor.finalize() + vector
    return page + _seal(seals, page, number)
