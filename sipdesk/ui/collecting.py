"""Python's collector of reference cycles, run only where it is safe to take Qt's objects down.

Left to itself it runs wherever an object happens to be made: in the middle of painting the very
window it takes down, or on the thread that writes a document. Both end the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000  # ms between looks at young objects
WHOLE = 60  # looks until old ones are looked at too


class Collector(QObject):
    """Collects between events of the window's thread, and nowhere else."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = 0
        gc.disable()
        gc.freeze()  # what is there at the start stays: it need not be looked at again
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(EVERY)

    def _look(self) -> None:
        self._looks += 1
        gc.collect(1 if self._looks % WHOLE else 2)
