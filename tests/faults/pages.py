"""A store as it lies on the disk, decrypted page by page: what a forensic eye would see."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from sipdesk.models.store.connection import connect, let_go
from sipdesk.models.store.keys import DataKey

PAGE, RESERVED, VECTOR, SALT = 4096, 80, 16, 16
WAYS = ("utf-8", "utf-16-le", "utf-16-be")


def pages(file: Path, key: DataKey) -> Iterator[bytes]:
    """Every page in clear, the free ones and the gaps between cells included."""
    raw = file.read_bytes()
    for at in range(0, len(raw), PAGE):
        page = raw[at : at + PAGE]
        body = page[SALT if at == 0 else 0 : PAGE - RESERVED]
        vector = page[PAGE - RESERVED : PAGE - RESERVED + VECTOR]
        decryptor = Cipher(algorithms.AES(key.key), modes.CBC(vector)).decryptor()
        yield decryptor.update(body) + decryptor.finalize()


def packed(file: Path, key: DataKey) -> Iterator[bytes]:
    """What the journal keeps compressed."""
    db = connect(file, key)
    try:
        for row in db.conn.execute("SELECT before, after FROM journal_changes").fetchall():
            yield from (zlib.decompress(part) for part in row if isinstance(part, bytes))
    finally:
        let_go(db)


def holds(file: Path, key: DataKey, *words: str) -> list[str]:
    """Which of the words stand anywhere in the store, in any way in which text is written."""
    whole = b"".join([*pages(file, key), *packed(file, key)]).lower()
    return [w for w in words if any(w.lower().encode(way) in whole for way in WAYS)]
