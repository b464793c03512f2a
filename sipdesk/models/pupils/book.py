"""Every pupil, by school."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sipdesk.models.errors import BadValue
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.store import Store


class PupilBook:
    """The pupils of every school."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, pupil_id: str) -> Pupil:
        """Raises NotFound."""
        return self._store.get(Pupil, pupil_id)

    def all(self) -> list[Pupil]:
        """By name; those of schools in the bin are left out."""
        found = self._store.select(
            Pupil,
            "binned = '' AND school_id IN (SELECT id FROM schools WHERE binned = '')",
            [],
        )
        return sorted(found, key=lambda p: p.name.casefold())

    def of_school(self, school_id: str, *, tracked: bool = False) -> list[Pupil]:
        """By name; with `tracked`, only the group talked with at lunch."""
        only: dict[str, Any] = {"tracked": 1} if tracked else {}
        found = self._store.find(Pupil, school_id=school_id, **only)
        return sorted(found, key=lambda p: (p.year, p.name.casefold()))

    def ever(self, school_id: str = "") -> list[Pupil]:
        """Whoever was kept at a school, or at all, the bin included: a name there is one still."""
        where, args = ("school_id = ?", [school_id]) if school_id else ("1", [])
        return self._store.select(Pupil, where, args)

    def groups(self, school_id: str) -> list[str]:
        """The names of the groups in use at a school."""
        return sorted({g for p in self.of_school(school_id) for g in p.groups}, key=str.casefold)

    def add(self, school_id: str, name: str, **fields: Any) -> Pupil:
        """A new pupil. Raises BadValue without a name."""
        if not name.strip():
            raise BadValue("A pupil needs a name.", field="name")
        with self._store.step("Add pupil"):
            return self._store.put(
                Pupil(id=self._store.new_id(), school_id=school_id, name=name.strip(), **fields)
            )

    def edit(self, pupil_id: str, **changes: Any) -> Pupil:
        """Change some fields. Raises BadValue when the name would go."""
        if "name" in changes and not str(changes["name"]).strip():
            raise BadValue("A pupil needs a name.", field="name")
        return self._store.edit(replace(self.get(pupil_id), **changes), changes, "Edit pupil")

    def bin(self, pupil_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.get(pupil_id), "Bin pupil")


def masked(pupils: list[Pupil]) -> dict[str, str]:
    """“Pupil A”, “Pupil B” … by pupil id, for a screen that others can see."""
    return {p.id: f"Pupil {_letters(n)}" for n, p in enumerate(pupils)}


def _letters(n: int) -> str:
    return (_letters(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)
