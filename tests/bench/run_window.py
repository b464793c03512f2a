"""Ours, on an unlocked store: says when the window is painted, and again when Today is.

``run_window.py STORE PASSPHRASE [today]``
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from told import tell

from sipdesk.app import DeskApp, make_app

app = make_app()
desk_app = DeskApp(app, Path(sys.argv[1]), sys.argv[2], None)


def painted() -> None:
    print(tell(), flush=True)
    if "today" not in sys.argv:
        os._exit(0)
    from PySide6.QtCore import QEvent, QObject

    class Watch(QObject):
        """Waits for the first paint of the page that lists the days of the year."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and type(watched).__name__ == "TodayPage":
                print(tell(), flush=True)
                os._exit(0)
            return False

    desk_app.watch = Watch()  # type: ignore[attr-defined]
    app.installEventFilter(desk_app.watch)  # type: ignore[attr-defined]


desk_app.window.painted.connect(painted)
desk_app.show()
app.exec()
