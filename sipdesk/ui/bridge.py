"""What the models tell, as a Qt signal, on the thread of the window."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from sipdesk.models.events import Changed, Events


class Bridge(QObject):
    """Says `changed` for every step committed, undone or redone."""

    changed = Signal(object)  # models.events.Changed

    def __init__(self, events: Events, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = events.subscribe(self._tell)

    def close(self) -> None:
        """Listen no longer."""
        self._stop()
        self._stop = _nothing

    def _tell(self, event: Changed) -> None:
        self.changed.emit(event)


def _nothing() -> None:
    """What is left to stop once it has stopped."""
