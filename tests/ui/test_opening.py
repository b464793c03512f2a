"""The door: the wrong passphrase, a store that is not well, a second window on the same store."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLineEdit

from sipdesk.app import DeskApp, make_app
from sipdesk.models.desk import Desk
from sipdesk.ui.pages.first_start import FirstStart
from sipdesk.ui.pages.opening import OpeningPage
from sipdesk.ui.style import theme
from tests.builders import LIGHT, PASSPHRASE, a_clock, a_desk, a_school
from tests.journeys.keyboard import Keyboard
from tests.ui.windows import seen

ROOT = Path(__file__).parents[2]
Start = Callable[..., DeskApp]


@pytest.fixture
def start(qapp) -> Iterator[Start]:
    """Start the program over a store; the handlers of the system are given back afterwards."""
    names = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
    handlers, hook = [signal.getsignal(name) for name in names], sys.excepthook
    made: list[DeskApp] = []

    def start_one(path: Path, secret: str = "") -> DeskApp:
        app = DeskApp(make_app(), path, secret, a_clock())
        sys.excepthook = hook  # faults fail the test
        made.append(app)
        app.show()
        keys = Keyboard(app.window)
        keys.wait_for(lambda: app.window.centralWidget() is not None)
        app.window.activateWindow()
        keys.settle()
        return app

    yield start_one
    for app in made:
        app.window.close()
        if app.desk is not None:
            app.desk.close()
        app.window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for name, handler in zip(names, handlers, strict=True):
        signal.signal(name, handler)
    sys.excepthook = hook
    theme.apply(qapp, "light", 1.0)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one school, closed."""
    desk = a_desk(tmp_path)
    a_school(desk)
    desk.close()
    return tmp_path / "desk.sipdesk"


def door(app: DeskApp) -> OpeningPage:
    page = app.window.centralWidget()
    assert isinstance(page, OpeningPage)
    return page


def knock(app: DeskApp, secret: str) -> None:
    field = seen(door(app), QLineEdit)[0]
    field.setFocus()
    keys = Keyboard(app.window)
    keys.replace(secret)
    keys.press("Return")
    keys.settle()


def said(app: DeskApp) -> str:
    return door(app)._trouble.text()


def test_the_wrong_passphrase_and_then_the_right_one(start: Start, store: Path) -> None:
    app = start(store)
    knock(app, "not the one")
    assert said(app).startswith("■ ")
    assert "passphrase" in said(app)
    assert app.desk is None
    knock(app, PASSPHRASE)
    Keyboard(app.window).wait_for(lambda: app.window.workspace is not None)
    assert app.desk is not None
    assert [s.name for s in app.desk.schools.all()] == ["Kingsmead School"]


def test_the_recovery_code_opens_too(start: Start, tmp_path: Path) -> None:
    desk, code = Desk.create(tmp_path / "desk.sipdesk", PASSPHRASE, clock=a_clock(), cost=LIGHT)
    desk.close()
    app = start(tmp_path / "desk.sipdesk")
    knock(app, code.lower())
    Keyboard(app.window).wait_for(lambda: app.window.workspace is not None)


def damaged(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 0xFF
    path.write_bytes(data)


def truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3000])


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def of_a_newer_program(path: Path) -> None:
    desk = Desk.open(path, PASSPHRASE, clock=a_clock())
    desk.store._db.execute("PRAGMA user_version = 999")
    desk.close()


def without_its_keys(path: Path) -> None:
    path.with_name(f"{path.name}.keys").unlink()


