"""Every school and its contacts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sipdesk.models.errors import BadValue, NotFound
from sipdesk.models.schools.records import CONTACT_ROLES, Contact, School
from sipdesk.models.store import Store


class SchoolBook:
    """The schools a partner visits."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, school_id: str) -> School:
        """Raises NotFound."""
        return self._store.get(School, school_id)

    def all(self) -> list[School]:
        """By name."""
        return sorted(self._store.find(School), key=lambda s: s.name.casefold())

    def named(self, what: str) -> School:
        """By URN, by name (a start will do), or by the start of an id. Raises NotFound."""
        wanted = what.strip().casefold()
        schools = self.all()
        for match in (
            [s for s in schools if wanted and s.urn == wanted],
            [s for s in schools if s.name.casefold() == wanted],
            [s for s in schools if wanted and s.name.casefold().startswith(wanted)],
        ):
            if len(match) == 1:
                return match[0]
            if match:
                raise NotFound(f"“{what}” fits {len(match)} schools.", todo="Name it by its URN.")
        return self._store.named(School, what, "school")

    def add(self, name: str, **fields: Any) -> School:
        """A new school. Raises BadValue without a name."""
        if not name.strip():
            raise BadValue("A school needs a name.", field="name")
        with self._store.step("Add school"):
            return self._store.put(School(id=self._store.new_id(), name=name.strip(), **fields))

    def edit(self, school_id: str, **changes: Any) -> School:
        """Change some fields. Raises BadValue when the name would go."""
        if "name" in changes and not str(changes["name"]).strip():
            raise BadValue("A school needs a name.", field="name")
        return self._store.edit(replace(self.get(school_id), **changes), changes, "Edit school")

    def bin(self, school_id: str) -> None:
        """Into the bin with all that belongs to it; it comes back whole."""
        self._store.bin(self.get(school_id), "Bin school")

    def contacts(self, school_id: str) -> list[Contact]:
        """In the order of the roles, then by name."""
        order = {role: n for n, role in enumerate(CONTACT_ROLES)}
        found = self._store.find(Contact, school_id=school_id)
        return sorted(found, key=lambda c: (order.get(c.role, len(order)), c.name.casefold()))

    def contacts_ever(self) -> list[Contact]:
        """Whoever was kept at any school, the bin included: a name there is one still."""
        return self._store.select(Contact, "1", [])

    def contact(self, contact_id: str) -> Contact:
        """Raises NotFound."""
        return self._store.get(Contact, contact_id)

    def add_contact(self, school_id: str, role: str, name: str = "", **fields: Any) -> Contact:
        """Somebody new at a school."""
        new = Contact(self._store.new_id(), school_id, role, name, **fields)
        with self._store.step("Add contact"):
            return self._store.put(new)

    def edit_contact(self, contact_id: str, **changes: Any) -> Contact:
        """Change some fields."""
        now = replace(self.contact(contact_id), **changes)
        return self._store.edit(now, changes, "Edit contact")

    def bin_contact(self, contact_id: str) -> None:
        """Into the bin."""
        self._store.bin(self.contact(contact_id), "Bin contact")
