"""The reference: a bare window of the same Qt, from nothing to its first paint."""

from __future__ import annotations

import os

from PySide6.QtWidgets import QApplication, QMainWindow
from told import tell


class Window(QMainWindow):
    """Says so when it is painted, and ends."""

    def paintEvent(self, event: object) -> None:
        super().paintEvent(event)  # type: ignore[arg-type]
        print(tell(), flush=True)
        os._exit(0)


app = QApplication(["bare"])
window = Window()
window.resize(1366, 768)
window.show()
app.exec()
