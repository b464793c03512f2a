"""From page to page in a large school: ``run_switching.py STORE PASSPHRASE``. Prints JSON.

The first round makes each page, the last finds those of the school and its visit kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, process_time

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from sipdesk.app import make_app
from sipdesk.models.desk import Desk
from sipdesk.ui import place, tasks
from sipdesk.ui.place import Kind, Place
from tests.bench.windows import opened


def main(store: Path, passphrase: str) -> None:
    """Rounds through the places, then switches between two bare widgets."""
    desk_app = opened(store, passphrase)
    app = make_app()
    work, desk = desk_app.window.workspace, desk_app.desk
    every = list(_places(desk))
    kept = [(words, there) for words, there in every if there.kind in (Kind.SCHOOL, Kind.VISIT)]
    rounds = []
    for places in (every, kept, kept):  # the second brings the visit and the school back
        times = []
        for words, there in places:
            times.append((words, *_taken(app, lambda there=there: work.go(there))))
            QTest.qWait(5)
            while tasks.under_way():  # what the last page reads beside the window is not the next's
                QTest.qWait(5)
        rounds.append(times)
    desk_app.window.close()
    print(json.dumps({"first": rounds[0], "again": rounds[2], "bare": _bare(app)}))


def _places(desk: Desk) -> Iterator[tuple[str, Place]]:
    visit = desk.capture.todays(desk.clock.now().date())
    assert visit is not None
    yield "today", Place()
    for section in place.Section:
        yield section, place.school(visit.school_id, section)
    for stage in place.Stage:
        yield stage, place.visit(visit.id, stage)
    for session in desk.visits.running(visit.id):
        yield session.kind, place.visit(visit.id, place.Stage.DAY, session.id)
    for kind in (Kind.BIN, Kind.HISTORY, Kind.SETTINGS, Kind.HELP):
        yield kind, Place(kind)


def _taken(app: QApplication, do: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of the processor: on a machine that is shared the first says little."""
    begun, worked = perf_counter(), process_time()
    do()
    app.processEvents()  # what was laid out is painted
    return perf_counter() - begun, process_time() - worked


def _bare(app: QApplication) -> float:
    stack = QStackedWidget()
    stack.addWidget(QWidget())
    stack.addWidget(QWidget())
    stack.resize(1366, 768)
    stack.show()
    app.processEvents()
    times = [_taken(app, lambda at=at: stack.setCurrentIndex(at % 2))[0] for at in range(40)]
    return sorted(times)[len(times) // 2]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
