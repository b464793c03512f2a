"""A data key sealed under one secret: Argon2id stretches the secret, AES-GCM seals the key."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
MOST_FLIPPED = 16  # bits of a salt: two random ones are 64 apart, and never so near
SEALED_BYTES = KEY_BYTES + SALT_BYTES + 16  # AES-GCM adds its mark of 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs with Argon2id: memory in KiB, passes, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    @property
    def is_sane(self) -> bool:
        """Whether a header may ask for it; a forged one shall not eat the computer's memory."""
        return (
            1 <= self.lanes <= MOST.lanes
            and 1 <= self.passes <= MOST.passes
            and 8 * self.lanes <= self.memory <= MOST.memory
        )


MOST = Cost(memory=256 * 1024, passes=16, lanes=16)
FREE = Cost(memory=8, passes=1, lanes=1)  # for secrets that are 256 random bits already


@dataclass(frozen=True, slots=True)
class DataKey:
    """SQLCipher's raw key and salt; the salt is not taken from the store, where a bit may flip."""

    key: bytes
    salt: bytes

    @classmethod
    def fresh(cls) -> DataKey:
        return cls(os.urandom(KEY_BYTES), os.urandom(SALT_BYTES))

    @property
    def pragma(self) -> str:
        return f"x'{(self.key + self.salt).hex()}'"

    def is_of(self, salt: bytes) -> bool:
        """Whether a file that begins so is under this key; some of its bits may have flipped."""
        return bits_apart(salt, self.salt) <= MOST_FLIPPED


def bits_apart(one: bytes, other: bytes) -> int:
    """In how many bits two salts differ."""
    return (_number(one) ^ _number(other)).bit_count()


def _number(salt: bytes) -> int:
    return int.from_bytes(salt.ljust(SALT_BYTES, b"\0"), "big")


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key sealed with AES-GCM under one secret; bytes as hexadecimal text.

    `of` is the salt of the store that the key opens. It is written only while a store is given a
    new key and wraps of both keys stand in one file; otherwise it is "".
    """

    by: str
    cost: Cost
    salt: str
    nonce: str
    sealed: str
    of: str = ""

    @property
    def is_sane(self) -> bool:
        """Whether it has the shape of a wrap and a cost that may be paid."""
        return (
            self.cost.is_sane
            and len(bytes.fromhex(self.salt)) == SALT_BYTES
            and len(bytes.fromhex(self.nonce)) == NONCE_BYTES
            and len(bytes.fromhex(self.sealed)) == SEALED_BYTES
            and len(bytes.fromhex(self.of)) in (0, SALT_BYTES)
        )


def seal(data: DataKey, by: str, secret: str, cost: Cost) -> Wrap:
    """Wrap the data key under a secret."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, data.key + data.salt, by.encode())
    return Wrap(by, cost, salt.hex(), nonce.hex(), sealed.hex())


def unseal(wrap: Wrap, secret: str) -> DataKey | None:
    """The data key, or None when it is not this secret that seals it."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    derived = _derive(secret, bytes.fromhex(wrap.salt), wrap.cost)
    try:
        opened = AESGCM(derived).decrypt(
            bytes.fromhex(wrap.nonce), bytes.fromhex(wrap.sealed), wrap.by.encode()
        )
    except InvalidTag:
        return None
    return DataKey(opened[:KEY_BYTES], opened[KEY_BYTES:])


def _derive(secret: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    typed = unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass")
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return kdf.derive(typed)
