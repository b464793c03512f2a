"""``python -m tests.ui.typing_program STORE HOW``: the program with words typed and not yet saved.

It says “typed”, and then waits to be told to go: by SIGTERM, or as at log-off.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import SIGNAL, QTimer

from sipdesk.app import DeskApp, make_app
from sipdesk.ui import place
from sipdesk.ui.forms import autosave
from sipdesk.ui.place import Stage
from tests.builders import PASSPHRASE, a_clock
from tests.journeys.keyboard import Keyboard
from tests.pictures.desks import MORNING

FOCUS = "Has writing moved"


def main(store: Path, end: str) -> int:
    """Type into the visit of the day and wait."""
    autosave.AFTER = 1_000_000  # only the end of the program can save it
    app = make_app()
    desk_app = DeskApp(app, store, PASSPHRASE, a_clock(MORNING))
    desk_app.show()
    keys = Keyboard(desk_app.window)
    keys.wait_for(lambda: desk_app.window.workspace is not None)
    work, desk = desk_app.window.workspace, desk_app.desk
    assert work is not None
    assert desk is not None
    desk_app.window.activateWindow()
    visit = desk.capture.todays(desk.clock.now().date())
    assert visit is not None
    work.go(place.visit(visit.id, Stage.BEFORE))
    keys.settle()
    keys.fill("Focus", FOCUS)
    assert desk.visits.get(visit.id).focus != FOCUS
    QTimer.singleShot(0, lambda: print("typed", flush=True))
    if end == "log-off":
        assert app.receivers(SIGNAL("commitDataRequest(QSessionManager&)")) == 1
        QTimer.singleShot(0, desk_app._save)  # what is called: a session cannot be made here
        QTimer.singleShot(200, app.quit)
    return app.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
