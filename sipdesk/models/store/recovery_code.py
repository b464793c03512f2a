"""The recovery code: eight groups of letters on paper, checked before it is tried."""

from __future__ import annotations

import hashlib
import secrets

LETTERS = "ABCDEFGHJKMNPRSTVWXY"  # none that is misread for another or for a figure
CODE_LETTERS = 30


def new_recovery_code() -> str:
    """Eight groups of four letters; the last two letters check the rest."""
    body = "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS))
    whole = body + check_letters(body)
    return " ".join(whole[i : i + 4] for i in range(0, len(whole), 4))


def read_recovery_code(typed: str) -> str | None:
    """`typed` as it was printed, whatever the spacing and case; None when it is no such code."""
    letters = "".join(c for c in typed.upper() if c.isalpha())
    if len(letters) != CODE_LETTERS + 2 or any(c not in LETTERS for c in letters):
        return None
    return letters if letters[-2:] == check_letters(letters[:-2]) else None


def check_letters(body: str) -> str:
    """The two letters that a slip in `body` would change."""
    n = int.from_bytes(hashlib.sha256(body.encode()).digest()[:4])
    return LETTERS[n % 20] + LETTERS[n // 20 % 20]
