"""Support brokered for a school: who gives what, for which priority, and whether it helps."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sipdesk.models.store import Store


class SupportStatus(StrEnum):
    """From wish to finished."""

    TO_BROKER = "to broker"
    UNDER_WAY = "under way"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Support:
    """One piece of support. `days` and `pounds` are what was agreed, 0 where not reckoned so."""

    id: str
    school_id: str
    title: str = ""
    provider: str = ""
    purpose: str = ""
    priority_id: str = ""
    status: SupportStatus = SupportStatus.TO_BROKER
    starts: date | None = None
    ends: date | None = None
    days: float = 0.0
    pounds: float = 0.0
    impact: str = ""
    agreed_at: str = ""
    origin: str = ""
    binned: str = ""


class SupportBook:
    """The support of every school."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, support_id: str) -> Support:
        """Raises NotFound."""
        return self._store.get(Support, support_id)

    def of_school(self, school_id: str) -> list[Support]:
        """What is to broker first, then under way, then ended."""
        order = list(SupportStatus)
        found = self._store.find(Support, school_id=school_id)
        return sorted(found, key=lambda s: (order.index(s.status), s.title.casefold()))

    def add(self, school_id: str, title: str, **fields: object) -> Support:
        """Note support that is wanted or under way."""
        new = Support(id=self._store.new_id(), school_id=school_id, title=title, **fields)  # type: ignore[arg-type]
        with self._store.step("Add support"):
            return self._store.put(new)

    def edit(self, support_id: str, **changes: object) -> Support:
        """Change some fields; a paragraph's typing in one field is one step."""
        now = replace(self.get(support_id), **changes)  # type: ignore[arg-type]
        return self._store.edit(now, changes, "Edit support")

    def bin(self, support_id: str) -> None:
        """Into the bin, from which it can come back."""
        self._store.bin(self.get(support_id), "Bin support")
