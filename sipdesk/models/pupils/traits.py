"""Which groups a pupil belongs to, today or on a day in the past. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from sipdesk.models.pupils.groups import CODED, Definitions, Group, definitions, key_of
from sipdesk.models.pupils.records import Pupil, Spell
from sipdesk.models.pupils.spells import FLAGS, NO, OWN_GROUPS, YES, holds, written

_BANDS = ("low", "middle", "high")
_EVER = 6  # years for which free school meals count as “ever”


def traits_of(
    pupil: Pupil, spells: Sequence[Spell], on: date | None, baseline_band: str = ""
) -> frozenset[str]:
    """The keys of the pupil's groups on that day; without a day, as the pupil is now.

    A spell that holds the day counts before the pupil's own fields. Before the first spell of a
    field that has a beginning, it was not yet so. `baseline_band` stands where no band is set by
    hand.
    """
    by_trait: dict[str, list[Spell]] = {}
    for spell in spells if on is not None else ():
        if not spell.binned:
            by_trait.setdefault(spell.trait, []).append(spell)

    def held(trait: str) -> str:
        present = written(getattr(pupil, trait))
        return _held(present, by_trait[trait], trait, on) if on and trait in by_trait else present

    flags = {name for name in FLAGS if held(name) == YES}
    if on is not None and _was_lately(by_trait.get("fsm", []), on):
        flags.add("ever6")
    return _grouped(
        frozenset(flags),
        tuple(held(field) for field in CODED),
        held("band").strip().casefold() or baseline_band,
        frozenset(_own_groups(pupil, by_trait.get(OWN_GROUPS, []), on)),
    )


@lru_cache(maxsize=10_000)
def _grouped(
    flags: frozenset[str], codes: tuple[str, ...], band: str, own: frozenset[str]
) -> frozenset[str]:
    """The groups of whoever has these; many pupils have the same."""
    known = definitions()
    found = {key_of(name) for name in own if name.strip()}
    for field, code in zip(CODED, codes, strict=True):
        found |= _coded(known, field, code)
    if band in _BANDS:
        found.add(f"band:{band}")
    for group in known.groups:
        if group.key not in found and _is_in(group, flags, found):
            found.add(group.key)
    for group in known.groups:
        if group.without and not found.isdisjoint(group.without):
            found.discard(group.key)
    return frozenset(found)


def _is_in(group: Group, flags: frozenset[str], found: set[str]) -> bool:
    if group.without and not found.isdisjoint(group.without):
        return False
    return (
        group.field in flags
        or not found.isdisjoint(group.any)
        or bool(group.all and found.issuperset(group.all))
    )


def _coded(known: Definitions, field: str, written: str) -> set[str]:
    if not written.strip():
        return set()
    code = known.code(field, written)
    if code is None:
        return {f"{field}:{' '.join(written.split())}"}
    return set() if code.none else {code.key, *code.counts_as}


def _held(present: str, spells: list[Spell], trait: str, on: date) -> str:
    """The value of a field on a day: "yes" or "no", or a code."""
    if holding := [spell for spell in spells if holds(spell, on)]:
        return max(holding, key=lambda spell: spell.since or date.min).value
    if later := [spell for spell in spells if spell.since and spell.since > on]:
        first = min(later, key=lambda spell: spell.since or date.max)
        if trait in FLAGS:
            return NO if first.value == YES else YES
        return ""
    return present


def _own_groups(pupil: Pupil, spells: list[Spell], on: date | None) -> set[str]:
    if on is None:
        return set(pupil.groups)
    found = set[str]()
    for name in {*pupil.groups, *(spell.value for spell in spells)}:
        own = [spell for spell in spells if spell.value == name]
        begins_later = any(spell.since and spell.since > on for spell in own)
        if any(holds(spell, on) for spell in own) or (name in pupil.groups and not begins_later):
            found.add(name)
    return found


def _was_lately(spells: Iterable[Spell], on: date) -> bool:
    """Whether free school meals were had within the years that count as “ever”."""
    since = date(max(on.year - _EVER, 1), on.month, min(on.day, 28))
    return any(
        spell.value == YES
        and (spell.since or date.min) <= on
        and (spell.until or date.max) >= since
        for spell in spells
    )
