"""What a SIP settles once, kept in the store because it may name people."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from sipdesk.models.errors import BadValue
from sipdesk.models.store import Store

DAY_HOURS = 7.0


@dataclass(frozen=True, slots=True)
class Setting:
    """One settled thing; `id` is its name."""

    id: str
    value: str = ""
    binned: str = ""


class Settings:
    """The SIP's own name for documents, the length of a day, the logo."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def author(self) -> str:
        """Who signs notes."""
        return self._get("author")

    @author.setter
    def author(self, name: str) -> None:
        self._set("author", name.strip())

    @property
    def day_hours(self) -> float:
        """How long a day of the allowance is reckoned, in hours."""
        return float(self._get("day_hours") or DAY_HOURS)

    @day_hours.setter
    def day_hours(self, hours: float) -> None:
        if not 1 <= hours <= 24:
            raise BadValue("A day is between 1 and 24 hours long.", field="day_hours")
        self._set("day_hours", f"{hours:g}")

    @property
    def logo(self) -> bytes:
        """A PNG or JPEG for the head of notes, or b""."""
        return base64.b64decode(self._get("logo"))

    @logo.setter
    def logo(self, image: bytes) -> None:
        self._set("logo", base64.b64encode(image).decode())

    def _get(self, name: str) -> str:
        found = self._store.find(Setting, id=name)
        return found[0].value if found else ""

    def _set(self, name: str, value: str) -> None:
        self._store.edit(Setting(name, value), {name: value}, "Change setting")
