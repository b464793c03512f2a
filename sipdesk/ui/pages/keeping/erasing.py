"""An erasure under way in an open desk. It goes on, and says how it went, without its page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sipdesk.models.errors import UserError, for_a_person
from sipdesk.models.keeping import Erasure, Outlook
from sipdesk.models.keeping.erasing.work import Work
from sipdesk.ui import tasks
from sipdesk.ui.lending import Lending
from sipdesk.ui.pages.keeping import words
from sipdesk.ui.view import View

_BEGUN = "Erasing. The copies of the desk are written anew, one by one …"
_FAULT = UserError(
    "The erasure could not be finished; this is a fault in SIP Desk.",
    "The desk itself still holds everything.",
    "It is tried again when the desk opens next.",
)
ONE_AT_A_TIME = "An erasure is under way. Ask for the next when it is done; it says so."


class Erasing(QObject):
    """Of one open desk: the copies beside the window, then the desk itself. One at a time."""

    moved = Signal(str)  # how far it is; "" when none is under way
    ending = Signal()  # now the desk itself: whoever is shown will be gone
    told = Signal(str)
    failed = Signal(object)  # UserError

    def __init__(self, view: View) -> None:
        super().__init__(view)
        self._view = view
        self.stands = ""

    @staticmethod
    def of(view: View) -> Erasing:
        """That of the open desk."""
        found = view.findChild(Erasing)
        return found if isinstance(found, Erasing) else Erasing(view)

    def may_begin(self) -> bool:
        """Whether none is under way; says so if there is one."""
        if self.stands:
            self.told.emit(ONE_AT_A_TIME)
        return not self.stands

    def begin(self, ahead: Outlook, why: str) -> None:
        """Erase whom one looked ahead to, unless another is under way."""
        if not self.may_begin():
            return
        eraser = self._view.desk.keeping.eraser
        try:
            work = eraser.begin(ahead.people, why)
        except UserError as error:
            self.failed.emit(error)
            return
        self._stand(_BEGUN)
        tasks.run(
            lambda progress: eraser.copies(work, progress),
            done=lambda _: self._end(work, ahead),
            failed=self._not_erased,
            cancelled=lambda: self._stand(""),
            owner=self,
        ).progressed.connect(self._count)

    def _end(self, work: Work, ahead: Outlook) -> None:
        """The desk itself, all at once, while nothing else is done in it."""
        self.ending.emit()
        Lending.of(self._view).lend(
            "Erasing for good",
            lambda _: self._view.desk.keeping.eraser.end(work),
            lambda erasure: self._erased(erasure, ahead),
            self._not_erased,
            self,
        )

    def _erased(self, erasure: Erasure, ahead: Outlook) -> None:
        self._stand("")
        self.told.emit(words.erased(erasure, ahead))

    def _not_erased(self, error: Exception) -> None:
        self._stand("")
        self.failed.emit(for_a_person(error, _FAULT))

    def _count(self, at: int, total: int, _: str) -> None:
        self._stand(f"Erasing: copy {at} of {total} …")

    def _stand(self, how_far: str) -> None:
        self.stands = how_far
        self.moved.emit(how_far)
