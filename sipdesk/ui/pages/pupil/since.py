"""A pupil's groups of today in words, each with the day since when it is so. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta

from sipdesk.models.pupils import Pupil, Spell, short_title, telling
from sipdesk.models.pupils.groups import OWN
from sipdesk.models.pupils.spells import OWN_GROUPS, written
from sipdesk.ui.words import short_day

_DAY = timedelta(days=1)
_FIELDS = {
    "fsm": "fsm",
    "ever6": "ever6",
    "in-care": "in_care",
    "in-care-not-fsm": "in_care",
    "eal": "eal",
    "gifted": "gifted",
    "minority-ethnic": "ethnicity",
    "traveller": "ethnicity",
}


def with_dates(
    pupil: Pupil,
    keys: Collection[str],
    spells: Sequence[Spell],
    masked: Callable[[str], str] = str,
) -> tuple[str, ...]:
    """“FSM since 1 Apr 2026”, “SEN support”: the groups of `keys` that say it all."""
    told = ((short_title(key, masked), since_when(pupil, key, spells)) for key in telling(keys))
    return tuple(f"{said} since {_together(short_day(on))}" if on else said for said, on in told)


def since_when(pupil: Pupil, key: str, spells: Sequence[Spell]) -> date | None:
    """The first day on which a pupil was in a group without a break; None where it is not known."""
    if key.startswith(OWN):
        name = key.removeprefix(OWN)
        held = [s for s in spells if s.trait == OWN_GROUPS and s.value == name and not s.until]
        return max((s.since for s in held if s.since), default=None)
    trait = _FIELDS.get(key) or key.partition(":")[0]
    of_trait = [spell for spell in spells if spell.trait == trait]
    present = written(getattr(pupil, trait, ""))
    begun = [s.since for s in of_trait if s.value == present and s.since and not s.until]
    ended = [s.until + _DAY for s in of_trait if s.value != present and s.until]
    return max((*begun, *ended), default=None)


def _together(day: str) -> str:
    """A date that no line's end parts."""
    return day.replace(" ", "\N{NO-BREAK SPACE}")
