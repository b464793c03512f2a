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
    """Listeners that are told of every committed change, in the order they came."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Tell `listener` from now on; returns the way to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, event: Changed) -> None:
        for listener in tuple(self._listeners):
            listener(event)
