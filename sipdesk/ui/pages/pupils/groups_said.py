"""A pupil's groups in words: all of them to be looked for, and the few that say it all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sipdesk.models.pupils import Pupil, year_in_words
from sipdesk.models.pupils.groups import OWN, group_of, load_groups
from sipdesk.models.pupils.traits import traits_of
from sipdesk.ui.pages.pupils.folding import folded

# What goes without saying beside one of the others.
_SAID_BY = {
    "ever6": ("fsm", "in-care"),
    "sen": tuple(f"sen:{code}" for code in "APSKEY"),
    "in-care": ("in-care-not-fsm",),
    "white-working-class": ("fsm",),
}
_UNSAID = ("gender:", "ethnicity:")  # they have columns of their own
_SHORT = {"fsm": "FSM", "eal": "EAL", "sen": "SEN", "sen:E": "EHC plan"}
_FIELDS = (
    *("gender", "sen", "fsm", "ever6", "in_care", "eal", "ethnicity", "gifted", "band", "groups"),
)


@dataclass(frozen=True, slots=True)
class Groups:
    """`titles` of all groups, `said` in the cell of a list, `found_in` for the search."""

    titles: tuple[str, ...]
    said: str
    found_in: str


def groups_of(pupil: Pupil) -> Groups:
    """The groups a pupil is in now. Pupils with the same fields share one answer."""
    return _groups(_fields_of(pupil))


def groups_seen(pupil: Pupil, masked: Callable[[str], str]) -> Groups:
    """The same while names are hidden: a school's own group may be named after somebody.

    Its titles are still what they are, for they are not shown but compared.
    """
    if not pupil.groups:
        return groups_of(pupil)
    seen = groups_of(replace(pupil, groups=tuple(masked(own) for own in pupil.groups)))
    return replace(seen, titles=groups_of(pupil).titles)


@lru_cache(maxsize=500)
def year_said(year: str) -> str:
    """“Year 9”, however it was typed."""
    return year_in_words(year)


def in_words(keys: Collection[str], masked: Callable[[str], str] = str) -> tuple[str, ...]:
    """Titles of the groups that say it all, in the order of the definitions."""
    return tuple(said_of(key, masked) for key in telling(keys))


def telling(keys: Collection[str]) -> list[str]:
    """The groups that say it all: what goes without saying beside another is left out."""
    return [
        key
        for key in in_order(keys)
        if not key.startswith(_UNSAID) and not any(other in keys for other in _SAID_BY.get(key, ()))
    ]


def said_of(key: str, masked: Callable[[str], str] = str) -> str:
    """A group's title, short where everybody knows the letters.

    A school's own is `masked`: it may be named after somebody.
    """
    title = _SHORT.get(key) or group_of(key).title
    return masked(title) if key.startswith(OWN) else title


def in_order(keys: Iterable[str]) -> list[str]:
    """Keys of groups in the order of the definitions, a school's own last."""
    order = _order()
    return sorted(keys, key=lambda key: (order.get(key, len(order)), key.casefold()))


_fields_of = attrgetter(*_FIELDS)


@lru_cache(maxsize=5000)
def _groups(values: tuple[Any, ...]) -> Groups:
    pupil = Pupil("", "", **dict(zip(_FIELDS, values, strict=True)))
    keys = traits_of(pupil, (), None)
    titles = tuple(group_of(key).title for key in in_order(keys))
    short = (_SHORT[key] for key in _SHORT if key in keys)
    words = " ".join(map(folded, (*titles, *short, *pupil.groups)))
    return Groups(titles, ", ".join(in_words(keys)), words)


@lru_cache(maxsize=1)
def _order() -> dict[str, int]:
    return {group.key: at for at, group in enumerate(load_groups())}
