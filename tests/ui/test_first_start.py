"""The first start by keyboard: a passphrase, the code on paper, the sample school."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from sipdesk.app import DeskApp, make_app
from sipdesk.models.desk import Desk
from sipdesk.models.store import wraps
from sipdesk.ui import tasks
from sipdesk.ui.style import theme
from sipdesk.ui.widgets.code_sheet import CodeSheet
from tests.journeys.keyboard import Keyboard

PHRASE = "four or five words"


@pytest.fixture
def started(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[DeskApp]:
    """The program on a computer that has no store."""
    kept = {s: signal.getsignal(s) for s in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("sipdesk.ui.collecting.Collector.__init__", lambda *_: None)
    monkeypatch.setattr(wraps.Cost.__init__, "__defaults__", (8, 1, 1))
    app = DeskApp(make_app(), Path(os.environ["SIPDESK_HOME"]) / "desk.sipdesk", "", None)
    app.show()
    Keyboard(app.window).wait_for(lambda: hasattr(app, "_first"))
    app.window.activateWindow()
    Keyboard(app.window).wait_for(app.window.isActiveWindow)
    yield app
    app._lock.idle.stop()
    app._ears.stop()
    app.window.close()
    app._close()
    app.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for number, handler in kept.items():
        signal.signal(number, handler)
    theme.apply(qapp, "light", 1.0)


def test_from_nothing_to_the_sample_school(
    started: DeskApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "code.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: (str(paper), ""))
    keys = Keyboard(started.window)
    keys.tab_to("Passphrase")
    keys.type(PHRASE)
    keys.press("Return")
    keys.type(PHRASE)
    keys.press("Return")
    [sheet] = started.window.findChildren(CodeSheet)
    code = sheet._code
    keys.push("Make a PDF")
    keys.wait_for(lambda: paper.exists() and not tasks.under_way())
    assert paper.read_bytes().startswith(b"%PDF")
    keys.tab_to("The last group")
    keys.type(f"{code[-4:].lower()}\n")
    assert sheet._code == ""
    keys.push("Open the sample school")
    keys.wait_for(lambda: started.window.workspace is not None)
    assert started.desk is not None
    assert started.desk.schools.all()
    started.lock()
    Desk.open(started._path, code).close()
