"""When typing is saved, and what happens when it cannot be. Knows fields by name, not by widget."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from sipdesk.models.errors import BadValue, StoreError, UserError

AFTER = 400  # ms from the first key since the last save
RETRY = 3000  # ms until the store is tried again

Read = Callable[[str], object]
Save = Callable[[dict[str, object]], None]


class Autosave(QObject):
    """Collects changed fields and hands them to `save`, a moment after the first change.

    The moment is not put off by more typing, so whoever never pauses is saved as well.
    """

    saved = Signal()
    unchanged = Signal()  # what was typed came to nothing, so nothing had to be saved
    failed = Signal(object)  # UserError
    held = Signal()  # something stays unsaved until a person puts it right
    problem = Signal(str, str)  # a field and what is wrong with it, "" when nothing is

    def __init__(self, read: Read, save: Save, parent: QObject) -> None:
        super().__init__(parent)
        self._read, self._save = read, save
        self._stored: dict[str, object] = {}
        self._waiting: dict[str, None] = {}  # in the order they were touched
        self._saving = False
        self._soon = _timer(self, AFTER, self._commit)
        self._again = _timer(self, RETRY, self._commit)

    def touch(self, name: str) -> None:
        """A person changed a field."""
        self._waiting.pop(name, None)
        self._waiting[name] = None
        if not self._soon.isActive():
            self._soon.start()

    def stored(self, name: str, value: object) -> None:
        """What the record holds in a field now."""
        self._stored[name] = value

    def is_waiting(self, name: str) -> bool:
        """Whether a field holds something that is not saved."""
        return name in self._waiting

    def forget(self) -> None:
        """What waits is wanted no more."""
        self._waiting.clear()
        self._soon.stop()
        self._again.stop()

    def flush(self) -> bool:
        """Save now, saying at each field what cannot be read. True when nothing is left."""
        self._commit(unreadable=self.problem.emit)
        if self._waiting and not self._again.isActive():
            self.held.emit()
        return not self._waiting

    def _commit(self, unreadable: Callable[[str, str], None] = lambda name, words: None) -> None:
        if self._saving or not self._waiting:
            return
        self._soon.stop()
        self._saving = True
        try:
            changes = self._changes(unreadable)
            sent = bool(changes)
            self._send(changes)
        finally:
            self._saving = False
        if not self._waiting and not sent:
            self.unchanged.emit()

    def _changes(self, unreadable: Callable[[str, str], None]) -> dict[str, object]:
        changes: dict[str, object] = {}
        for name in tuple(self._waiting):
            try:
                value = self._read(name)
            except BadValue as error:
                unreadable(name, str(error))
                continue
            if name in self._stored and value == self._stored[name]:
                self._settle(name, value)
            else:
                changes[name] = value
        return changes

    def _send(self, changes: dict[str, object]) -> None:
        """Save what can be saved; a field that is refused does not hold back the others."""
        while changes:
            try:
                self._save(dict(changes))
            except UserError as error:
                refused = self._refused(error, changes)
                self.problem.emit(refused, str(error))
                self.failed.emit(error)
                if not isinstance(error, BadValue) or error.field != refused:
                    return
                del changes[refused]
            else:
                self._again.stop()
                for name, value in changes.items():
                    self._settle(name, value)
                self.saved.emit()
                return

    def _refused(self, error: UserError, changes: dict[str, object]) -> str:
        if isinstance(error, StoreError):
            self._again.start()
        field = error.field if isinstance(error, BadValue) else ""
        return field if field in changes else list(changes)[-1]

    def _settle(self, name: str, value: object) -> None:
        """A field is saved, unless it was changed again meanwhile."""
        self._stored[name] = value
        self.problem.emit(name, "")
        try:
            unchanged = self._read(name) == value
        except BadValue:
            unchanged = False
        if unchanged:
            self._waiting.pop(name, None)


def _timer(parent: QObject, milliseconds: int, slot: Callable[[], None]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer
