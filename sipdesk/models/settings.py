"""What a SIP settles once, kept in the store because it may name people."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from sipdesk.models.errors import BadValue
from sipdesk.models.store import Store

DAY_HOURS = 7.0
PICTURES = (b"\x89PNG", b"\xff\xd8")  # how a PNG and a JPEG begin
LARGEST_LOGO = 2_000_000  # bytes


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
        if image and (not image.startswith(PICTURES) or len(image) > LARGEST_LOGO):
            raise BadValue(
                "A logo is a PNG or JPEG of at most 2 MB.", "The logo is as it was.", field="logo"
            )
        with self._store.step("Choose logo" if image else "Take logo away"):
            self._store.put(Setting("logo", base64.b64encode(image).decode()))

    @property
    def second_place(self) -> Path | None:
        """A folder, as on a stick, to which finished backups are copied as well."""
        named = self._get("second_place")
        return Path(named) if named else None

    @second_place.setter
    def second_place(self, folder: Path | None) -> None:
        if folder is not None and not folder.is_absolute():
            raise BadValue(
                "A second place is a whole path, from the drive on.",
                "The second place is as it was.",
                field="second_place",
            )
        self._set("second_place", str(folder) if folder else "")

    def _get(self, name: str) -> str:
        found = self._store.find(Setting, id=name)
        return found[0].value if found else ""

    def _set(self, name: str, value: str) -> None:
        self._store.edit(Setting(name, value), {name: value}, "Change setting")
