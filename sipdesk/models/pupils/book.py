"""Every pupil, by school."""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sipdesk.models.errors import BadValue
from sipdesk.models.pupils.cohort import Cohort
from sipdesk.models.pupils.groups import key_of, load_groups
from sipdesk.models.pupils.records import Pupil, Spell
from sipdesk.models.pupils.spells import YES, keeping, refuse_impossible
from sipdesk.models.pupils.surnames import by_surname
from sipdesk.models.pupils.traits import traits_of
from sipdesk.models.pupils.upn import tidy_upn
from sipdesk.models.store import Store


class PupilBook:
    """The pupils of every school."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, pupil_id: str) -> Pupil:
        """Raises NotFound."""
        return self._store.get(Pupil, pupil_id)

    def all(self) -> list[Pupil]:
        """By surname; those of schools in the bin are left out."""
        found = self._store.select(
            Pupil,
            "binned = '' AND school_id IN (SELECT id FROM schools WHERE binned = '')",
            [],
        )
        return sorted(found, key=lambda p: by_surname(p.name))

    def of_school(self, school_id: str, *, tracked: bool = False) -> list[Pupil]:
        """By year and surname; with `tracked`, only the group talked with at lunch."""
        only: dict[str, Any] = {"tracked": 1} if tracked else {}
        found = self._store.find(Pupil, school_id=school_id, **only)
        return sorted(found, key=_place)

    def renewed(self, school_id: str, known: Sequence[Pupil], refs: Collection[str]) -> list[Pupil]:
        """What `of_school` gives, from what it gave before only those few changed."""
        marks = ", ".join("?" * len(refs))
        now = [p for p in known if p.id not in refs]
        for pupil in self._store.select(
            Pupil, f"school_id = ? AND binned = '' AND id IN ({marks})", [school_id, *refs]
        ):
            insort(now, pupil, key=_place)
        return now

    def ever(self, school_id: str = "") -> list[Pupil]:
        """Whoever was kept at a school, or at all, the bin included: a name there is one still."""
        where, args = ("school_id = ?", [school_id]) if school_id else ("1", [])
        return self._store.select(Pupil, where, args)

    def groups(self, school_id: str) -> list[str]:
        """What the groups in use at a school are called: its own words, else ours for a need."""
        pupils = self.of_school(school_id)
        own = {name for p in pupils for name in p.groups}
        alike = {(p.fsm, p.ever6, p.in_care, p.eal, p.gifted, p.sen): p for p in pupils}
        keys = {key for p in alike.values() for key in traits_of(replace(p, groups=()), (), None)}
        keys -= {key_of(name) for name in own}
        needs = {g.title for g in load_groups() if g.kind == "need" and g.key in keys}
        return sorted(own | needs, key=str.casefold)

    def of_cohort(self, school_id: str, cohort: Cohort) -> list[Pupil]:
        """The pupils of a class, a year or the whole school, by year and surname."""
        return cohort.of(self.of_school(school_id))

    def add(self, school_id: str, name: str, **fields: Any) -> Pupil:
        """A new pupil. Raises BadValue without a name."""
        new = Pupil(id=self._store.new_id(), school_id=school_id, name=name, **fields)
        with self._store.step("Add pupil"):
            return self._store.put(_sound(new))

    def edit(self, pupil_id: str, *, since: date | None = None, **changes: Any) -> Pupil:
        """Change some fields. Raises BadValue when the name would go.

        With `since`, what it was before that day is kept as a spell, where it belongs to a group.
        """
        was = self.get(pupil_id)
        now = _sound(replace(was, **changes))
        if since is None:
            return self._store.edit(now, changes, "Edit pupil")
        with self._store.step("Edit pupil"):
            known = self.spells(pupil_id)
            at = self._store.clock.now().isoformat(timespec="seconds")
            for spell in keeping(was, now, since, known, self._store.new_id, at):
                self._store.put(spell)
            return self._store.put(now)

    def put_many(self, pupils: Sequence[Pupil]) -> None:
        """Keep many, new or changed, inside a step. Raises BadValue for one without a name."""
        self._store.put_all([_sound(pupil) for pupil in pupils])

    def bin(self, pupil_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.get(pupil_id), "Bin pupil")

    # --- what was different once

    def spells(self, pupil_id: str) -> list[Spell]:
        """The times a pupil was in a group, or had another code, the earliest first."""
        found = self._store.find(Spell, pupil_id=pupil_id)
        return sorted(found, key=lambda s: (s.trait, s.since or date.min, s.value))

    def add_spell(
        self,
        pupil_id: str,
        trait: str,
        value: str = YES,
        since: date | None = None,
        until: date | None = None,
    ) -> Spell:
        """A time that is known. Raises BadValue for one that cannot be."""
        new = Spell(self._store.new_id(), pupil_id, trait, value, since, until)
        refuse_impossible(new)
        with self._store.step("Add time in a group"):
            return self._store.put(new)

    def edit_spell(self, spell_id: str, **changes: Any) -> Spell:
        """Change some fields. Raises BadValue for a time that cannot be."""
        now = replace(self._store.get(Spell, spell_id), **changes)
        refuse_impossible(now)
        return self._store.edit(now, changes, "Edit time in a group")

    def bin_spell(self, spell_id: str) -> None:
        """Into the bin."""
        self._store.bin(self._store.get(Spell, spell_id), "Bin time in a group")

    def put_spells(self, many: Sequence[Spell]) -> None:
        """Keep many, new or changed, inside a step. Raises BadValue for one that cannot be."""
        for spell in many:
            refuse_impossible(spell)
        self._store.put_all(many)


def _place(pupil: Pupil) -> tuple[str, tuple[str, str, str], str]:
    return pupil.year, by_surname(pupil.name), pupil.id


def _sound(pupil: Pupil) -> Pupil:
    """A pupil as it is kept. Raises BadValue without a name."""
    if not pupil.name.strip():
        raise BadValue("A pupil needs a name.", field="name")
    if pupil.upn != (tidy := tidy_upn(pupil.upn)):
        return replace(pupil, upn=tidy)
    return pupil


def masked(pupils: list[Pupil]) -> dict[str, str]:
    """“Pupil A”, “Pupil B” … by pupil id, for a screen that others can see."""
    return {p.id: f"Pupil {_letters(n)}" for n, p in enumerate(pupils)}


def _letters(n: int) -> str:
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
