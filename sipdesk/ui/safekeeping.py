"""Backups while the window is open: after opening, every ten minutes of work, and at closing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from shiboken6 import isValid

from sipdesk.models.desk import Backup, Desk, Reason
from sipdesk.models.errors import StoreBusy, UserError, for_a_person
from sipdesk.ui import tasks
from sipdesk.ui.place import Kind
from sipdesk.ui.tasks import Job
from sipdesk.ui.workspace import Workspace

AFTER_OPENING = 2_000  # ms: one looks round first
EVERY = 10 * 60 * 1000  # ms
QUIET = 1.5  # s without a key or the mouse: a backup reads so much that typing would falter
LATEST = 60  # looks for such a moment, QUIET apart, before it is made all the same
AGAIN = 30_000  # ms until a backup is tried again that found no quiet moment

_FAULT = UserError(
    "No backup could be made; this is a fault in SIP Desk.",
    "What you write is saved all the same, and the earlier backups are as they were.",
    "It is tried again in ten minutes.",
)


class Safekeeping(QObject):
    """Makes the backups of one open desk, beside whoever is typing; it ends with the workspace."""

    def __init__(
        self, desk: Desk, work: Workspace, rested_for: Callable[[], float] = lambda: QUIET
    ) -> None:
        super().__init__(work)
        self._desk, self._work, self._rested_for = desk, work, rested_for
        self._looked = 0  # in vain, for a moment in which nobody types
        self._job: Job[Backup] | None = None
        self._told = False  # of a trouble that has not passed
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: self.look_soon(Reason.WORKING))
        self._timer.start(EVERY)
        QTimer.singleShot(AFTER_OPENING, self, lambda: self.look_soon(Reason.OPENING))

    def look(self, reason: Reason) -> None:
        """A backup if something has changed since the last."""
        try:
            if self._desk.backups.needed():
                self.begin(reason)
        except UserError as error:
            self._failed(error, reason)

    def look_soon(self, reason: Reason) -> None:
        """The same as soon as hands rest."""
        if self._rested_for() < QUIET and self._looked < LATEST:
            self._looked += 1
            QTimer.singleShot(round(1000 * QUIET), self, lambda: self.look_soon(reason))
        else:
            self._looked = 0
            self.look(reason)

    def begin(
        self, reason: Reason, then: Callable[[Backup], object] = lambda _: None
    ) -> Job[Backup] | None:
        """A backup now, unless one is under way. Raises a StoreError when none can be begun."""
        if self._job is not None:
            return None
        backups = self._desk.backups
        order = backups.begin(reason)

        def done(backup: Backup) -> None:
            backups.end(order)
            self._told = False
            if self._work.router.here.kind is Kind.BACKUPS:
                self._work.router.refresh()
            then(backup)

        self._job = job = tasks.run(
            lambda progress: backups.make(order, progress.check),
            done=done,
            failed=lambda error: self._failed(error, reason),
            owner=self,
        )
        job.ended.connect(self._ended)
        return job

    def last(self) -> bool:
        """Before the window goes: what has changed is backed up. False to keep it open.

        A trouble is said once; whoever closes again leaves without a backup.
        """
        self._timer.stop()
        if self._job is not None:
            self._wait(self._job)
        was_told = self._told
        try:
            if self._desk.backups.needed():
                job = self.begin(Reason.CLOSING)
                if job is not None:
                    self._work.watch(job, "Making a backup before closing")
                    self._wait(job)
        except UserError as error:
            self._failed(error, Reason.CLOSING)
        leaves = was_told or not self._told
        if not leaves and isValid(self):
            self._timer.start(EVERY)
        return leaves

    def _wait(self, job: Job[Backup]) -> None:
        """Stay here until it has ended; the window is painted meanwhile, but takes no keys."""
        loop = QEventLoop()
        job.ended.connect(loop.quit, type=Qt.ConnectionType.QueuedConnection)
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _ended(self) -> None:
        self._job = None

    def _failed(self, error: Exception, reason: Reason) -> None:
        if isinstance(error, StoreBusy) and reason is not Reason.ASKED:
            QTimer.singleShot(AGAIN, self, lambda: self.look(reason))
            return
        if not self._told or reason in (Reason.ASKED, Reason.CLOSING):
            self._work.messages.error(for_a_person(error, _FAULT))
        self._told = True


def back_up_now(keeping: Safekeeping, work: Workspace) -> None:
    """Because a person asked; says how it went."""
    if not work.flush():
        return
    try:
        job = keeping.begin(Reason.ASKED, lambda _: work.tell("Backed up, and checked."))
    except UserError as error:
        work.messages.error(error)
        return
    if job is None:
        work.tell("A backup is being made at this moment. Ask again when it is done.")
    else:
        work.watch(job, "Making a backup")
