"""A picture of every page, for the guide, for the headless day, and for people who look closely."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from sipdesk.models.desk import Desk
from sipdesk.models.visits import SessionKind, Visit
from sipdesk.ui import place
from sipdesk.ui.main_window import MainWindow
from sipdesk.ui.place import Kind, Place, Section, Stage
from sipdesk.ui.preferences import Mode, Preferences
from sipdesk.ui.style import theme

SIZE = QSize(1366, 768)


def take(
    desk: Desk, folder: Path, mode: Mode = "light", scale: float = 1.0, only: str = ""
) -> list[Path]:
    """Write a PNG of every page of the desk's first school into `folder`; gives their paths.

    With `only`, just the pictures whose name begins so.
    """
    app = QApplication.instance() or QApplication(["sipdesk"])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    theme.apply(app, mode, scale)
    window = MainWindow(Preferences(folder))
    window.resize(SIZE)
    window.show()
    window.open_desk(desk)
    taken = [
        _grab(app, window, there, folder / f"{name}.png")
        for name, there in places(desk)
        if name.startswith(only)
    ]
    window.close()
    window.deleteLater()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs that would do it
    (folder / "window.ini").unlink(missing_ok=True)
    return taken


def places(desk: Desk) -> Iterator[tuple[str, Place]]:
    """Every page by a name that says what it shows, in the order of a day."""
    yield "today", Place()
    for school in desk.schools.all()[:1]:
        for section in Section:
            yield f"school-{section}", place.school(school.id, section)
        for pupil in desk.pupils.of_school(school.id, tracked=True)[-1:]:
            yield "pupil", place.pupil(school.id, pupil.id)
        yield "import", place.importing(school.id, "pupils")
    visit = _visit(desk)
    if visit is not None:
        yield "visit-before", place.visit(visit.id, Stage.BEFORE)
        for session in desk.visits.running(visit.id):
            name = "arrive" if session.kind is SessionKind.PLAIN else session.kind.value
            yield f"visit-day-{name}", place.visit(visit.id, Stage.DAY, session.id)
        for stage in (Stage.SYNTHESIS, Stage.LEAVING, Stage.NOTE):
            yield f"visit-{stage}", place.visit(visit.id, stage)
    kinds = (Kind.BIN, Kind.BACKUPS, Kind.KEEPING, Kind.HISTORY, Kind.SETTINGS, Kind.HELP)
    for kind in kinds:
        yield str(kind), Place(kind)


def _visit(desk: Desk) -> Visit | None:
    """Today's visit, or the last."""
    today = desk.capture.todays(desk.clock.now().date())
    return today or next(iter(reversed(desk.visits.all())), None)


def _grab(app: QApplication, window: MainWindow, there: Place, dest: Path) -> Path:
    work = window.workspace
    assert work is not None
    work.go(there)
    _settle(app)
    while work.is_at_work:
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        _settle(app)
    window.grab().save(str(dest))
    return dest


def _settle(app: QApplication) -> None:
    """Let everything happen that follows from what was asked for."""
    for _ in range(8):
        app.processEvents()
