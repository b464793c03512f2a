"""Every answer of every page cleared by every key that clears: the records can still be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from sipdesk.models.desk import BINNED, Desk
from sipdesk.ui import place
from sipdesk.ui.forms import RecordForm, flush_all
from sipdesk.ui.place import Kind, Place, Section, Stage
from sipdesk.ui.widgets.choice_row import ChoiceRow
from sipdesk.ui.widgets.editors.pick import PickEditor
from tests.ui.windows import Shown, seen

CLEARS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def places(shown: Shown) -> list[Place]:
    school, visit = shown.school().id, shown.visit().id
    days = [place.visit(visit, Stage.DAY, s.id) for s in shown.desk.visits.sessions(visit)]
    return [
        *(place.school(school, section) for section in Section),
        *(place.visit(visit, stage) for stage in Stage if stage is not Stage.DAY),
        *days,
        Place(Kind.SETTINGS),
    ]


def open_everything(shown: Shown) -> None:
    """Each entry's form is made when “Change” is pressed."""
    for button in seen(shown.page, QPushButton):
        if button.isCheckable() and button.text() == "Change":
            button.setChecked(True)
    shown.settle()


def clear(shown: Shown) -> int:
    """Take away every answer on the page that can be taken away; gives how many were tried."""
    rows, picks = seen(shown.page, ChoiceRow), seen(shown.page, PickEditor)
    for row in rows:
        for key in CLEARS:
            QTest.keyClick(row.focusProxy() or row, key)
        for button in row._buttons:
            if button.isChecked():
                QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    for pick in picks:
        for key in CLEARS:
            QTest.keyClick(pick, key)
        empty = pick.findData("")
        if empty >= 0:
            pick.setCurrentIndex(empty)
            pick.activated.emit(empty)
    flush_all(shown.page)
    shown.settle()
    return len(rows) + len(picks)


def read_all(desk: Desk) -> int:
    """Every record of every kind, as the store gives it."""
    return sum(len(desk.store.find(kind)) for kind in BINNED)


@pytest.mark.parametrize("at", range(20))
def test_cleared_answers_leave_every_record_readable(shown: Shown, at: int) -> None:
    there = places(shown)
    if at >= len(there):
        pytest.skip("there are fewer pages")
    before = read_all(shown.desk)
    shown.go(there[at])
    open_everything(shown)
    clear(shown)
    assert read_all(shown.desk) == before
    shown.go(Place())
    shown.go(there[at])


def test_what_may_not_be_empty_cannot_be_emptied(shown: Shown) -> None:
    """The fields that the store refuses to keep empty are those that do not clear."""
    desk, visit = shown.desk, shown.visit()
    before = (
        [(s.kind, s.counts) for s in desk.visits.sessions(visit.id)],
        [e.kind for e in desk.evidence.entries(visit.id)],
        [f.kind for f in desk.evidence.findings(visit.id)],
        sorted(a.status for a in desk.priorities.actions(visit.school_id)),
    )
    tried = 0
    for there in places(shown):
        if there.part in (Section.PLAN, Stage.BEFORE, Stage.SYNTHESIS):
            shown.go(there)
            tried += clear(shown)
    assert tried
    assert before[:3] == (
        [(s.kind, s.counts) for s in desk.visits.sessions(visit.id)],
        [e.kind for e in desk.evidence.entries(visit.id)],
        [f.kind for f in desk.evidence.findings(visit.id)],
    )
    assert sorted(a.status for a in desk.priorities.actions(visit.school_id)) == before[3]


def test_nothing_was_refused_on_the_way(shown: Shown) -> None:
    """A field that may be empty is saved empty, without a word of trouble."""
    shown.go(place.school(shown.school().id, Section.PLAN))
    clear(shown)
    assert all(form.flush() for form in seen(shown.page, RecordForm))
    assert not any("cannot be kept" in told for told in shown.messages())
