"""The keys of a store: a random data key, wrapped under the passphrase and the recovery code.

``desk.sipdesk`` is useless without ``desk.sipdesk.keys``, and the key file without one of the two
secrets. The data key does not change with the passphrase: a new passphrase rewraps and
re-encrypts nothing. Only `rekeying` gives a store another data key; while it does, the key file
holds wraps of both, and the store's own salt says which of them opens it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from sipdesk.models.errors import StoreNotWritable, WrongPassphrase
from sipdesk.models.keychain import MARK
from sipdesk.models.store import key_file as files
from sipdesk.models.store.files import sync_folder
from sipdesk.models.store.key_file import COPIES, key_file
from sipdesk.models.store.recovery_code import new_recovery_code, read_recovery_code
from sipdesk.models.store.wraps import (
    FREE,
    SALT_BYTES,
    Cost,
    DataKey,
    Wrap,
    bits_apart,
    seal,
    unseal,
)

__all__ = [
    "COPIES",
    "Cost",
    "DataKey",
    "add_keychain",
    "change_passphrase",
    "create",
    "drop_keychain",
    "first_wraps",
    "has_new_key",
    "key_file",
    "new_code",
    "new_recovery_code",
    "of_this_store",
    "opened",
    "read_recovery_code",
    "settle",
    "two_keys",
    "unlock",
    "written",
]

PASSPHRASE, RECOVERY, KEYCHAIN = "passphrase", "recovery", "keychain"


def create(store: Path, data: DataKey, passphrase: str, code: str, cost: Cost) -> None:
    """Make the key file of a data key beside `store`."""
    _put(store, data, first_wraps(data, passphrase, code, cost), passphrase)


def first_wraps(data: DataKey, passphrase: str, code: str, cost: Cost) -> list[Wrap]:
    """A data key under both secrets."""
    return [seal(data, PASSPHRASE, passphrase, cost), _under_code(data, code, cost)]


def unlock(store: Path, secret: str) -> DataKey:
    """The data key, by passphrase, recovery code or what the keychain kept.

    Raises StoreMissing, StoreDamaged or WrongPassphrase.
    """
    data = opened(of_this_store(files.read(key_file(store)), store), secret)
    if data is not None:
        return data
    raise WrongPassphrase(
        "That passphrase does not open this store.",
        "Nothing has been changed.",
        "Check Caps Lock and try again, or type the recovery code you printed.",
    )


def opened(wraps: Sequence[Wrap], secret: str) -> DataKey | None:
    """What the first wrap holds that `secret` opens; a secret is tried only where it may fit."""
    code = read_recovery_code(secret)
    for wrap in wraps:
        if (wrap.by == KEYCHAIN) != secret.startswith(MARK):
            continue
        if wrap.by == RECOVERY and code is None:
            continue
        data = unseal(wrap, code if wrap.by == RECOVERY and code else secret)
        if data is not None:
            return data
    return None


def change_passphrase(store: Path, data: DataKey, passphrase: str, cost: Cost) -> None:
    """Rewrap the data key under a new passphrase; the recovery code stays."""
    kept = [wrap for wrap in _settled(store) if wrap.by != PASSPHRASE]
    with written(store, "The new passphrase opens the desk, and the old one does not."):
        _put(store, data, [seal(data, PASSPHRASE, passphrase, cost), *kept], passphrase)


def new_code(store: Path, data: DataKey, code: str, cost: Cost) -> None:
    """Rewrap the data key under a new recovery code; the old one opens nothing any more."""
    kept = [wrap for wrap in _settled(store) if wrap.by != RECOVERY]
    # said with its code, or nobody would ever see it
    done = f"The new recovery code opens the desk, and the old one does not. It is {code}."
    with written(store, done):
        _put(store, data, [*kept, _under_code(data, code, cost)], code)


def add_keychain(store: Path, data: DataKey) -> str:
    """Wrap the data key once more, under a random secret for the computer's keychain."""
    secret = MARK + secrets.token_hex(32)
    kept = [wrap for wrap in _settled(store) if wrap.by != KEYCHAIN]
    with written(store), suppress(files.NotSynced):  # if it does not last, the passphrase opens
        _put(store, data, [*kept, seal(data, KEYCHAIN, secret, FREE)], secret)
    return secret


