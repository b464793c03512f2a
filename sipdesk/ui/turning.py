"""Undo and redo, in words. A step of many records is turned while the window waits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from sipdesk.models.desk import Desk
from sipdesk.models.errors import UserError, for_a_person
from sipdesk.ui.lending import Lending
from sipdesk.ui.view import View

_FAULT = UserError(
    "That could not be taken back or done again; this is a fault in SIP Desk.",
    "Your records are as they were.",
)


class Turning(QObject):
    """Back and forth over one open desk."""

    told = Signal(str)
    failed = Signal(object)  # UserError

    def __init__(self, view: View, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk: Desk = view.desk
        self._lending = Lending.of(view)

    def undo(self, then: Callable[[], object] = lambda: None) -> None:
        """Take the last step back."""

        def done(label: str | None) -> None:
            self._say(label, "Taken back: {}.", "There is nothing to take back.")
            then()

        self._turn(self._desk.undo, done, "Taking it back", long=self._desk.journal.turns_many())

    def redo(self) -> None:
        """Do the step that was taken back again."""

        def done(label: str | None) -> None:
            self._say(label, "Done again: {}.", "There is nothing to do again.")

        self._turn(
            self._desk.redo, done, "Doing it again", long=self._desk.journal.turns_many(again=True)
        )

    def _turn(
        self,
        way: Callable[[], str | None],
        done: Callable[[str | None], object],
        doing: str,
        *,
        long: bool,
    ) -> None:
        if long:
            self._lending.lend(doing, lambda _: self._at_once(way), done, self._not_turned, self)
            return
        try:
            label = way()
        except UserError as error:
            self.failed.emit(error)
        else:
            done(label)

    def _at_once(self, way: Callable[[], str | None]) -> str | None:
        """On another thread, with what is kept beside so many records."""
        label = way()
        self._desk.assessments.freshen()
        return label

    def _say(self, label: str | None, told: str, nothing: str) -> None:
        self.told.emit(told.format(label) if label else nothing)

    def _not_turned(self, error: Exception) -> None:
        self.failed.emit(for_a_person(error, _FAULT))
