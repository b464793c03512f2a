"""What is settled once: the SIP's name, the length of a day, the logo, the look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from sipdesk.models import keychain
from sipdesk.models.errors import BadValue, UserError, for_a_person
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.figures import percent
from sipdesk.models.keychain import Keychain
from sipdesk.ui import tasks
from sipdesk.ui.asking_where import forget
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.keys_card import KeysCard
from sipdesk.ui.preferences import Preferences
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, SCALES
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import size

_KEYCHAIN_FAULT = UserError("The keychain could not be used; this is a fault in SIP Desk.")
WORK_FIELDS = (
    Field("author", "Your name, as notes should give it"),
    Field("day_hours", "A day of the allowance is", Editor.NUMBER, unit="hours"),
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
        required=True,
    ),
    Field(
        "scale",
        "Size of text",
        Editor.CHOICE,
        choices=tuple(Choice(str(s), percent(s * 100)) for s in SCALES),
        required=True,
    ),
)
SAFETY_FIELDS = (
    Field(
        "lock_after",
        "Lock the desk when nobody has touched it for",
        Editor.CHOICE,
        choices=(
            *(Choice(str(minutes), f"{minutes} minutes") for minutes in (2, 5, 10, 20, 30)),
            Choice("0", "Never"),
        ),
        required=True,
    ),
    Field(
        "clears_clipboard",
        "Take copied text off the clipboard after a minute",
        Editor.TICK,
        help="What you copy may name a pupil, and every other program can read the clipboard.",
    ),
    Field(
        "keychain",
        "Open the desk at the start by this computer's keychain",
        Editor.TICK,
        help="Whoever can use your account on this computer can then open the desk. A locked desk "
        "asks for the passphrase all the same, and passphrase and recovery code still open it.",
    ),
)


class LogoCard(Page):
    """The picture at the head of notes: chosen, or taken away, and never by typing."""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._told = Words(parent=self)
        self._away = self.button("Take it away", self._take_away, "It can be taken back by undo")
        row = FlowRow(self)
        row.add(self.button("Choose a picture…", self._choose, "A PNG or JPEG file"))
        row.add(self._away)
        card = Card("Logo for notes", self)
        card.add(self._told)
        card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        self.refresh()

    def refresh(self) -> None:
        logo = self.desk.settings.logo
        self._told.setText(
            f"A picture of {size(len(logo))} stands at the head of notes."
            if logo
            else "No picture stands at the head of notes."
        )
        self._away.setVisible(bool(logo))

    def _choose(self) -> None:
        named, _ = QFileDialog.getOpenFileName(
            self, "Choose a picture", "", "Pictures (*.png *.jpg *.jpeg)"
        )
        forget()
        if named:
            self.carefully(lambda: self._take(Path(named)))

    def _take(self, file: Path) -> None:
        try:
            image = file.read_bytes()
        except OSError:
            raise BadValue("That file cannot be read.", "The logo is as it was.") from None
        self.desk.settings.logo = image
        self.refresh()

    def _take_away(self) -> None:
        self.desk.settings.logo = b""
        self.refresh()


class SettingsPage(Page):
    """Short forms; everything takes effect at once."""

    lookChanged = Signal()
    rekeyRequest = Signal(str, str)  # the passphrase now, the new one

    def __init__(self, view: View, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._preferences = preferences
        self._work = self.form(WORK_FIELDS, self._save_work)
        self._look = self.form(LOOK_FIELDS, self._save_look)
        self._safety = self.form(SAFETY_FIELDS, self._save_safety)
        self._logo = self.adopt(LogoCard(view, self))
        self._keys = KeysCard(self.desk, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(GROUP))
        for title, form in (
            ("Your work", self._work),
            ("The window", self._look),
            ("When you are away", self._safety),
        ):
            card = Card(title, self)
            card.add(form)
            column.addWidget(card)
            if form is self._work:
                column.addWidget(self._logo)
        column.addWidget(self._keys)
        self._keys.rekeyRequest.connect(self.rekeyRequest)
        self._keys.tellRequest.connect(self.tellRequest)
        column.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        settings = self.desk.settings
        self._work.load({"author": settings.author, "day_hours": settings.day_hours})
        self._logo.refresh()
        look = {"mode": self._preferences.mode, "scale": str(self._preferences.scale)}
        self._look.load(look)
        self._safety.load(
            {
                "lock_after": str(self._preferences.lock_after),
                "clears_clipboard": self._preferences.clears_clipboard,
                "keychain": self._preferences.keychain,
            }
        )

    def _save_work(self, changes: dict[str, Any]) -> None:
        if "author" in changes:
            self.desk.settings.author = changes["author"]
        if "day_hours" in changes:
            self.desk.settings.day_hours = changes["day_hours"]

    def _save_look(self, changes: dict[str, Any]) -> None:
        if "mode" in changes:
            self._preferences.mode = changes["mode"]
        if "scale" in changes:
            self._preferences.scale = float(changes["scale"])
        self.lookChanged.emit()

    def _save_safety(self, changes: dict[str, Any]) -> None:
        if "lock_after" in changes:
            self._preferences.lock_after = int(changes["lock_after"])
        if "clears_clipboard" in changes:
            self._preferences.clears_clipboard = bool(changes["clears_clipboard"])
        if changes.get("keychain", self._preferences.keychain) != self._preferences.keychain:
            self._preferences.keychain = bool(changes["keychain"])
            self._use_keychain(self._preferences.keychain)

    def _use_keychain(self, wanted: bool) -> None:
        """Beside the window: a keychain may ask for its own password first."""
        store = self.desk.store

        def work(_: tasks.Progress) -> None:
            kept = Keychain(keychain.this_computer(), store.path)
            (store.join_keychain if wanted else store.leave_keychain)(kept)

        words = (
            "The keychain opens the desk at the start." if wanted else "Only secrets open it now."
        )
        tasks.run(
            work,
            done=lambda _: self.tellRequest.emit(words),
            failed=self._keychain_refused,
            owner=self,
        )

    def _keychain_refused(self, error: Exception) -> None:
        self._preferences.keychain = False
        self.refresh()
        self.failed.emit(for_a_person(error, _KEYCHAIN_FAULT))
