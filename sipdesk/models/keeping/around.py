"""What a record is a part of: the day of its visit, the title of its group.

From the records, and from the history where a visit or a group has none any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlite_utils import Database

from sipdesk.models.clock import date_in_words
from sipdesk.models.keeping.origins import ever


class Around:
    """Visits and target groups of one store, looked up for what belongs to them."""

    def __init__(self, db: Database) -> None:
        self._days: dict[str, str] = {r: v.get("on", "") for r, v in ever(db, "visits").items()}
        for table, whole in (("notes", "visit_id"), ("note_sections", "note_id")):
            for ref, row in ever(db, table, "id", whole).items():
                self._days[ref] = self._days.get(row.get(whole, ""), "")
        self._groups = ever(db, "target_groups")

    def day(self, ref: str, row: Mapping[str, Any]) -> str:
        """The day of the visit of which a record is a part, or ""."""
        wholes = (ref, row.get("visit_id"), row.get("note_id"))
        return next((day for whole in wholes if (day := self._days.get(str(whole or "")))), "")

    def facts(self, row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
        """As label and words; nothing for a record that stands by itself."""
        day = self.day("", row)
        group = self._groups.get(str(row.get("group_id") or ""), {})
        told = (
            ("Visit of", date_in_words(date.fromisoformat(day)) if day else ""),
            ("Target group", str(group.get("title") or "")),
            ("Subject of the group", str(group.get("subject") or "")),
        )
        return tuple((label, words) for label, words in told if words)
