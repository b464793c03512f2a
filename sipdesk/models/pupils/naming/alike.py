"""Whether two names may be one person's, written more and less fully. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from sipdesk.models.pupils.naming.atoms import TITLES, parts


def alike(one: str, other: str) -> bool:
    """“Mrs Patel” and “Anita Patel”, “S Malik” and “Sarah Malik”; not two of one surname alone.

    Each word of the shorter name begins one of the longer's, in whatever order; titles say nothing.
    """
    few, many = sorted((_words(one), _words(other)), key=len)
    if not few:
        return parts(one) == parts(other)
    if len(few) == len(many):
        return begin_others(few, many) or begin_others(many, few)
    return begin_others(few, many)


def _words(name: str) -> list[str]:
    return [word for word in parts(name) if word not in TITLES]


def begin_others(few: Iterable[str], many: Iterable[str]) -> bool:
    """Whether each begins a word of its own; the longest chooses first, as it fits the fewest."""
    free = list(many)
    for word in sorted(few, key=len, reverse=True):
        found = next((each for each in free if each.startswith(word)), None)
        if found is None:
            return False
        free.remove(found)
    return True
