"""A day with names that occur nowhere else: ``python -m tests.faults.canary STORE OUT``.

Everything that holds words is filled, by the models and then by the keyboard; documents are
written, somebody is taken in from a file and erased again, things go wrong, and the program kills
itself amid a change. What it leaves behind is searched by `test_leaks`.
"""

from __future__ import annotations

import dataclasses
import itertools
import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from sipdesk import paths
from sipdesk.app import DeskApp, make_app
from sipdesk.export.access import write_access_report
from sipdesk.export.content.access_report import gather_access
from sipdesk.models.desk import TABLES, Desk
from sipdesk.models.intake.files import read_file
from sipdesk.models.intake.previews import Choices
from sipdesk.models.store import Cost, wraps
from sipdesk.models.store.backups import Reason
from sipdesk.models.templates import DayTemplate, load_days, save_day
from sipdesk.models.visits import Session
from sipdesk.ui import pictures, place, tasks
from sipdesk.ui.exporting import outgoing
from sipdesk.ui.forms import RecordForm
from sipdesk.ui.place import Place
from tests.builders import PASSPHRASE, a_clock
from tests.faults.pages import holds
from tests.journeys.keyboard import Keyboard
from tests.pictures import desks

MODELS, WINDOW, SECRET = "Zyxqwvut", "Wvutzyxq", "Quxyzzwv"  # the stems to search for
ERASED, FORMER, ERASED_UPN = "Yqwzxvaq", "Vaqxzwyq", "C801200009876"  # nothing is left
# what these fields hold are keys to something else, not words
KEYS = frozenset("id binned value at agreed_at composed_at key evidence origin scale".split())
_count = itertools.count()


def canary(stem: str) -> str:
    """A name that is found again wherever it goes."""
    return f"{stem}{next(_count)}"


def fill_by_models(desk: Desk) -> int:
    """A canary in every field of words of every record there is."""
    filled = 0
    for kind in TABLES:
        for record in desk.store.find(kind)[:3]:
            words = {
                f.name: canary(MODELS) if f.type == "str" else (canary(MODELS),)
                for f in dataclasses.fields(record)
                if f.type in ("str", "tuple[str, ...]")
                and not (f.name in KEYS or f.name.endswith("_id"))
            }
            with desk.step(canary(MODELS)):
                desk.store.put(dataclasses.replace(record, **words))
            filled += len(words)
    desk.settings.author = canary(MODELS)
    return filled


def fields(window: QWidget) -> Iterator[QWidget]:
    """What words can be typed into, on the page in front."""
    for form in window.findChildren(RecordForm):
        for field in (*form.findChildren(QLineEdit), *form.findChildren(QPlainTextEdit)):
            if field.isVisible() and field.isEnabled() and not field.isReadOnly():
                yield field


def fill_by_keyboard(app: DeskApp) -> int:
    """A canary typed into every field of every page."""
    filled = 0
    for _, there in list(pictures.places(app.desk)):
        go(app, there)
        for field in list(fields(app.window)):
            field.setFocus()
            field.selectAll()
            QTest.keyClicks(field, canary(WINDOW))
            filled += 1
        app.window.workspace.flush()
    return filled


def go(app: DeskApp, there: Place) -> None:
    app.window.workspace.go(there)
    settle()


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()


def write_everything(app: DeskApp, out: Path) -> None:
    """Every document, by the window's own way."""
    desk = app.desk
    visit, school = desk.visits.all()[-1], desk.schools.all()[0]
    visit = next((v for v in desk.visits.all() if desk.notes.has(v.id)), visit)
    with desk.step("Compose"):
        desk.compose_note(visit.id)
    for what, suffix in (
        ("note-pdf", "pdf"),
        ("note-word", "docx"),
        ("agenda", "pdf"),
        ("calendar", "ics"),
        ("plan", "xlsx"),
        ("gaps-pdf", "pdf"),
        ("gaps-excel", "xlsx"),
    ):
        ref = visit.id if what.startswith(("note", "agenda", "calendar")) else school.id
        job = outgoing(desk, what, ref)
        dest = out / f"{what}.{suffix}"
        tasks.run(
            lambda progress, job=job, dest=dest: job.write(dest, True, progress),
            print_nothing,
            fail,
        )
        wait_for_work()
        assert dest.exists(), what


def fail(error: Exception) -> None:
    raise AssertionError("no document may fail here") from error


def print_nothing(_: object) -> None:
    """Done."""


def wait_for_work() -> None:
    while tasks.under_way():
        QTest.qWait(5)


def use_everything(app: DeskApp, keys: Keyboard) -> None:
    """Undo, redo, find, copy, hide, lock, unlock with a slip."""
    for _ in range(4):
        keys.press("Ctrl+Z")
    for _ in range(2):
        keys.press("Ctrl+Shift+Z")
    keys.press("Ctrl+K")
    keys.type(MODELS)
    keys.press("Esc")
    app.desk.search.find(WINDOW)
    QGuiApplication.clipboard().setText(canary(MODELS))
    titles = {app.window.windowTitle(), app.window.windowFilePath(), app.window.windowIconText()}
    assert titles <= {"SIP Desk", ""}, titles
    app.lock()
    keys.type(SECRET)
    keys.press("Return")
    keys.replace(PASSPHRASE)
    keys.press("Return")
    settle()
    assert app.desk is not None


