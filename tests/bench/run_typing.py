"""Someone types on the pages of the sample; says how long each key took to be on screen.

``run_typing.py STORE PASSPHRASE`` for ours, ``run_typing.py`` alone for a bare field, first
without and then with the least that saves it. Prints one JSON object.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, process_time, sleep

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QPlainTextEdit, QWidget

KEYS = 16  # on each page
SOONEST, LATEST = 0.03, 0.07  # s between two keys; 20 a second is as fast as anyone types
OFTEN = 9  # times, so that as much is saved as on our pages
LONGEST = 2.0  # s to wait for a paint or a save


@dataclass
class Told:
    """Times in seconds: each key to screen by page, first unsaved key to “Saved”, every stall."""

    keys: dict[str, list[float]] = field(default_factory=dict)
    saved: list[float] = field(default_factory=list)
    stalls: dict[str, float] = field(default_factory=dict)
    worked: dict[str, float] = field(default_factory=dict)  # the same, of the processor


class Painted(QObject):
    """Counts the paints of one widget."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


class Typist:
    """Keys come when they are due, whether the window is ready or not."""

    def __init__(self, app: QApplication, saving: Callable[[], bool], told: Told) -> None:
        self._app, self._saving, self._told = app, saving, told
        self._page, self._unsaved = "", 0.0
        self._dice = Random()  # so that keys fall before, into and after a save

    def type(self, page: str, widget: QWidget) -> None:
        """So many letters and spaces, then hands off until all is saved."""
        self._page = page
        if isinstance(widget, QPlainTextEdit):  # before it is focused: then the page follows
            widget.moveCursor(widget.textCursor().MoveOperation.End)
        widget.setFocus()
        self._turn()
        shown = widget.viewport() if isinstance(widget, QPlainTextEdit) else widget
        painted = Painted(shown)
        due = perf_counter() + LATEST
        times = self._told.keys.setdefault(page, [])
        for number in range(KEYS):
            while perf_counter() < due:
                self._turn()
                sleep(0.0005)
            before = painted.count
            self._work(lambda n=number: QTest.keyClick(widget, " " if n % 6 == 5 else "s"))
            self._note_saving(due)
            while painted.count == before and perf_counter() < due + LONGEST:
                self._turn()
            times.append(perf_counter() - due)
            due += self._dice.uniform(SOONEST, LATEST)
        while self._saving() and perf_counter() < due + LONGEST:
            self._turn()
            sleep(0.0005)

    def _turn(self) -> None:
        self._work(self._app.processEvents)
        self._note_saving(perf_counter())

    def _work(self, do: Callable[[], object]) -> None:
        begun, worked = perf_counter(), process_time()
        do()
        taken, work = perf_counter() - begun, process_time() - worked
        told, page = self._told, self._page
        told.stalls[page] = max(taken, told.stalls.get(page, 0.0))
        told.worked[page] = max(work, told.worked.get(page, 0.0))

    def _note_saving(self, at: float) -> None:
        if self._saving():
            self._unsaved = self._unsaved or at
        elif self._unsaved:
            self._told.saved.append(perf_counter() - self._unsaved)
            self._unsaved = 0.0


def ours(store: Path, passphrase: str) -> Told:
    """On the pages where most is written."""
    from sipdesk.app import make_app
    from sipdesk.ui.widgets.saved_mark import SavedMark
    from tests.bench.windows import opened

    desk_app = opened(store, passphrase)
    mark = desk_app.window.findChild(SavedMark)
    told = Told()
    typist = Typist(make_app(), lambda: mark.text().startswith("Saving"), told)
    for page, widget in _pages(desk_app):
        typist.type(page, widget)
    desk_app.window.close()
    return told


def _pages(desk_app: object) -> Iterator[tuple[str, QWidget]]:
    from sipdesk.ui import place

    window = desk_app.window  # type: ignore[attr-defined]
    work, desk = window.workspace, desk_app.desk  # type: ignore[attr-defined]
    visit = desk.capture.todays(desk.clock.now().date())
    school = visit.school_id
    for page, there, name in (
        ("Before", place.visit(visit.id, place.Stage.BEFORE), "Preparation"),
        ("Synthesis", place.visit(visit.id, place.Stage.SYNTHESIS), "Finding"),
        ("Leaving", place.visit(visit.id, place.Stage.LEAVING), ""),
        ("Note", place.visit(visit.id, place.Stage.NOTE), ""),
        ("Plan", place.school(school, place.Section.PLAN), ""),
        ("Pupils", place.school(school, place.Section.PUPILS), ""),
    ):
        work.go(there)
        QTest.qWait(100)
        yield page, _field(work.router.front_page(), name)
    for session in desk.visits.running(visit.id):
        if session.kind in ("lunch", "lessons"):
            work.go(place.visit(visit.id, place.Stage.DAY, session.id))
            QTest.qWait(100)
            yield f"Day, {session.kind}", _field(work.router.front_page(), "")
    work.capture()
    QTest.keyClick(QApplication.focusWidget(), "e")
    yield "Capture strip", _field(work.capturing.strip, "What was seen or said")


def _field(within: QWidget, name: str) -> QWidget:
    """The first field for text that can be seen, of that name if one is given."""
    fields = [*within.findChildren(QPlainTextEdit), *within.findChildren(QLineEdit)]
    seen = [f for f in fields if f.isVisible() and not f.isReadOnly() and f.isEnabled()]
    return next(f for f in seen if f.accessibleName().startswith(name))


def bare() -> Told:
    """A field and nothing else; then the same with a wait of 400 ms, a commit and a label."""
    from sqlcipher3 import dbapi2 as sqlcipher

    app = QApplication(["bare"])
    window, told, waits = QMainWindow(), Told(), [False]
    edit = QPlainTextEdit(window)
    window.setCentralWidget(edit)
    window.resize(1366, 768)
    window.show()
    QTest.qWait(300)
    typist = Typist(app, lambda: waits[0], told)
    typist.type("bare", edit)
    with TemporaryDirectory() as folder:
        db = sqlcipher.connect(str(Path(folder, "bare.db")), isolation_level=None)
        for pragma in ("journal_mode = TRUNCATE", "synchronous = EXTRA", "secure_delete = ON"):
            db.execute(f"PRAGMA {pragma}")
        db.execute("CREATE TABLE t (text TEXT)")
        db.execute("INSERT INTO t VALUES ('')")
        timer = QTimer(singleShot=True, interval=400)

        def touched() -> None:
            waits[0] = True
            if not timer.isActive():
                timer.start()

        def save() -> None:
            db.execute("UPDATE t SET text = ?", [edit.toPlainText()])
            window.statusBar().showMessage("Saved")
            waits[0] = False

        timer.timeout.connect(save)
        edit.textChanged.connect(touched)
        for _ in range(OFTEN):
            typist.type("bare and saved", edit)
        db.close()
    return told


if __name__ == "__main__":
    told = ours(Path(sys.argv[1]), sys.argv[2]) if len(sys.argv) > 1 else bare()
    print(json.dumps(asdict(told)))
