"""Whether a name is the one that was asked for, however it was typed. Pure."""

from __future__ import annotations

from sipdesk.models.folding import bare
from sipdesk.models.pupils.naming.alike import begin_others

_SAME = str.maketrans({"’": "'", "‘": "'", "‐": "-", "‑": "-", "–": "-"})


def folded(name: str) -> str:
    """As names are compared: no capitals, no accents, single spaces."""
    return " ".join(bare(name.translate(_SAME)).split())


def in_order(name: str) -> str:
    """Folded, and forename first: a register writes “Surname, Forename”."""
    last, comma, first = folded(name).partition(",")
    return f"{first.strip()} {last.strip()}".strip() if comma else last


def is_called(name: str, asked: str) -> bool:
    """The whole name."""
    return in_order(name) == in_order(asked)


def has_words(name: str, asked: str) -> bool:
    """Every word that was asked for is one of the name's."""
    words, wanted = in_order(name).split(), in_order(asked).split()
    return bool(wanted) and all(word in words for word in wanted)


def begins_so(name: str, asked: str) -> bool:
    """Every word that was asked for begins one of the name's, each another."""
    wanted, name = in_order(asked).split(), in_order(name)
    apart = name.replace("-", " ").split()
    return bool(wanted) and (begin_others(wanted, name.split()) or begin_others(wanted, apart))
