"""What groups are called, and the few of a pupil's that say it all. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection

from sipdesk.models.pupils.groups import OWN, group_of, groups_in_order

# What goes without saying beside one of the others.
_SAID_BY = {
    "ever6": ("fsm", "in-care"),
    "sen": tuple(f"sen:{code}" for code in "APSKEY"),
    "in-care": ("in-care-not-fsm",),
    "white-working-class": ("fsm",),
}
_UNSAID = ("gender:", "ethnicity:")  # they are said of a pupil in their own right
_LETTERS = {"fsm": "FSM", "eal": "EAL", "sen": "SEN", "sen:E": "EHC plan"}


def telling(keys: Collection[str]) -> list[str]:
    """The groups that say it all: what goes without saying beside another is left out."""
    return [
        key
        for key in groups_in_order(keys)
        if not key.startswith(_UNSAID) and not any(other in keys for other in _SAID_BY.get(key, ()))
    ]


def short_title(key: str, masked: Callable[[str], str] = str) -> str:
    """A group's title, short where everybody knows the letters.

    A school's own is `masked`: it may be named after somebody.
    """
    title = _LETTERS.get(key) or group_of(key).title
    return masked(title) if key.startswith(OWN) else title


def short_titles(keys: Collection[str], masked: Callable[[str], str] = str) -> tuple[str, ...]:
    """The groups that say it all, in the order of the definitions."""
    return tuple(short_title(key, masked) for key in telling(keys))


def letters_of(keys: Collection[str]) -> tuple[str, ...]:
    """The letters by which everybody knows some of these groups."""
    return tuple(letters for key, letters in _LETTERS.items() if key in keys)
