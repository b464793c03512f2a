"""What opens the desk: another passphrase, another recovery code, or a wholly new key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from sipdesk.models.desk import Desk
from sipdesk.models.errors import UserError, for_a_person
from sipdesk.ui import tasks
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.code_sheet import CodeSheet
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.secret_lines import AGAIN, NEW, SecretLines
from sipdesk.ui.widgets.words import Words

PRESENT = "Passphrase now"
_FAULT = UserError(
    "That did not work; this is a fault in SIP Desk.", "The desk opens as it did before."
)


@dataclass(frozen=True, slots=True)
class Way:
    """One thing that can be done to what opens the desk."""

    button: str
    words: str
    labels: tuple[str, ...]
    go: str


PASSPHRASE = Way(
    "Change the passphrase…",
    "The recovery code stays as it is. From the next backup on, the new passphrase opens the "
    "backups here and in the second place too, and the old one opens none of them.",
    ("Passphrase now, or the recovery code", NEW, AGAIN),
    "Change it",
)
CODE = Way(
    "New recovery code…",
    "For when the sheet has gone astray. The old code then opens this desk no more, nor, from the "
    "next backup on, the backups here and in the second place.",
    (PRESENT,),
    "Make a new code",
)
LEAKED = Way(
    "Somebody knows my passphrase…",
    "Changing the passphrase does not help against someone who has a copy of your files. This "
    "encrypts the desk anew, under a new key, with a new passphrase and a new recovery code. A "
    "backup is made first. Backups made before today still open with the old passphrase: keep "
    "them where nobody else can reach them.",
    (PRESENT, NEW, AGAIN),
    "Encrypt the desk anew",
)


class KeysCard(Card):
    """Each way opens below the buttons; Esc closes it."""

    rekeyRequest = Signal(str, str)  # the passphrase now, the new one
    tellRequest = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("What opens the desk", parent)
        self._desk = desk
        self._lines: SecretLines | None = None
        self._ways = FlowRow(self)
        self._offer()  # first, as Tab goes in the order in which things are made
        self._panel = Card("", self)
        self._sheet = CodeSheet(self)
        for part in (self._ways, self._panel, self._sheet):
            self.add(part)
        self._sheet.confirmed.connect(self._confirmed)
        self.close_panel()

    def open(self, way: Way) -> None:
        """Ask for what one way needs."""
        self.close_panel()
        lines, go, away = SecretLines(way.labels), primary(way.go), button("Not now")
        row = FlowRow()
        for one in (go, away):
            row.add(one)
        for part in (Words(way.words), lines, row):
            self._panel.add(part)
        go.clicked.connect(lambda: self._go(way))
        lines.entered.connect(lambda: self._go(way))
        away.clicked.connect(self.close_panel)
        self._lines = lines
        self._panel.set_title(way.button.rstrip("…"))
        self._panel.show()
        lines.take_focus()

    def close_panel(self) -> None:
        """Forget what was typed, and ask for nothing."""
        if self._lines is not None:
            self._lines.clear()
            self._lines = None
        body = self._panel.body
        while (item := body.takeAt(0)) is not None:
            gone = item.widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        self._panel.hide()
        self._sheet.forget()
        self._sheet.hide()

    def keyPressEvent(self, event: Any) -> None:
        if event.key() == Qt.Key.Key_Escape and self._lines is not None:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _offer(self) -> None:
        for way in (PASSPHRASE, CODE, LEAKED):
            made = button(way.button, self)
            made.clicked.connect(lambda _=False, way=way: self.open(way))
            self._ways.add(made)

    def _go(self, way: Way) -> None:
        typed = self._lines.read() if self._lines is not None else None
        if typed is None:
            return
        self._panel.setEnabled(False)
        desk, present, new = self._desk, typed[0], typed[-1]
        works: dict[Way, tuple[Callable[[], Any], Callable[[Any], None]]] = {
            PASSPHRASE: (lambda: desk.change_passphrase(present, new), self._changed),
            CODE: (lambda: desk.new_recovery_code(present), self._show_code),
            LEAKED: (lambda: desk.prove(present), lambda _: self._leave(present, new)),
        }
        work, done = works[way]
        tasks.run(lambda _: work(), done=done, failed=self._failed, owner=self)

    def _changed(self, _: object) -> None:
        self._panel.setEnabled(True)
        self.close_panel()
        self.tellRequest.emit("The passphrase was changed. The recovery code is the same.")

    def _show_code(self, code: str) -> None:
        self._panel.setEnabled(True)
        self.close_panel()
        self._sheet.show()
        self._sheet.show_code(code, self._desk.clock.now().date())

    def _confirmed(self) -> None:
        self.close_panel()
        self.tellRequest.emit("The new recovery code opens the desk; the old one does not.")

    def _leave(self, present: str, new: str) -> None:
        self._panel.setEnabled(True)
        self.close_panel()
        self.rekeyRequest.emit(present, new)

    def _failed(self, error: Exception) -> None:
        self._panel.setEnabled(True)
        if self._lines is not None:
            self._lines.say(str(for_a_person(error, _FAULT)))
