"""A pupil's groups as the list has them: all of them to be looked for, and the few that tell."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter
from typing import Any

from sipdesk.models.folding import searched
from sipdesk.models.pupils import (
    Pupil,
    group_of,
    groups_in_order,
    letters_of,
    short_titles,
    traits_of,
)

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


_fields_of = attrgetter(*_FIELDS)


@lru_cache(maxsize=5000)
def _groups(values: tuple[Any, ...]) -> Groups:
    pupil = Pupil("", "", **dict(zip(_FIELDS, values, strict=True)))
    keys = traits_of(pupil, (), None)
    titles = tuple(group_of(key).title for key in groups_in_order(keys))
    words = " ".join(map(searched, (*titles, *letters_of(keys), *pupil.groups)))
    return Groups(titles, ", ".join(short_titles(keys)), words)
