"""Long work off the window's thread."""

from __future__ import annotations

from threading import get_ident
from time import sleep
from weakref import finalize

from PySide6.QtCore import QObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from sipdesk.models.errors import StoreNotWritable
from sipdesk.ui import tasks
from sipdesk.ui.widgets.busy import Busy


def fail(error: object) -> None:
    raise AssertionError(error)


def test_work_is_done_elsewhere_and_told_here(look, qtbot) -> None:
    here, told = get_ident(), []

    def work(progress: tasks.Progress) -> int:
        for at in range(5):
            progress(at + 1, 5, "Writing")
        return get_ident()

    job = tasks.run(work, lambda result: told.append(("done", result, get_ident())), fail)
    job.progressed.connect(lambda done, total, doing: told.append((done, total, doing)))
    qtbot.waitUntil(lambda: any(each[0] == "done" for each in told), timeout=5000)
    done = next(each for each in told if each[0] == "done")
    assert done[1] != here
    assert done[2] == here


def test_a_job_ends_where_the_window_is_though_its_thread_let_go_of_it_last(
    look, qtbot, monkeypatch
) -> None:
    """What it knows of may be widgets, and those may be destroyed nowhere else."""
    ended_on: list[int] = []
    run = tasks.Job._run

    def slow(job: tasks.Job) -> None:
        run(job)
        sleep(0.05)  # until after the window has heard of it

    monkeypatch.setattr(tasks.Job, "_run", slow)

    def begin() -> None:
        job = tasks.run(refuse, fail, lambda error: told.append(type(error)))
        finalize(job, lambda: ended_on.append(get_ident()))

    def refuse(progress: tasks.Progress) -> None:
        raise StoreNotWritable("The disk is full.")

    told: list[type] = []
    begin()
    qtbot.waitUntil(lambda: bool(ended_on), timeout=5000)
    assert told == [StoreNotWritable]
    assert ended_on == [get_ident()]


def test_errors_arrive_as_they_are(look, qtbot, caplog) -> None:
    errors: list[Exception] = []

    def refuse(progress: tasks.Progress) -> None:
        raise StoreNotWritable("The disk is full.")

    def break_down(progress: tasks.Progress) -> None:
        raise KeyError("Ada Lovelace, 10B")

    tasks.run(refuse, fail, errors.append)
    tasks.run(break_down, fail, errors.append)
    qtbot.waitUntil(lambda: len(errors) == 2, timeout=5000)
    assert {type(error) for error in errors} == {StoreNotWritable, KeyError}
    assert "KeyError" in caplog.text
    assert "Ada" not in caplog.text


def test_work_can_be_stopped(look, qtbot) -> None:
    stopped: list[bool] = []

    def work(progress: tasks.Progress) -> None:
        for at in range(10_000):
            sleep(0.001)
            progress(at, 10_000)

    job = tasks.run(work, fail, fail, lambda: stopped.append(True))
    QTest.qWait(30)
    job.cancel()
    qtbot.waitUntil(lambda: stopped == [True], timeout=5000)


def test_work_outlives_the_page_that_asked_for_it(look, qtbot) -> None:
    owner, finished = QObject(), []

    def work(progress: tasks.Progress) -> None:
        sleep(0.05)
        finished.append(True)

    job = tasks.run(work, fail, fail, owner=owner)
    ended = qtbot.waitSignal(job.ended)
    owner.deleteLater()
    with ended:
        pass
    assert finished == [True]


def test_everything_stops_at_the_end(look, qtbot) -> None:
    def work(progress: tasks.Progress) -> None:
        while True:
            sleep(0.002)
            progress.check()

    stopped: list[int] = []
    for at in range(4):
        tasks.run(work, fail, fail, lambda at=at: stopped.append(at))
    QTest.qWait(20)
    assert tasks.stop_all()
    qtbot.waitUntil(lambda: sorted(stopped) == [0, 1, 2, 3])


def test_long_work_shows_how_far_it_is_and_can_be_cancelled(look, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(tasks, "PATIENCE", 10)
    bar = Busy()
    qtbot.addWidget(bar)

    def work(progress: tasks.Progress) -> None:
        for at in range(10_000):
            sleep(0.001)
            progress(at, 10_000, "Writing the note")

    bar.watch(tasks.run(work, fail, fail), "Writing")
    qtbot.waitUntil(lambda: bar.isVisible() and bar._bar.value() > 5, timeout=5000)
    bar.findChild(QPushButton).click()
    qtbot.waitUntil(bar.isHidden, timeout=5000)


def test_short_work_is_never_shown(look, qtbot) -> None:
    bar, done = Busy(), []
    qtbot.addWidget(bar)
    bar.watch(tasks.run(lambda progress: 1, done.append, fail), "Writing")
    qtbot.waitUntil(lambda: done == [1], timeout=5000)
    QTest.qWait(50)
    assert bar.isHidden()
