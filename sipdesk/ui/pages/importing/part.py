"""What the previews of all kinds of file have in common: take it in, or leave it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from sipdesk.models.errors import UserError, for_a_person
from sipdesk.ui.latest import Latest
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.base import Page
from sipdesk.ui.pages.importing.figures import Figures
from sipdesk.ui.pages.importing.hiding import Hiding
from sipdesk.ui.tasks import Progress
from sipdesk.ui.view import View
from sipdesk.ui.widgets.announce import announce
from sipdesk.ui.widgets.busy import Busy
from sipdesk.ui.widgets.buttons import button, primary
from sipdesk.ui.widgets.cards import Card
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

_MOST_LINES = 12  # warnings that are said one by one
_BACKUP = "A backup is made first. One undo takes all of it back."
LOOKING = "Looking at what the desk has already"
_TAKING = "Taking it in. A backup is made first …"
_FAULT = UserError(
    "The file could not be looked at; this is a fault in SIP Desk.",
    "Your records are as they were.",
    "Leave the file, and tell us which kind it was.",
)
_NOT_TAKEN = UserError(
    "The file could not be taken in; this is a fault in SIP Desk.",
    "Your records are as they were.",
    "Leave the file, and tell us which kind it was.",
)


class Part(Page):
    """A preview on its page. `accepted` carries the records of what was taken in."""

    accepted = Signal(object)  # tuple[Import, ...]
    left = Signal()

    def __init__(self, view: View, school_id: str, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self.hide()
        self.school_id = school_id
        self.hiding = Hiding(view, school_id)
        self.working = Latest(self)
        self.head = Card("What taking it in would do", self)
        self.figures = Figures(self)
        self._stops, self._warnings = Words("", self, tone="red"), Words("", self)
        self._backup = Words(_BACKUP, self, tone="muted")
        self._busy = Busy(self)
        self._take, self._leave = primary("Take it in", self), button("Leave it", self)
        self._taking = False
        self._buttons = FlowRow(self)
        self._begin()

    def reading(self, path: Path) -> Callable[[Progress], Any]:
        """The work that reads the file and makes the first preview; plain data for any thread."""
        raise NotImplementedError

    def show_found(self, found: Any) -> None:
        """Show what `reading` found."""
        raise NotImplementedError

    def heading(self, name: str) -> str:
        """What was read, in a line."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the keyboard where one begins to look."""

    def preview(self) -> Any:
        """What is to be taken in now."""
        raise NotImplementedError

    def to_settle(self) -> None:
        """Put the keyboard on what has to be settled first."""

    def names_turned(self) -> None:
        """Names are hidden, or seen again."""
        self.refresh()

    def close_down(self) -> None:
        """Nobody looks any more."""
        self.working.drop()

    @property
    def is_taking(self) -> bool:
        """Whether it is being taken in just now, so that the desk changes by it."""
        return self._taking

    def say(self, stops: Sequence[str], warnings: Sequence[str]) -> None:
        """What has to be settled, and what should be known."""
        for words, lines, shape in ((self._stops, stops, "■"), (self._warnings, warnings, "▲")):
            told = [f"{shape} {line}" for line in lines[:_MOST_LINES]]
            if len(lines) > _MOST_LINES:
                told.append(f"{shape} … and {len(lines) - _MOST_LINES} more of this kind.")
            words.setText("\n".join(told))
            words.setVisible(bool(told))
        self._take.setAccessibleDescription(" ".join(stops) or _BACKUP)

    def offer(self, something: bool) -> None:
        """Taking it in is offered only where there is something to take."""
        self._take.setVisible(something)
        self._backup.setVisible(something)

    def add_settling(self, part: QWidget) -> None:
        """What settles things, between the words and the buttons."""
        self.head.body.insertWidget(self.head.body.indexOf(self._buttons), part)

    def take_in(self) -> None:
        """Take in what is shown. What is not settled is put in front instead."""
        preview = self.preview()
        if preview is None or self.working.is_busy:
            self.tellRequest.emit("One moment: the file is still being looked at.")
            return
        if preview.stops:
            stop = self.hiding.words(preview.stops[0])
            announce(self._stops, stop, urgent=True)
            self.tellRequest.emit(stop)
            self.to_settle()
            return
        if not self._taking:
            self._taking = True
            Lending.of(self.view).lend(
                _TAKING, lambda _: self._accept(preview), self.accepted.emit, self._refused, self
            )

    def _accept(self, preview: Any) -> Any:
        """On another thread, with the groups that will be asked for beside so many results."""
        done = self.desk.intake.accept(preview)
        self.desk.assessments.freshen(self.school_id)
        return done

    def _refused(self, error: Exception) -> None:
        self._taking = False
        self.failed.emit(for_a_person(error, _NOT_TAKEN))
        self.refresh()

    def _begin(self) -> None:
        for one in (self._take, self._leave):
            self._buttons.add(one)
        for part in (self.figures, self._stops, self._warnings, self._buttons, self._backup):
            self.head.add(part)
        self.head.add(self._busy)
        self._leave.setAccessibleDescription("Nothing is changed")
        self._take.clicked.connect(self.take_in)
        self._leave.clicked.connect(self._leave_it)
        self.working.begun.connect(lambda job: self._busy.watch(job, "Looking at the file again"))
        self.working.failed.connect(self._not_looked)
        # a method, not a lambda: Qt lets go of it together with this part
        self.view.namesChanged.connect(self._turned)

    def _turned(self, _: bool) -> None:
        self.names_turned()

    def _leave_it(self) -> None:
        self.tellRequest.emit("Left alone. Nothing has been changed.")
        self.left.emit()

    def _not_looked(self, error: Exception) -> None:
        self.failed.emit(for_a_person(error, _FAULT))
