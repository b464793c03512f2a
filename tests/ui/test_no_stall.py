"""What takes long in a large school is done beside the window, and nothing half done is seen.

Each piece of work is held at a gate while the window's thread comes round: had it been done there,
nobody would have opened the gate. So no test depends on how fast the machine is.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit

from sipdesk.models.gaps import GapBook, Measure
from sipdesk.models.progress import ProgressBook
from sipdesk.ui import place, tasks
from sipdesk.ui.pages.gaps.board import FORMER, ONE_MOMENT, GapsBoard
from sipdesk.ui.pages.importing.part import Part
from sipdesk.ui.pages.keeping import KeepingPage
from sipdesk.ui.pages.progress import ProgressPage
from sipdesk.ui.place import Kind, Place, Section
from sipdesk.ui.widgets.cover import Cover
from tests.builders import a_pupil
from tests.ui.at_work import Gate, stays_alive
from tests.ui.test_import_page import LEVELS, MARKS, YEAR_9, Importing, a_list, a_year
from tests.ui.windows import Shown, seen

NAME = "Zephyrine Quolkbury"
Hold = Callable[[Any, str], Gate]


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Hold:
    """A gate before a method of a model: ``hold(desk.intake, "accept")``."""

    def before(owner: Any, name: str) -> Gate:
        gate = Gate(getattr(owner, name))
        through = gate
        if isinstance(owner, type):  # a function that gets its object first

            def through(*args: Any, **more: Any) -> Any:
                return gate(*args, **more)

        monkeypatch.setattr(owner, name, through)
        return gate

    return before


def covered(shown: Shown) -> list[Cover]:
    return seen(shown.window, Cover)


# --- a file is taken in


@pytest.fixture
def importing(opened, tmp_path: Path) -> Importing:
    made = Importing(opened(a_year), tmp_path)
    made.shown.go(place.importing(made.shown.school().id))
    return made


def looked_at(importing: Importing) -> Part:
    importing.read(importing.file("marks.csv", a_list(*MARKS, rows=LEVELS)))
    return importing.part


def test_what_the_desk_has_is_gathered_beside_the_window(importing: Importing, hold) -> None:
    known = hold(importing.desk.intake, "known")
    path = importing.file("marks.csv", a_list(*MARKS, rows=LEVELS))
    importing.keys.fill("File", str(path))
    importing.keys.press("Return")
    importing.keys.wait_for(lambda: known.is_waited_at)
    stays_alive(importing.shown)
    importing.keys.press("Return")  # once more, as the impatient do
    known.open()
    importing.keys.wait_for(lambda: importing.page._part is not None)
    importing.looked()
    assert known.was_left_alone_here
    assert len(known.come) == 1


def test_a_file_is_taken_in_beside_the_window_and_once(importing: Importing, hold) -> None:
    part, desk, before = looked_at(importing), importing.desk, importing.desk.store.fingerprint()
    accept = hold(desk.intake, "accept")
    importing.keys.push("Take it in")
    importing.keys.wait_for(lambda: accept.is_waited_at)
    stays_alive(importing.shown)
    for key in ("Space", "Return", "Escape", "Ctrl+Z"):
        importing.keys.press(key)
    part.take_in()  # even as a screen reader presses it
    importing.keys.wait_for(lambda: covered(importing.shown))
    assert desk.store.fingerprint() == before
    accept.open()
    importing.shown.settle()
    assert accept.was_left_alone_here
    assert len(accept.come) == 1
    assert covered(importing.shown) == []
    assert importing.names() == sorted((*YEAR_9, "Gwen Away", "Dev Patel", "Ella Brown"))
    assert importing.keys.where() == "Undo"


def test_what_was_typed_elsewhere_is_there_after_a_file_was_taken_in(
    importing: Importing, hold
) -> None:
    shown, desk = importing.shown, importing.desk
    shown.go(place.school(shown.school().id, Section.OVERVIEW))
    field = next(f for f in seen(shown.page, QPlainTextEdit) if not f.isReadOnly())
    shown.go(place.importing(shown.school().id))
    looked_at(importing)
    accept = hold(desk.intake, "accept")
    field.insertPlainText("Typed a moment ago.")  # its autosave would come while it is taken in
    importing.keys.push("Take it in")
    importing.keys.wait_for(lambda: accept.is_waited_at)
    stays_alive(shown)
    accept.open()
    shown.settle()
    assert len(importing.results()) == 9
    shown.do("undo")  # the file, which came after the typing
    assert importing.results() == {}
    assert desk.schools.get(shown.school().id).picture == "Typed a moment ago."


def test_a_file_that_is_refused_leaves_everything(importing: Importing, monkeypatch) -> None:
    part, before = looked_at(importing), importing.desk.store.fingerprint()

    def break_down(_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(importing.desk.intake, "accept", break_down)
    importing.push("Take it in")
    assert "a fault in SIP Desk" in importing.shown.messages()[0]
    assert importing.desk.store.fingerprint() == before
    assert not part.is_taking
    monkeypatch.undo()
    importing.push("Take it in")
    assert len(importing.results()) == 9


def test_leaving_while_a_file_is_taken_in_keeps_all_of_it(importing: Importing, hold) -> None:
    looked_at(importing)
    accept = hold(importing.desk.intake, "accept")
    importing.keys.push("Take it in")
    importing.keys.wait_for(lambda: accept.is_waited_at)
    assert not importing.shown.window.close()
    accept.open()
    importing.keys.wait_for(lambda: not importing.shown.window.isVisible())
    assert len(importing.results()) == 9


def test_taking_it_back_is_done_beside_the_window_as_well(importing: Importing, hold) -> None:
    before = importing.desk.store.fingerprint()
    many = "\n".join(f",Smith{n},Ann{n},13/10/2012,9,9A,Y,4b,5c" for n in range(300))
    importing.read(importing.file("marks.csv", a_list(*MARKS, rows=LEVELS) + many))
    importing.push("Take it in")
    assert importing.keys.where() == "Undo", importing.keys.where()
    assert importing.desk.journal.turns_many()
    undo = hold(importing.desk, "undo")
    importing.keys.press("Return")
    importing.keys.wait_for(lambda: undo.is_waited_at)
    stays_alive(importing.shown)
    undo.open()
    importing.shown.settle()
    assert undo.was_left_alone_here
    assert importing.desk.store.fingerprint() == before
    assert importing.keys.where() == "File"


# --- somebody is looked up, and erased


def test_erasing_is_looked_at_and_done_beside_the_window(shown: Shown, hold) -> None:
    desk = shown.desk
    a_pupil(desk, shown.school(), NAME)
    desk.schools.edit(shown.school().id, picture=f"{NAME} showed us round.")
    shown.go(Place(Kind.KEEPING))
    page = shown.page
    assert isinstance(page, KeepingPage)
    page._somebody._line.setFocus()
    for do, owner, name in (
        (lambda: (shown.keys.type(NAME), shown.keys.press("Return")), desk.keeping, "about"),
        (page._somebody._erase.click, desk.keeping, "outlook"),
        (
            lambda: (shown.keys.type(NAME), shown.keys.press("Return")),
            desk.keeping.eraser,
            "end",
        ),
    ):
        gate = hold(owner, name)
        do()
        shown.keys.wait_for(lambda gate=gate: gate.is_waited_at)
        stays_alive(shown)
        shown.keys.press("Escape")
        gate.open()
        shown.keys.wait_for(lambda: not tasks.under_way())
        shown.settle()
        assert gate.was_left_alone_here, name
        assert len(gate.come) == 1, name
    assert NAME not in {p.name for p in desk.pupils.ever()}
    assert shown.school().picture == "A pupil showed us round."
    assert page._somebody._line.text() == ""


# --- figures


@pytest.fixture
def gaps(shown: Shown) -> GapsBoard:
    shown.go(place.school(shown.school().id, Section.GAPS))
    board = shown.page.findChild(GapsBoard)
    assert isinstance(board, GapsBoard)
    return board


def ask(board: GapsBoard, measure: Measure) -> None:
    board._bar._measure.set_value(measure)
    board._bar._picked()


def measure_of(board: GapsBoard) -> Measure:
    assert board._material is not None
    return board._material.report.measure


def test_gaps_are_reckoned_beside_the_window(shown: Shown, gaps: GapsBoard, hold) -> None:
    report = hold(GapBook, "report")
    former = gaps._table.records()
    ask(gaps, Measure.AT_OR_ABOVE)
    shown.keys.wait_for(lambda: report.is_waited_at)
    stays_alive(shown)
    shown.keys.wait_for(lambda: gaps._when.text() == FORMER)
    assert gaps._table.records() == former, "neither old nor new"
    gaps.project()
    assert shown.messages()[-1] == ONE_MOMENT
    shown.keys.tab_to("Which subject")  # the window takes keys all the while
    report.open()
    shown.settle()
    assert report.was_left_alone_here
    assert measure_of(gaps) is Measure.AT_OR_ABOVE
    assert gaps._when.text() != FORMER


def test_only_the_last_wish_is_answered(shown: Shown, gaps: GapsBoard, hold) -> None:
    report = hold(GapBook, "report")
    answered: list[Measure] = []
    gaps._table.rows.modelReset.connect(lambda: answered.append(measure_of(gaps)))
    ask(gaps, Measure.AT_OR_ABOVE)
    shown.keys.wait_for(lambda: report.is_waited_at)
    for wish in (Measure.AVERAGE, Measure.AT_OR_ABOVE, Measure.LEVELS_MADE):
        ask(gaps, wish)
    report.open()
    shown.settle()
    assert measure_of(gaps) is Measure.LEVELS_MADE
    assert len(report.come) == 2, "what was overtaken was reckoned"
    assert Measure.AT_OR_ABOVE not in answered


def test_figures_that_were_overtaken_by_a_change_are_not_shown(
    shown: Shown, gaps: GapsBoard, hold
) -> None:
    report = hold(GapBook, "report")
    ask(gaps, Measure.AT_OR_ABOVE)
    shown.keys.wait_for(lambda: report.is_waited_at)
    a_pupil(shown.desk, shown.school(), "One More")  # written while it is being reckoned
    report.open()
    shown.settle()
    assert gaps._shown == (gaps._bar.wanted, shown.work.view.version)
    assert len(report.come) == 2


def test_fast_answers_do_not_flicker(
    shown: Shown, gaps: GapsBoard, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    gaps._reckoning.slow.connect(lambda: said.append("slow"))
    monkeypatch.setattr(tasks, "PATIENCE", 60_000)
    before = gaps._when.text()
    ask(gaps, Measure.AT_OR_ABOVE)
    assert gaps._when.text() == before
    shown.settle()
    assert measure_of(gaps) is Measure.AT_OR_ABOVE
    assert said == []


def test_the_wall_and_the_report_for_governors_are_made_beside_the_window(
    shown: Shown, gaps: GapsBoard, hold
) -> None:
    outside = hold(GapBook, "outside")
    gaps.project()
    shown.keys.wait_for(lambda: outside.is_waited_at)
    stays_alive(shown)
    assert gaps.wall is None
    outside.open()
    shown.settle()
    assert gaps.wall is not None
    gaps.wall.end()
    shown.settle()
    shown.keys.push("Report as PDF")
    shown.settle()
    assert shown.work._export.isVisible()
    assert outside.was_left_alone_here
    assert len(outside.come) == 2


def test_progress_is_read_beside_the_window(shown: Shown, hold) -> None:
    report = hold(ProgressBook, "report")
    shown.work.go(place.school(shown.school().id, Section.PROGRESS))
    shown.keys.wait_for(lambda: report.is_waited_at)
    page = shown.page
    assert isinstance(page, ProgressPage)
    stays_alive(shown)
    shown.keys.wait_for(page._reading.isVisible)
    assert page._list.isHidden()
    report.open()
    shown.settle()
    assert report.was_left_alone_here
    assert page._list.isVisible()
    assert page._reading.isHidden()


def test_stale_groups_are_put_right_beside_the_window(shown: Shown, hold) -> None:
    with shown.desk.store.copying() as db:  # as after an upgrade that decides otherwise
        db.execute("DELETE FROM store_state WHERE name = 'traits'")
    fresh = hold(shown.desk.assessments, "freshen")
    shown.work.go(place.school(shown.school().id, Section.PROGRESS))
    shown.keys.wait_for(lambda: fresh.is_waited_at)
    stays_alive(shown)
    fresh.open()
    shown.settle()
    assert fresh.come[0] != fresh._home
    page: QObject = shown.page
    assert isinstance(page, ProgressPage)
    assert page._report is not None
