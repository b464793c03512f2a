"""Typing in the pages themselves is on the disk soon, and “Saved” is only said of what is."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from sipdesk.models.desk import Desk
from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.visits import SessionKind
from sipdesk.ui import place
from sipdesk.ui.forms import autosave
from sipdesk.ui.place import Stage
from tests.builders import PASSPHRASE
from tests.pictures import desks
from tests.ui.windows import Shown

ROOT = Path(__file__).parents[2]
FOCUS = "Has writing moved"
NEVER = 1_000_000  # ms


@pytest.fixture
def before(opened) -> Shown:
    """The plan of today's visit, with the keyboard in its focus."""
    shown: Shown = opened(desks.fresh)
    shown.go(place.visit(shown.visit().id, Stage.BEFORE))
    shown.keys.tab_to("Focus")
    shown.keys.press("Ctrl+A")
    return shown


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is saved only because time passes."""
    monkeypatch.setattr(autosave, "AFTER", NEVER)


def focus(shown: Shown) -> str:
    return shown.visit().focus


@contextmanager
def full(desk: Desk) -> Iterator[None]:
    """Not one page more on the disk."""
    db = desk.store._db
    pages = db.execute("PRAGMA page_count").fetchone()[0]
    db.execute(f"PRAGMA max_page_count = {pages}")
    yield
    db.execute(f"PRAGMA max_page_count = {2**31}")


TRIES = 5  # a busy machine may hold the window up once; what waits too long does so each time


def test_typing_is_committed_within_a_second_of_the_last_key(before: Shown) -> None:
    took: list[float] = []
    while not took or took[-1] >= 1:
        assert len(took) < TRIES, took
        words = f"{FOCUS}, asked {len(took) + 1} times"
        before.keys.replace(words)
        begun = time.monotonic()
        before.keys.wait_for(lambda words=words: focus(before) == words)
        took.append(time.monotonic() - begun)


def test_typing_is_committed_each_second_while_it_goes_on(before: Shown) -> None:
    commits: list[float] = []
    before.desk.events.subscribe(lambda _: commits.append(time.monotonic()))
    longest: list[float] = []
    while not longest or longest[-1] >= 1:
        assert len(longest) < TRIES, longest
        commits[:] = [begun := time.monotonic()]
        while time.monotonic() - begun < 2:
            before.keys.type("a")
            QTest.qWait(30)
        gaps = [b - a for a, b in pairwise((*commits, time.monotonic()))]
        longest.append(max(gaps))
    assert len(commits) > 2


@pytest.mark.parametrize(
    "leave",
    [
        lambda shown: shown.keys.press("Tab"),
        lambda shown: shown.keys.press("Ctrl+T"),
        lambda shown: shown.keys.press("Ctrl+PgDown"),
        lambda shown: shown.window.close(),
        lambda shown: shown.do("undo"),
    ],
    ids=["field", "page", "part", "window closed", "undo"],
)
def test_leaving_commits_at_once(patient, before: Shown, leave: Callable[[Shown], None]) -> None:
    told: list[str] = []
    before.keys.type(FOCUS)
    before.desk.events.subscribe(lambda _: told.append(focus(before)))
    leave(before)
    assert told[0] == FOCUS


def test_leaving_the_window_for_another_commits(patient, before: Shown, qtbot) -> None:
    before.keys.type(FOCUS)
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    before.keys.wait_for(lambda: focus(before) == FOCUS, 2)


def test_saved_is_said_after_the_commit_has_returned(
    before: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[tuple[str, str]] = []
    save = before.desk.visits.edit

    def watched(*args: object, **changes: object) -> object:
        said.append(("before", before.mark()))
        done = save(*args, **changes)  # type: ignore[arg-type]
        return done

    monkeypatch.setattr(before.desk.visits, "edit", watched)
    before.keys.type(FOCUS)
    assert before.mark() == "Saving…"
    before.keys.press("Tab")
    assert said == [("before", "Saving…")]
    assert before.mark() == "Saved 08:00"


def test_what_is_put_back_as_it_was_leaves_no_saving_behind(before: Shown) -> None:
    before.keys.press("Ctrl+End")
    before.keys.type("x")
    before.keys.press("Backspace")
    before.keys.press("Tab")
    assert before.mark() != "Saving…"


def test_what_cannot_be_read_is_never_called_saved(before: Shown) -> None:
    before.keys.fill("Day", "31/02/2027")
    before.keys.press("Tab", times=2)
    QTest.qWait(600)
    assert before.mark().startswith("■ Not saved")
    assert before.visit().on.month == 11


def test_on_a_full_disk_the_text_stays_and_is_kept_when_there_is_room(
    opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "RETRY", 200)
    shown: Shown = opened(desks.fresh)
    shown.go(place.visit(shown.visit().id, Stage.BEFORE))
    shown.keys.tab_to("Preparation")
    long = "Fractions are taught by rote, and nobody asks why. " * 400
    with full(shown.desk):
        shown.app.clipboard().setText(long)
        shown.keys.press("Ctrl+A")
        shown.keys.press("Ctrl+V")
        shown.keys.wait_for(lambda: shown.messages())
        QTest.qWait(500)
        assert shown.mark().startswith("■ Not saved")
        assert len(shown.messages()) == 1
        assert "disk is full" in shown.messages()[0]
        assert "last “Saved”" in shown.messages()[0]
        assert "room" in shown.messages()[0]
        assert shown.app.focusWidget().toPlainText() == long  # type: ignore[union-attr]
        assert shown.visit().preparation != long
    shown.keys.wait_for(lambda: shown.visit().preparation == long, 3)
    assert shown.mark() == "Saved 08:00"
    assert not any("disk is full" in told for told in shown.messages())


def test_a_refusal_of_the_store_is_told_and_tried_again(
    before: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreNotWritable("The disk has gone.", "All is safe up to “Saved”.", "Plug it in.")

    with monkeypatch.context() as patch:
        patch.setattr(before.desk.visits, "edit", refuse)
        before.keys.type(FOCUS)
        before.keys.press("Tab")
        assert before.mark() == "■ Not saved – the disk has gone"
        assert before.messages() == ["The disk has gone. All is safe up to “Saved”. Plug it in."]
    before.keys.press("Shift+Tab")
    before.keys.type("!")
    before.keys.press("Tab")
    assert before.mark() == "Saved 08:00"
    assert focus(before) == f"{FOCUS}!"


def test_typing_that_cannot_be_saved_is_not_lost_by_going_to_another_session(
    opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: Shown = opened(desks.half_lived, desks.LATE)
    session = shown.session(SessionKind.DEPARTMENTS)
    shown.go(place.visit(shown.visit().id, Stage.DAY, session.id))
    shown.keys.push("Add a department")

    def refuse(*_: object, **__: object) -> None:
        raise StoreNotWritable("The disk has gone.", "", "Plug it in.")

    with monkeypatch.context() as patch:
        patch.setattr(shown.desk.visits, "answer", refuse)
        shown.keys.fill("Subject", "English")
        timeline = shown.page._timeline  # type: ignore[attr-defined]
        timeline.chosen.emit(shown.session(SessionKind.LUNCH).id)
        shown.settle()
        assert shown.messages()
    QTest.qWait(50)
    shown.work.flush()
    sheets = shown.desk.visits.sheets(session.id)
    assert [s.answers.get("subject") for s in sheets] == ["English"]


def test_the_clock_does_not_take_the_page_from_under_ones_hands(opened) -> None:
    shown: Shown = opened(desks.fresh, f"{desks.DAY} 10:25")
    shown.go(place.visit(shown.visit().id))
    shown.keys.tab_to("In a sentence")
    shown.keys.type("Three of five")
    shown.at("10:31")
    QTest.qWait(500)
    shown.keys.type(" books")
    shown.work.flush()
    said = [
        c.followup.sentence for c in shown.desk.carryover.of_visit(shown.visit().id) if c.followup
    ]
    assert said == ["Three of five books"]


def test_a_window_with_unsaved_words_asks_once_before_it_goes(before: Shown) -> None:
    before.keys.fill("Day", "31/02/2027")
    assert not before.window.close()
    assert any("not saved" in told for told in before.messages())
    assert before.window.close()


def run_until_told(store: Path, end: str) -> str:
    """The program, typing; then told to go in some way. Gives what it said on stderr."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SIPDESK_HOME": str(store.parent)}
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.typing_program", str(store), end],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "typed\n"
    if end == "SIGTERM":
        program.terminate()
    try:
        _, said = program.communicate(timeout=20)
    finally:
        program.kill()
    assert program.returncode == 0, said
    return said


@pytest.mark.parametrize("end", ["SIGTERM", "log-off"])
def test_nothing_typed_is_lost_when_the_computer_ends_the_program(tmp_path, end: str) -> None:
    desk = desks.fresh(tmp_path)
    desk.close()
    said = run_until_told(desk.store.path, end)
    assert "Traceback" not in said
    again = Desk.open(desk.store.path, PASSPHRASE, clock=desk.clock)
    visit = again.capture.todays(again.clock.now().date())
    again.close()
    assert visit is not None
    assert visit.focus == FOCUS
