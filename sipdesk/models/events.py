"""What the models tell the rest: plain callbacks, no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """A step has been committed, undone or redone."""

    label: str
    tables: frozenset[str]
    ids: frozenset[str]


Listener = Callable[[Changed], None]


class Events:
    """Listeners that are told of every committed change, in the order they came.

    They belong to one thread: while another one writes, what is to be told is kept back.
    """

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._kept: list[Changed] | None = None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` from now on; returns the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def keep_back(self) -> None:
        """Tell nobody anything until `let_out`."""
        self._kept = []

    def let_out(self) -> None:
        """Tell, on the listeners' own thread, what was kept back."""
        kept, self._kept = self._kept, None
        for event in kept or ():
            self.tell(event)

    def tell(self, event: Changed) -> None:
        if self._kept is not None:
            self._kept.append(event)
            return
        for listener in tuple(self._listeners):
            listener(event)
