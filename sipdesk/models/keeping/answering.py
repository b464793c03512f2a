"""Who answers to what was typed. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from sipdesk.models.keeping import naming
from sipdesk.models.keeping.known import Known
from sipdesk.models.keeping.naming import in_order
from sipdesk.models.keeping.records import Person, Who

SHORTEST_ID = 4  # letters and figures, as lists show ids


def meant(wanted: str, known: Sequence[Known]) -> list[Person]:
    """By id, UPN, e-mail or telephone; by the whole name, whole words of it; or an id's beginning.

    The name that somebody has goes before one that somebody had.
    """
    asked = naming.folded(wanted)
    if not asked:
        return []
    for found in (
        [k for k in known if asked in map(naming.folded, (k.person.id, *k.marks))],
        [k for k in known if k.is_record and naming.is_called(k.person.name, asked)],
        [k for k in known if _any(naming.is_called, k, asked)],
        [k for k in known if _any(naming.has_words, k, asked)],
        [k for k in known if len(asked) >= SHORTEST_ID and k.person.id.startswith(asked)],
    ):
        if found:
            return _without_doubles(found)
    return []


def begun(wanted: str, known: Sequence[Known]) -> list[Person]:
    """By beginnings of words."""
    asked = naming.folded(wanted)
    return _without_doubles(k for k in known if _any(naming.begins_so, k, asked))


def _any(fits: Callable[[str, str], bool], known: Known, asked: str) -> bool:
    return any(fits(name, asked) for name in known.names)


def _without_doubles(found: Iterable[Known]) -> list[Person]:
    """Whoever came in twice, and of whom the history knows both: once, and a record if there is."""
    kept: list[Known] = []
    for each in found:  # records come first
        if each.is_record or not any(_double(each, other) for other in kept):
            kept.append(each)
    return [each.person for each in kept]


def _double(one: Known, other: Known) -> bool:
    if (one.person.who is Who.PUPIL) != (other.person.who is Who.PUPIL):
        return False
    if one.person.upn and other.person.upn:
        return one.person.upn.casefold() == other.person.upn.casefold()
    if one.person.school_id != other.person.school_id:
        return False
    return not {*map(in_order, one.names)}.isdisjoint(map(in_order, other.names))
