"""What is settled once: the SIP's name, the length of a day, the logo, the look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.models.errors import BadValue
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.ui.pages.base import Page
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, SCALES
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card

WORK_FIELDS = (
    Field("author", "Your name, as notes should give it"),
    Field("day_hours", "A day of the allowance is", Editor.NUMBER, unit="hours"),
    Field("logo", "Logo for notes", help="The path of a PNG or JPEG file; empty for none"),
)
LOOK_FIELDS = (
    Field(
        "mode",
        "Look",
        Editor.CHOICE,
        choices=(
            Choice("system", "As the computer"),
            Choice("light", "Light"),
            Choice("dark", "Dark"),
            Choice("contrast", "High contrast"),
        ),
    ),
    Field(
        "scale",
        "Size of text",
        Editor.CHOICE,
        choices=tuple(Choice(str(s), f"{round(s * 100)} %") for s in SCALES),
    ),
)
LARGEST_LOGO = 2_000_000  # bytes


class SettingsPage(Page):
    """Two short forms; everything takes effect at once."""

    lookChanged = Signal()

    def __init__(self, view: View, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._preferences = preferences
        self._work = self.form(WORK_FIELDS, self._save_work)
        self._look = self.form(LOOK_FIELDS, self._save_look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        for title, form in (("Your work", self._work), ("The window", self._look)):
            card = Card(title, self)
            card.add(form)
            column.addWidget(card)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        settings = self.desk.settings
        self._work.load(
            {
                "author": settings.author,
                "day_hours": settings.day_hours,
                "logo": "(kept in the store)" if settings.logo else "",
            }
        )
        look = {"mode": self._preferences.mode, "scale": str(self._preferences.scale)}
        self._look.load(look)

    def _save_work(self, changes: dict[str, Any]) -> None:
        if "author" in changes:
            self.desk.settings.author = changes["author"]
        if "day_hours" in changes:
            self.desk.settings.day_hours = changes["day_hours"]
        if "logo" in changes:
            self.desk.settings.logo = _image(changes["logo"])

    def _save_look(self, changes: dict[str, Any]) -> None:
        if changes.get("mode"):
            self._preferences.mode = changes["mode"]
        if changes.get("scale"):
            self._preferences.scale = float(changes["scale"])
        self.lookChanged.emit()


def _image(path: str) -> bytes:
    """The bytes of a picture file; b"" for no path. Raises BadValue."""
    if not path.strip():
        return b""
    try:
        data = Path(path.strip()).expanduser().read_bytes()
    except OSError:
        raise BadValue(
            "That file cannot be read.", "The logo is as it was.", field="logo"
        ) from None
    if not data.startswith((b"\x89PNG", b"\xff\xd8")) or len(data) > LARGEST_LOGO:
        raise BadValue(
            "A logo is a PNG or JPEG of at most 2 MB.", "The logo is as it was.", field="logo"
        )
    return data
