"""What keeps the window quick; the figures themselves are measured by ``make bench``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QWidget

from sipdesk.models.desk import Desk
from sipdesk.models.fields import Editor, Field
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.view import View
from sipdesk.ui.widgets.editors.text import TextEditor
from sipdesk.ui.widgets.scrolling import PageBody
from tests.builders import a_school
from tests.journeys.keyboard import Keyboard

ROOT = Path(__file__).resolve().parents[2]
LATER = (
    "sqlite_utils sqlcipher3 cryptography cattrs reportlab openpyxl docx icalendar platformdirs"
    " click asyncio PySide6.QtNetwork sipdesk.models sipdesk.export sipdesk.ui.style.theme"
).split()
FIRST_PAINT = """
import sys
from pathlib import Path
from sipdesk.app import DeskApp, make_app
app = make_app()
desk_app = DeskApp(app, Path("nowhere.sipdesk"), "secret", None)
def painted():
    print(*sys.modules)
    app.exit(0)
desk_app._begin = lambda: None
desk_app.window.painted.connect(painted)
desk_app.show()
app.exec()
"""


def test_the_first_paint_waits_for_nothing_heavy(tmp_path: Path) -> None:
    loaded = _modules_after(FIRST_PAINT, tmp_path)
    assert "sipdesk.ui.main_window" in loaded
    assert loaded.isdisjoint(LATER), sorted(loaded.intersection(LATER))


def test_the_command_opens_the_window_without_the_libraries_of_documents(tmp_path: Path) -> None:
    loaded = _modules_after("import sys, sipdesk.cli; print(*sys.modules)", tmp_path)
    assert loaded.isdisjoint({"reportlab", "openpyxl", "docx", "icalendar", "sqlite_utils"})


def test_a_row_that_has_not_changed_is_the_same_record(desk: Desk) -> None:
    school = a_school(desk)
    pupil = desk.pupils.add(school.id, "Ada Okafor")
    assert desk.pupils.of_school(school.id)[0] is desk.pupils.get(pupil.id)
    desk.pupils.edit(pupil.id, year="Year 9")
    assert desk.pupils.get(pupil.id).year == "Year 9"
    desk.undo()
    assert desk.pupils.get(pupil.id).year == ""


def test_pupils_are_read_again_only_when_one_has_changed(desk: Desk) -> None:
    school = a_school(desk)
    view = View(desk)
    first = view.pupils(school.id)
    desk.schools.edit(school.id, picture="Large")
    assert view.pupils(school.id) is first
    pupil = desk.pupils.add(school.id, "Ada Okafor")
    assert view.names(school.id) == {pupil.id: "Ada Okafor"}
    view.hide_names(True)
    assert view.name(pupil) == "Pupil A"
    desk.undo()
    assert view.names(school.id) == {}


def test_what_is_typed_at_the_foot_of_the_page_stays_in_sight(qtbot) -> None:
    body, field = PageBody(), TextEditor()
    tall = QWidget()
    tall.setFixedHeight(300)
    for part in (tall, field):
        body.add(part)
    qtbot.addWidget(body)
    body.resize(600, 360)
    body.show()
    body.activateWindow()
    keys = Keyboard(body)
    keys.wait_for(body.isActiveWindow)
    field.setFocus()
    for number in range(8):
        keys.type(f"Line {number}\n")
        keys.rest(20)
        caret = field.viewport().mapTo(body, field.cursorRect().bottomLeft())
        assert body.rect().contains(caret), number


def test_typing_that_comes_to_nothing_is_told(qtbot) -> None:
    form = RecordForm((Field("groups", "Groups", Editor.LINES),), lambda changes: None)
    qtbot.addWidget(form)
    form.load({"groups": ("FSM",)})
    form.editor("groups").setPlainText("FSM ")
    with qtbot.waitSignal(form.unchanged):
        form.flush()


def _modules_after(code: str, folder: Path) -> set[str]:
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "SIPDESK_HOME": str(folder),
        "PYTHONPATH": str(ROOT),
    }
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())