def drop_keychain(store: Path) -> None:
    """What the keychain holds opens the store no more."""
    kept = [wrap for wrap in _settled(store) if wrap.by != KEYCHAIN]
    with written(store), suppress(files.NotSynced):  # the keychain is about to forget its secret
        files.write(key_file(store), kept, lambda back: back == kept)


@contextmanager
def written(store: Path, done: str = "") -> Iterator[None]:
    """What the disk says of a key file, in words: either the old one still stands, or `done`."""
    try:
        yield
    except files.NotSynced as error:
        raise StoreNotWritable(
            f"The key file {key_file(store).name} was changed, but the disk did not confirm it"
            f" ({error.strerror}).",
            done,
            "After a power cut the old one may be back: keep both until you have seen whether the"
            " disk is sound, then change it once more.",
        ) from error
    except OSError as error:
        raise StoreNotWritable(
            f"The key file {key_file(store).name} could not be written"
            f" ({error.strerror or error}).",
            "The store opens as it did before.",
            "See whether the disk is full or the folder may not be written, then try again.",
        ) from error


def settle(store: Path, data: DataKey) -> None:
    """After an opening: mend damaged copies, and forget the key that a store does not have.

    From then on nobody need look into the store to choose a key. A disk that will not have it is no
    reason not to open; it is tried again next time.
    """
    wraps = files.read(key_file(store))
    files.remember(key_file(store), wraps)
    mark = data.salt.hex()
    wanted = [wrap for wrap in wraps if wrap.of in ("", mark)]
    if wanted != wraps and wraps[-1].of == mark:  # the new key's come last: it was finished
        wanted = [replace(wrap, of="") for wrap in wanted]
    with suppress(OSError):
        if len(wanted) < len(wraps):
            sync_folder(store.parent)  # a power cut must not bring back the store of what goes now
        if wanted != wraps or not files.is_whole(key_file(store)):
            files.write(key_file(store), wanted, lambda back: back == wanted)


def two_keys(store: Path) -> bool:
    """Whether giving the store a new key was begun and not finished."""
    return any(wrap.of for wrap in files.read(key_file(store)))


def has_new_key(store: Path) -> bool:
    """Whether the file is already under the second of two keys; not for a store that is open."""
    wraps = files.read(key_file(store))
    present = of_this_store(wraps, store)
    return len(present) < len(wraps) and present[-1] == wraps[-1]


def of_this_store(wraps: Sequence[Wrap], store: Path) -> list[Wrap]:
    """The wraps of the key that the file has now: all, but while it is given another key."""
    marks = {wrap.of for wrap in wraps}
    if len(marks) == 1 or not store.exists():
        return list(wraps)
    nearest = min(marks, key=lambda mark: _distance(store, mark))
    return [wrap for wrap in wraps if wrap.of == nearest]


def _settled(store: Path) -> list[Wrap]:
    """The wraps of the present key as they are kept for good."""
    return [replace(w, of="") for w in of_this_store(files.read(key_file(store)), store)]


def _distance(store: Path, salt: str) -> int:
    """In how many bits the store's salt differs from `salt`.

    Never asked of a store that this program has open: to close any handle on a file gives up all
    the locks that SQLite holds on it (POSIX).
    """
    with open(store, "rb") as stream:
        return bits_apart(stream.read(SALT_BYTES), bytes.fromhex(salt))


def _under_code(data: DataKey, code: str, cost: Cost) -> Wrap:
    letters = read_recovery_code(code)
    assert letters is not None, "a recovery code comes from new_recovery_code()"
    return seal(data, RECOVERY, letters, cost)


def _put(store: Path, data: DataKey, wraps: Sequence[Wrap], secret: str) -> None:
    """Write the key file, once what is on the disk has been opened with `secret`."""
    files.write(
        key_file(store),
        wraps,
        lambda back: back == list(wraps) and opened(back, secret) == data,
    )
