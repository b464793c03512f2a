"""Long work off the window's thread: plain data in, plain data out, progress, and a way to stop.

The work gets a Progress; everything the caller is told arrives on the window's thread. Work that
must have the store to itself runs `alone`: it waits for what is under way, and what comes later
waits for it.
"""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable
from threading import Event
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, QThreadPool, QTimer, Signal
from shiboken6 import isValid

from sipdesk.models.errors import Cancelled, UserError

T = TypeVar("T")
_log = logging.getLogger(__name__)
_running: set[Job[Any]] = set()
_waiting: deque[Job[Any]] = deque()
_over: list[Job[Any]] = []  # with what came of them, until no thread is at them any more
PATIENCE = 150  # ms: of what is over by then nothing is said
_REST = 200  # ms in which a thread has let go of what it has done
_TURNS = 0.001  # s after which the window may go on while Python works elsewhere


class Progress:
    """What the work holds: it says how far it is, and learns here that it should stop."""

    def __init__(self, tell: Callable[[int, int, str], None]) -> None:
        self._tell = tell
        self._stop = Event()

    def __call__(self, done: int, total: int, doing: str = "") -> None:
        """So many of so many are done; raises Cancelled once a person has stopped the work."""
        self.check()
        self._tell(done, total, doing)

    def check(self) -> None:
        """Raise Cancelled if the work should stop."""
        if self._stop.is_set():
            raise Cancelled("Stopped.", safe="Nothing was written.")

    def stop(self) -> None:
        """Ask the work to stop, from any thread."""
        self._stop.set()


class Job(QObject, Generic[T]):
    """A piece of work under way. `owner` gone means nobody is told, but the work goes on."""

    progressed = Signal(int, int, str)
    ended = Signal()
    _came = Signal(object, object)  # result, error

    def __init__(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        cancelled: Callable[[], object],
        owner: QObject | None,
        alone: bool,
    ) -> None:
        super().__init__()
        self.alone = alone
        self._work, self._done, self._failed, self._cancelled = work, done, failed, cancelled
        self._owner = owner
        self._progress = Progress(self.progressed.emit)
        self._what_came: tuple[T, Exception | None] | None = None
        self._came.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop; `cancelled` is called when it has."""
        self._progress.stop()

    def _run(self) -> None:
        """On a thread of the pool."""
        try:
            self._progress.check()
            result = self._work(self._progress)
        except Exception as error:
            self._came.emit(None, error)
        else:
            self._came.emit(result, None)

    def _end(self, result: T, error: Exception | None) -> None:
        """Back on the window's thread."""
        _running.discard(self)
        self._what_came = (result, error)
        _over.append(self)
        QTimer.singleShot(_REST, _forget_what_is_over)
        try:
            self.ended.emit()
            self._say(result, error)
        finally:  # what waits comes once all that follows from this one is done
            _start_what_may()

    def _say(self, result: T, error: Exception | None) -> None:
        if self._owner is not None and not isValid(self._owner):
            return
        if error is None:
            self._done(result)
        elif isinstance(error, Cancelled):
            self._cancelled()
        else:
            if not isinstance(error, UserError):
                _log.error("A long piece of work failed: %s", type(error).__name__)
            self._failed(error)


def run(
    work: Callable[[Progress], T],
    done: Callable[[T], object],
    failed: Callable[[Exception], object],
    cancelled: Callable[[], object] = lambda: None,
    *,
    owner: QObject | None = None,
    alone: bool = False,
) -> Job[T]:
    """Do `work` on another thread. `failed` gets a UserError to show, or else a bug.

    With an `owner`, nothing is called any more once that window or page is gone. With `alone`,
    no other work runs meanwhile.
    """
    job = Job(work, done, failed, cancelled, owner, alone)
    _waiting.append(job)
    _start_what_may()
    return job


def _start_what_may() -> None:
    """In the order they came: beside each other, but for those that run alone."""
    _forget_what_is_over()
    while _waiting:
        if any(job.alone for job in _running) or (_waiting[0].alone and _running):
            return
        job = _waiting.popleft()
        _running.add(job)
        sys.setswitchinterval(_TURNS)
        QThreadPool.globalInstance().start(job._run, QThread.Priority.LowPriority.value)


def _forget_what_is_over() -> None:
    """Let go of jobs on the window's thread: with them go widgets that only they still knew of."""
    if not QThreadPool.globalInstance().activeThreadCount():
        for job in _over:
            job._what_came = None  # an error knows of the job by its traceback
        _over.clear()


def under_way() -> bool:
    """Whether any work is, or waits to be."""
    return bool(_running or _waiting)


def finish(milliseconds: int) -> bool:
    """Wait for what is under way. True when all of it has ended by itself."""
    return QThreadPool.globalInstance().waitForDone(milliseconds) and not _waiting


def stop_all(milliseconds: int = 5000) -> bool:
    """Before the program ends: stop what is under way. True when all of it has ended."""
    for job in (*_running, *_waiting):
        job.cancel()
    return QThreadPool.globalInstance().waitForDone(milliseconds)
