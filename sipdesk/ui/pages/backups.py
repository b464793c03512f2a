"""The backups, in plain words, and the way back to any of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from sipdesk.models.desk import Backup, Backups
from sipdesk.models.fields import Field
from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import Column, RecordTable
from sipdesk.ui.view import View
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.words import Words
from sipdesk.ui.words import first_up, size

ABOUT = (
    "Each is a whole, encrypted desk that was opened and checked before it was put here. Going "
    "back to one backs up what is here now, and deletes nothing."
)
SECOND = Field(
    "second_place",
    "A second place",
    help="A folder on a stick or another drive. Finished backups are copied there; empty for none.",
)
EARLIER = (
    "That backup was made under an earlier key of the desk. Type the passphrase, or the recovery "
    "code, of that time, then press Restore again."
)


class BackupsPage(Page):
    """Choose, Restore, done."""

    backupRequest = Signal()
    restoreRequest = Signal(object, str)  # the backup, the passphrase of its time or ""

    def __init__(self, view: View, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._backups: dict[str, Backup] = {}
        self._table = self._make_table()
        self._empty = Words(
            "There is no backup yet. One is made while you work, and when you close the desk.",
            self,
            tone="muted",
        )
        self._restore = self.button("Restore", self._ask, "Go back to the chosen backup")
        self._now = self.button("Back up now", self.backupRequest.emit)
        self._earlier = Words(EARLIER, self)
        self._secret = QLineEdit(self)
        self._second = self.form((SECOND,), self._save_second)
        self._where = Words("", self, tone="muted")
        self._arrange()
        self._table.activated_id.connect(lambda _: self._restore.setFocus())
        self._table.chosen.connect(lambda _: self._hide_secret())
        self._secret.returnPressed.connect(self._ask)
        self.refresh()

    def refresh(self) -> None:
        self._backups = {backup.id: backup for backup in self.desk.backups.all()}
        self._table.replace(list(self._backups.values()))
        if not self._table.current_id() and self._backups:
            self._table.choose(next(iter(self._backups)))
        for part in (self._table, self._restore):
            part.setVisible(bool(self._backups))
        self._empty.setVisible(not self._backups)
        place = self.desk.settings.second_place
        self._second.load({"second_place": str(place) if place else ""})
        self._where.setText(_second_words(place, self.desk.backups))
        self._where.setVisible(place is not None)

    def _make_table(self) -> RecordTable:
        columns = (
            Column("when", "When", lambda b: b.time_words(self.desk.clock.now())),
            Column("why", "Why", lambda b: first_up(b.reason.words), width_share=2),
            Column("size", "Size", lambda b: size(b.size), align_right=True),
        )
        return RecordTable(columns, "Backups", self)

    def _arrange(self) -> None:
        self._secret.setEchoMode(QLineEdit.EchoMode.Password)
        self._secret.setAccessibleName("The passphrase of that time")
        self._secret.setMaximumWidth(theme.px(420))
        self._hide_secret()
        row = QHBoxLayout()
        row.setSpacing(theme.px(GRID))
        row.addWidget(self._restore)
        row.addWidget(self._now)
        row.addStretch(1)
        card = Card("", self)
        for part in (Words(ABOUT, self), self._empty, self._table, self._earlier, self._secret):
            card.add(part)
        card.add(row)
        second = Card("", self)
        second.add(self._second)
        second.add(self._where)
        self.lay_out(card, second)

    def _ask(self) -> None:
        backup = self._backups.get(self._table.current_id())
        if backup is None:
            return
        secret = self._secret.text()
        if secret or self.desk.backups.opens(backup.path):
            self._secret.clear()
            self.restoreRequest.emit(backup, secret)
        else:
            self._earlier.show()
            self._secret.show()
            self._secret.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_secret(self) -> None:
        self._secret.clear()
        self._secret.hide()
        self._earlier.hide()

    def _save_second(self, changes: dict[str, Any]) -> None:
        named = str(changes["second_place"]).strip()
        self.desk.settings.second_place = Path(named).expanduser() if named else None


def _second_words(place: Path | None, backups: Backups) -> str:
    if place is None:
        return ""
    if backups.second_is_there() and backups.second_refused:
        return (
            f"▲ {place} is there but did not take the last backup. Look whether it is full or "
            "write-protected; the backups here are whole, and it is tried again with the next."
        )
    if backups.second_is_there():
        return f"{place} is there: the next backup goes there as well."
    return f"{place} is not there now. Backups are kept here, and go there once it is back."
