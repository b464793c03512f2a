"""Work of which only the latest counts: what has been overtaken is told to nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from sipdesk.ui import tasks

Work = Callable[[tasks.Progress], Any]
Done = Callable[[Any], object]


class Latest(QObject):
    """One piece of work at a time; while it runs, only the newest request waits."""

    begun = Signal(object)  # Job
    slow = Signal()  # it takes so long that something should be said
    failed = Signal(object)  # Exception
    stopped = Signal()

    def __init__(self, parent: QObject | None = None, name: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._number = 0
        self._job: tasks.Job[Any] | None = None
        self._waiting: tuple[Work, Done] | None = None
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._no_longer_quick)
        self._is_slow = False

    @property
    def is_slow(self) -> bool:
        """Whether `slow` was said, up to and with the answer itself."""
        return self._is_slow

    @property
    def is_busy(self) -> bool:
        """Whether something is under way that still counts."""
        return self._job is not None

    def ask(self, work: Work, done: Done) -> None:
        """Do this once what runs now has ended."""
        if self._job is None:
            self._begin(work, done)
        else:
            self._waiting = (work, done)

    def instead(self, work: Work, done: Done) -> None:
        """Do this at once; what runs now is not waited for and tells nothing any more."""
        self.drop()
        self._begin(work, done)

    def drop(self) -> None:
        """Forget what runs and what waits."""
        self._number += 1
        self._waiting = None
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._rest()

    def _begin(self, work: Work, done: Done) -> None:
        self._rest()
        self._patience.start(tasks.PATIENCE)
        self._start(work, done)

    def _start(self, work: Work, done: Done) -> None:
        self._number += 1
        number = self._number

        def counts() -> bool:
            if number != self._number:
                return False
            self._job = None
            return True

        def came(result: Any) -> None:
            if counts():
                if self._waiting is None:  # else a newer answer is on its way
                    done(result)
                self._next()

        def failed(error: Exception) -> None:
            if counts():
                self.failed.emit(error)
                self._next()

        def stopped() -> None:
            if counts():
                self._waiting = None
                self._rest()
                self.stopped.emit()

        self._job = tasks.run(work, done=came, failed=failed, cancelled=stopped, owner=self)
        self.begun.emit(self._job)

    def _next(self) -> None:
        if self._waiting is not None and self._job is None:
            waiting, self._waiting = self._waiting, None
            self._start(*waiting)
        elif self._job is None:
            self._rest()

    def _no_longer_quick(self) -> None:
        self._is_slow = True
        self.slow.emit()

    def _rest(self) -> None:
        self._patience.stop()
        self._is_slow = False