def keep_a_day(app: DeskApp, keys: Keyboard) -> None:
    """A day whose every word is somebody's name is kept as a template: a file in clear."""
    desk = app.desk
    school = desk.schools.add(canary(MODELS))
    head = desk.schools.add_contact(school.id, "Headteacher", f"Mrs {canary(MODELS)}")
    names = [desk.pupils.add(school.id, f"{canary(MODELS)} {canary(MODELS)}").name, head.name]
    words = f"{names[0]} with {names[1]}"
    part = Session("", "", time(9), time(10), title=words, people=(*names,), place=words)
    part = dataclasses.replace(part, prompts=(words, f"Why {names[0]}’s?"))
    visit = desk.visits.add(school.id, date(2031, 3, 3), [part], kind=words)
    go(app, place.visit(visit.id, place.Stage.BEFORE))
    keys.push("Keep as a template")
    [kept] = paths.user_templates().glob("*.toml")
    assert "Headteacher" in kept.read_text(encoding="utf-8")
    print("templates", len(load_days(kept.parent)[0]), flush=True)


def leave_traces(desk: Desk, out: Path) -> None:
    """A pupil taken in from a file, renamed, talked with, written about, and backed up."""
    school = desk.schools.add(canary(MODELS))
    file = out / "list.csv"
    file.write_text(
        f"UPN,Surname,Forename,Gender,Year Group,English\n{ERASED_UPN},{ERASED},{FORMER},F,9,5b\n",
        encoding="utf-8",
    )
    desk.intake.accept(desk.intake.pupils(read_file(file), school.id, Choices(year=2026, term=1)))
    [pupil] = desk.pupils.of_school(school.id)
    desk.pupils.edit(pupil.id, name=f"{ERASED} {FORMER}")
    desk.schools.edit(school.id, picture=f"{ERASED} {FORMER} showed us round. {ERASED} is proud.")
    kept = DayTemplate(f"{ERASED} {FORMER}’s day", summary=f"Ask {FORMER} {ERASED} first")
    save_day(paths.user_templates(), kept)  # as one was kept before people were taken out
    friend = desk.pupils.add(school.id, canary(MODELS), groups=(f"{FORMER}’s readers",))
    desk.assessments.put(friend, "English", "5b", scale="nc-sublevels")
    desk.assessments.freshen()  # sets of groups are copied beside the results
    with desk.step(f"Something on {ERASED} {FORMER}"):
        desk.schools.edit(school.id, partner_school=f"Where {FORMER} {ERASED}’s sister is")
    desk.store.back_up(Reason.ASKED)
    desk.search.find(ERASED)


def ask_and_erase(desk: Desk, out: Path) -> None:
    """The access report, and then no trace any more."""
    person = desk.keeping.person(ERASED)
    write_access_report(gather_access(desk, person), out / "access.pdf")
    write_access_report(gather_access(desk, person), out / "access.json")
    desk.keeping.left("Access report", person.school_id, "access.pdf", "person", [person.id])
    held = [f for f in copies(desk.store.path.parent) if holds(f, desk.store._key, ERASED)]
    print("held", len(held), flush=True)
    erasure = desk.keeping.erase([person], "asked for")
    assert not erasure.unreached, erasure
    print("rewritten", erasure.removed["copies"], flush=True)


def copies(own: Path) -> list[Path]:
    """Every copy of a store that lies in its folder."""
    return sorted([*own.glob("backups/*.sipdesk"), *own.glob("kept/*.sipdesk")])


def go_wrong(app: DeskApp) -> None:
    """Faults whose own words are names: in a slot, in a long piece of work, in a thread."""

    def slot() -> None:
        local = canary(MODELS)
        raise KeyError(local)

    def work(_: object) -> None:
        raise ValueError(canary(MODELS))

    try:
        slot()
    except KeyError:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
    tasks.run(work, print_nothing, lambda error: None)
    wait_for_work()
    QTest.qWait(20)
    thread = threading.Thread(target=slot)
    thread.start()
    thread.join()
    sys.unraisablehook(SimpleNamespace(exc_value=KeyError(canary(MODELS))))  # type: ignore[arg-type]
    note_of_a_command(canary(MODELS))


def note_of_a_command(words: str) -> None:
    from sipdesk.cli.outcome import outcome

    def run() -> None:
        raise RuntimeError(words)

    outcome(run)


def killed_amid_a_change(app: DeskApp) -> None:
    """So much at once that pages and journal are spilled to the disk; then the end."""
    desk = app.desk
    desk.store._db.execute("PRAGMA cache_size = 10")
    school = desk.schools.all()[0]
    with desk.step("Much"):
        for n in range(40):
            desk.schools.edit(school.id, picture=f"{canary(MODELS)} " * 3000 + str(n))
            desk.pupils.add(school.id, canary(MODELS))
        journal = desk.store.path.with_name(desk.store.path.name + "-journal")
        print("journal", journal.stat().st_size, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)


def main(store: Path, out: Path) -> None:
    wraps.Cost.__init__.__defaults__ = (8, 1, 1)  # a guess costs nothing here
    assert Cost() == Cost(8, 1, 1)
    tempfile.tempdir = str(store.parent)  # where the sample is made, by the tests' own hand
    desks.lived(store.parent).close()
    tempfile.tempdir = None
    app = DeskApp(make_app(), store, PASSPHRASE, a_clock(desks.EVENING))
    app.show()
    keys = Keyboard(app.window)
    keys.wait_for(lambda: app.window.workspace is not None)
    app.window.activateWindow()
    keys.wait_for(app.window.isActiveWindow)
    print("models", fill_by_models(app.desk), flush=True)
    print("window", fill_by_keyboard(app), flush=True)
    write_everything(app, out)
    use_everything(app, keys)
    go_wrong(app)
    keep_a_day(app, keys)
    leave_traces(app.desk, out)
    ask_and_erase(app.desk, out)
    app.desk.store.back_up(Reason.ASKED)
    killed_amid_a_change(app)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
