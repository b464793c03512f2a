"""Work on another thread, held at its gate while a test looks at the window."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, get_ident
from typing import Any

from PySide6.QtCore import QTimer

from tests.ui.windows import Shown

LONG = 20  # s after which a gate that nobody opens lets go, so that a test fails and does not hang


class Gate:
    """Stands before a function: whoever comes waits until `open`.

    Whoever comes on the window's own thread does not wait: then there would be nobody to open.
    """

    def __init__(self, do: Callable[..., Any]) -> None:
        self._do = do
        self._opened = Event()
        self._home = get_ident()
        self.come: list[int] = []  # the threads on which it was called
        self.ended = 0

    def __call__(self, *args: Any, **more: Any) -> Any:
        self.come.append(get_ident())
        if get_ident() != self._home:
            assert self._opened.wait(LONG), "nobody opened the gate"
        try:
            return self._do(*args, **more)
        finally:
            self.ended += 1

    @property
    def is_waited_at(self) -> bool:
        """Whether somebody stands before it."""
        return len(self.come) > self.ended

    @property
    def was_left_alone_here(self) -> bool:
        """Whether it was called, and never on the window's own thread."""
        return bool(self.come) and self._home not in self.come

    def open(self) -> None:
        """Let everybody through from now on."""
        self._opened.set()


class Beats:
    """Counts how often the window's thread comes round."""

    def __init__(self) -> None:
        self.count = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self._timer.start(1)

    def _beat(self) -> None:
        self.count += 1

    def stop(self) -> None:
        self._timer.stop()


def stays_alive(shown: Shown, rounds: int = 5) -> None:
    """The window's thread comes round while the work is under way."""
    beats = Beats()
    shown.keys.wait_for(lambda: beats.count >= rounds)
    beats.stop()


def touched_on(shown: Shown) -> list[int]:
    """The threads that speak to the store from now on, one after the other."""
    seen: list[int] = []
    shown.desk.store._db._tracer = lambda *_: seen.append(get_ident())
    return seen