@pytest.mark.parametrize(
    "spoil",
    [damaged, truncated, emptied, of_a_newer_program, without_its_keys],
    ids=lambda spoil: spoil.__name__,
)
def test_a_store_that_is_not_well_is_refused_and_left_alone(
    start: Start, store: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(store)
    before = store.read_bytes()
    app = start(store)
    knock(app, PASSPHRASE)
    assert app.desk is None
    told = said(app)
    assert told.count(". ") >= 1, told  # what happened, what is safe, what to do
    assert "Traceback" not in told
    assert store.read_bytes() == before
    shutil.rmtree(store.parent / "backups", ignore_errors=True)


def test_a_folder_that_may_not_be_written_is_told_at_the_first_start(
    start: Start, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    app = start(tmp_path / "file" / "desk.sipdesk")
    first = app.window.centralWidget()
    assert isinstance(first, FirstStart)
    keys = Keyboard(app.window)
    keys.fill("Passphrase", "four words or five")
    keys.fill("The same again", "four words or five")
    keys.press("Return")
    keys.wait_for(lambda: first._trouble.text())
    assert "No store could be made" in first._trouble.text()


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [("short", "short", "at least 8"), ("four words or", "four words of", "do not match")],
)
def test_the_first_passphrase_is_checked(
    start: Start, tmp_path: Path, one: str, other: str, told: str
) -> None:
    app = start(tmp_path / "new.sipdesk")
    first = app.window.centralWidget()
    assert isinstance(first, FirstStart)
    keys = Keyboard(app.window)
    keys.fill("Passphrase", one)
    keys.fill("The same again", other)
    keys.press("Return")
    keys.settle()
    assert told in first._trouble.text()
    assert not (tmp_path / "new.sipdesk").exists()


def test_a_fault_is_told_and_noted_without_names(
    start: Start, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sipdesk import paths

    app = start(store, PASSPHRASE)
    Keyboard(app.window).wait_for(lambda: app.window.workspace is not None)
    try:
        raise ValueError("Aneesa Khan")
    except ValueError as fault:
        app._fault(ValueError, fault, fault.__traceback__)
    work = app.window.workspace
    assert work is not None
    assert "went wrong" in work.messages.texts()[0]
    assert "Aneesa" not in work.messages.texts()[0]
    log = paths.log_file().read_text("utf-8")
    assert "ValueError" in log
    assert "Aneesa" not in log


SECOND = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from sipdesk.app import DeskApp, make_app
app = make_app()
desk_app = DeskApp(app, Path(sys.argv[1]), sys.argv[2], None)
forward = desk_app._come_forward
def come():
    forward()
    print("came forward", flush=True)
    QTimer.singleShot(0, desk_app.window.close)
desk_app._come_forward = come
desk_app.show()
def look():
    if desk_app.window.workspace is not None:
        print("open", flush=True)
        watch.stop()
    elif getattr(desk_app, "_opening", None) is not None and desk_app._opening._trouble.text():
        print(desk_app._opening._trouble.text(), flush=True)
        app.quit()
watch = QTimer()
watch.timeout.connect(look)
watch.start(50)
sys.exit(app.exec())
"""


def program(store: Path) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "SIPDESK_HOME": str(store.parent)}
    return subprocess.Popen(
        [sys.executable, "-c", SECOND, str(store), PASSPHRASE],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_start_brings_the_first_window_forward(store: Path) -> None:
    first = program(store)
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "open\n"
        second = program(store)
        told, _ = second.communicate(timeout=20)
        assert second.returncode == 0
        assert "open" not in told
        assert first.communicate(timeout=20)[0] == "came forward\n"
    finally:
        first.kill()


def test_when_the_first_does_not_answer_the_second_says_who_has_it(
    start: Start, store: Path
) -> None:
    """Another program holds the file, such as the command line."""
    holder = Desk.open(store, PASSPHRASE, clock=a_clock())
    second = program(store)
    told, _ = second.communicate(timeout=20)
    holder.close()
    assert "already open" in told
    assert str(os.getpid()) in told


def test_one_can_leave_by_key_without_opening_it(start: Start, store: Path) -> None:
    app = start(store)
    keys = Keyboard(app.window)
    keys.press("Ctrl+Q")
    keys.settle()
    assert not app.window.isVisible()
