"""Times during which something about a pupil was so, and keeping them when it changes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from sipdesk.models.errors import BadValue
from sipdesk.models.ids import Ids
from sipdesk.models.pupils.records import Pupil, Spell

YES, NO = "yes", "no"  # how a spell writes a field that is yes or no
OWN_GROUPS = "groups"  # the trait of a spell in a school's own group
FLAGS = ("fsm", "ever6", "in_care", "eal", "gifted")
DATED = (*FLAGS, "gender", "sen", "ethnicity", "band", OWN_GROUPS)  # fields with a past
_DAY = timedelta(days=1)


def written(value: object) -> str:
    """A field's value as a spell writes it."""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


def holds(spell: Spell, on: date) -> bool:
    """Whether a day lies within it."""
    return (spell.since or date.min) <= on <= (spell.until or date.max)


def refuse_impossible(spell: Spell) -> None:
    """Raises BadValue for a spell of nothing, with another value, or that ends too early."""
    if spell.trait not in DATED:
        raise BadValue("Choose what was different then.", field="trait")
    if spell.trait in FLAGS and spell.value not in (YES, NO):
        raise BadValue("Here a time can only be “yes” or “no”.", field="value")
    if spell.trait == OWN_GROUPS and not spell.value.strip():
        raise BadValue("Say which group it was.", field="value")
    if spell.since and spell.until and spell.until < spell.since:
        raise BadValue("It cannot end before it begins.", field="until")


def keeping(
    was: Pupil, now: Pupil, since: date, known: Sequence[Spell], new_id: Ids, at: str
) -> Iterator[Spell]:
    """The spells, new and changed, that keep how a pupil was until the day before `since`.

    `at` is the present moment, for what goes into the bin.
    """
    for trait in DATED:
        of_trait = [spell for spell in known if spell.trait == trait]
        if trait == OWN_GROUPS:
            yield from _own_groups(was, now, since, of_trait, new_id, at)
        elif getattr(was, trait) != getattr(now, trait):
            value = written(getattr(was, trait))
            yield from _ended(was, trait, value, since, of_trait, new_id, at)


def _own_groups(
    was: Pupil, now: Pupil, since: date, known: Sequence[Spell], new_id: Ids, at: str
) -> Iterator[Spell]:
    for name in dict.fromkeys((*was.groups, *now.groups)):
        of_group = [spell for spell in known if spell.value == name]
        if name not in now.groups:
            yield from _ended(was, OWN_GROUPS, name, since, of_group, new_id, at)
        elif name not in was.groups:
            yield Spell(new_id(), was.id, OWN_GROUPS, name, since)


def _ended(
    pupil: Pupil, trait: str, value: str, since: date, known: Sequence[Spell], new_id: Ids, at: str
) -> Iterator[Spell]:
    """What was so, closed the day before; what was to begin only later is taken away."""
    eve = since - _DAY
    covered = False
    ends: list[date] = []
    for spell in known:
        if (spell.since or date.min) > eve:
            yield replace(spell, binned=at)
            continue
        until = min(spell.until or date.max, eve)
        covered = covered or until == eve
        ends.append(until)
        if until != spell.until:
            yield replace(spell, until=until)
    if not covered:
        yield Spell(new_id(), pupil.id, trait, value, max(ends) + _DAY if ends else None, eve)
