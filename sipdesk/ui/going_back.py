"""Going back to a backup: prepared beside the window, then put in place in one move."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from sipdesk.models.desk import Backup, Desk, Reason, Restored
from sipdesk.models.errors import UserError, for_a_person
from sipdesk.models.keeping.words import again_in_words
from sipdesk.ui import tasks
from sipdesk.ui.words import first_down
from sipdesk.ui.workspace import Workspace

_FAULT = UserError(
    "The backup could not be restored; this is a fault in SIP Desk.",
    "The desk and all its backups are as they were.",
    "Take another backup from the list.",
)


class GoingBack(QObject):
    """What is here is backed up, the chosen backup copied and checked; `ready` gets the copy."""

    def __init__(self, desk: Desk, work: Workspace, ready: Callable[[Path], object]) -> None:
        super().__init__(work)
        self._desk, self._work, self._ready = desk, work, ready
        self._under_way = False

    def begin(self, backup: Backup, secret: str) -> None:
        """Show that it is under way, and do it on another thread; one at a time."""
        if any(other._under_way for other in self._work.findChildren(GoingBack)):
            self._work.tell("A backup is being restored already.")
            return
        if not self._work.flush():
            return
        desk = self._desk
        try:
            order = desk.backups.begin(Reason.RESTORE)
        except UserError as error:
            self._work.messages.error(error)
            return

        def work(progress: tasks.Progress) -> Path:
            desk.backups.make(order, progress.check)
            return desk.store.prepare_restore(backup.path, secret, progress.check)

        self._under_way = True
        job = tasks.run(
            work, done=self._done, failed=self._failed, cancelled=self._stopped, owner=self
        )
        self._work.watch(job, "Going back to the backup")

    def _done(self, made: Path) -> None:
        try:
            self._ready(made)
        finally:
            self._under_way = False

    def _stopped(self) -> None:
        self._under_way = False
        self._work.tell("Stopped. The desk is as it was.")

    def _failed(self, error: Exception) -> None:
        self._under_way = False
        self._work.messages.error(for_a_person(error, _FAULT))


def said(backup: Backup, back: Restored) -> str:
    """What has happened, what is safe, and the way back from it."""
    gone = again_in_words(back.desk.erased_again)
    if back.trouble is not None or back.kept is None:
        return f"{back.trouble or ''} {gone}".strip()
    when = first_down(backup.time_words(back.desk.clock.now()))
    return (
        f"The desk is as it was {when}. How it was until now is the newest backup here, and the "
        f"file itself is kept as “{back.kept.name}” in the folder “kept”. {gone}"
    ).rstrip()
