"""The key file: a random data key, wrapped under the passphrase and under the recovery code.

``desk.sipdesk`` is useless without ``desk.sipdesk.keys``, and the key file without one of the two
secrets. The key file holds three checksummed copies of one header; any one is enough. The data
key never changes with the passphrase, so a new passphrase rewraps and re-encrypts nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
import secrets
import unicodedata
from dataclasses import asdict, dataclass
from pathlib import Path

from sipdesk.models.errors import StoreDamaged, StoreError, StoreMissing, WrongPassphrase
from sipdesk.models.store.files import write_whole

MAGIC = "sipdesk-keys-1"
COPIES = 3
KEY_BYTES = 32
SALT_BYTES = 16
LETTERS = "ABCDEFGHJKMNPRSTVWXY"  # none that is misread for another or for a figure
CODE_LETTERS = 30
PASSPHRASE, RECOVERY = "passphrase", "recovery"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs with Argon2id: memory in KiB, passes, lanes."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class DataKey:
    """SQLCipher's raw key and salt; the salt is not taken from the store, where a bit may flip."""

    key: bytes
    salt: bytes

    @property
    def pragma(self) -> str:
        return f"x'{(self.key + self.salt).hex()}'"


@dataclass(frozen=True, slots=True)
class Wrap:
    """The data key sealed with AES-GCM under one secret; bytes as hexadecimal text."""

    by: str
    cost: Cost
    salt: str
    nonce: str
    sealed: str


def key_file(store: Path) -> Path:
    """The key file that belongs to `store`."""
    return store.with_name(store.name + ".keys")


def new_recovery_code() -> str:
    """Eight groups of four letters; the last two letters check the rest."""
    body = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    whole = body + _check_letters(body)
    return " ".join(whole[i : i + 4] for i in range(0, len(whole), 4))


def read_recovery_code(typed: str) -> str | None:
    """`typed` as it was printed, whatever the spacing and case; None when it is no such code."""
    letters = "".join(c for c in typed.upper() if c.isalpha())
    if len(letters) != CODE_LETTERS + 2 or any(c not in LETTERS for c in letters):
        return None
    return letters if letters[-2:] == _check_letters(letters[:-2]) else None


def create(store: Path, passphrase: str, code: str, cost: Cost) -> DataKey:
    """Make a data key and its key file beside `store`."""
    data = DataKey(os.urandom(KEY_BYTES), os.urandom(SALT_BYTES))
    letters = read_recovery_code(code)
    assert letters is not None, "a recovery code comes from new_recovery_code()"
    wraps = [_wrap(data, PASSPHRASE, passphrase, cost), _wrap(data, RECOVERY, letters, cost)]
    _write(key_file(store), wraps)
    return data


def unlock(store: Path, secret: str) -> DataKey:
    """The data key, by passphrase or recovery code.

    Raises StoreMissing, StoreDamaged or WrongPassphrase.
    """
    wraps = _read(key_file(store))
    code = read_recovery_code(secret)
    for wrap in wraps:
        if wrap.by == RECOVERY and code is None:
            continue
        opened = _unwrap(wrap, code if wrap.by == RECOVERY and code else secret)
        if opened is not None:
            return opened
    raise WrongPassphrase(
        "That passphrase does not open this store.",
        "Nothing has been changed.",
        "Check Caps Lock and try again, or type the recovery code you printed.",
    )


def change_passphrase(store: Path, data: DataKey, passphrase: str, cost: Cost) -> None:
    """Rewrap the data key under a new passphrase; the recovery code stays."""
    kept = [wrap for wrap in _read(key_file(store)) if wrap.by != PASSPHRASE]
    _write(key_file(store), [_wrap(data, PASSPHRASE, passphrase, cost), *kept])


def _check_letters(body: str) -> str:
    n = int.from_bytes(hashlib.sha256(body.encode()).digest()[:4])
    return LETTERS[n % 20] + LETTERS[n // 20 % 20]


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


def _wrap(data: DataKey, by: str, secret: str, cost: Cost) -> Wrap:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_derive(secret, salt, cost)).encrypt(nonce, data.key + data.salt, by.encode())
    return Wrap(by, cost, salt.hex(), nonce.hex(), sealed.hex())


def _unwrap(wrap: Wrap, secret: str) -> DataKey | None:
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


def _write(path: Path, wraps: list[Wrap]) -> None:
    body = base64.b64encode(json.dumps([asdict(wrap) for wrap in wraps]).encode()).decode()
    line = f"{MAGIC} {body} {hashlib.sha256(body.encode()).hexdigest()}\n"
    write_whole(path, (line * COPIES).encode())


def _read(path: Path) -> list[Wrap]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise StoreMissing(
            f"The key file {path.name} is not beside the store.",
            "The store itself has not been touched.",
            "Bring the key file back from where the store was copied, or from a backup.",
        ) from None
    except OSError as error:
        raise StoreError(
            f"The key file {path.name} cannot be read ({error.strerror or error}).",
            "The store itself has not been touched.",
            "Check that its disk is there and that you may read it.",
        ) from error
    for line in raw.splitlines():
        parts = line.decode("ascii", "replace").split(" ")
        whole = len(parts) == 3 and parts[0] == MAGIC
        if whole and hashlib.sha256(parts[1].encode()).hexdigest() == parts[2]:
            found = json.loads(base64.b64decode(parts[1]))
            return [Wrap(**{**wrap, "cost": Cost(**wrap["cost"])}) for wrap in found]
    raise StoreDamaged(
        f"All three copies of the key in {path.name} are damaged.",
        "The store itself has not been touched.",
        "Bring back the key file from a backup.",
    )
