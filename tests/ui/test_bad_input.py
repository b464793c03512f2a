"""What cannot be meant: said where it was typed, in words, and nothing lost."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from sipdesk import paths
from sipdesk.ui import place
from sipdesk.ui.place import Section, Stage
from tests.pictures import desks
from tests.ui.windows import Shown, seen

HUGE = "Fractions are taught by rote, and nobody asks why. " * 1_961  # 100,011 characters


@pytest.fixture
def before(opened) -> Shown:
    """The plan of today's visit."""
    shown: Shown = opened(desks.fresh)
    shown.go(place.visit(shown.visit().id, Stage.BEFORE))
    return shown


def at_fields(shown: Shown) -> list[str]:
    """What is said under the fields."""
    from sipdesk.ui.forms.row import FieldRow

    rows = seen(shown.page, FieldRow)
    return [row._problem.text() for row in rows if row._problem.isVisible()]


def leave(shown: Shown) -> None:
    """Out of a field, and past the button that belongs to it."""
    shown.keys.press("Tab", times=2)


@pytest.mark.parametrize("day", ["31/02/2027", "soon", "32", "2027-13-01"])
def test_a_day_that_cannot_be_read(before: Shown, day: str) -> None:
    was = before.visit()
    before.keys.fill("Day", day)
    leave(before)
    assert len(at_fields(before)) == 1
    assert before.desk.visits.get(was.id) == was
    before.keys.press("Shift+Tab", times=2)
    assert before.app.focusWidget().text() == day  # type: ignore[union-attr]
    before.keys.replace("25/11/2026")
    leave(before)
    assert at_fields(before) == []
    assert before.desk.visits.get(was.id).on == date(2026, 11, 25)


def test_a_day_before_the_last_visit(before: Shown) -> None:
    was = before.visit()
    before.keys.fill("Day", "1/9/2026")
    leave(before)
    assert "before the last visit" in " ".join(at_fields(before))
    assert before.desk.visits.get(was.id).on == was.on


def test_planning_before_the_last_visit(opened) -> None:
    shown: Shown = opened(desks.lived)
    shown.go(place.school(shown.school().id, Section.VISITS))
    visits = shown.desk.visits.all()
    shown.do("plan-visit")
    shown.keys.fill("Day of the visit", "1/9/2026")
    shown.keys.push("Put it in the diary")
    assert any("last visit" in told for told in shown.messages())
    assert shown.desk.visits.all() == visits
    shown.keys.fill("Day of the visit", "1/3/2027")
    shown.keys.push("Put it in the diary")
    assert len(shown.desk.visits.all()) == len(visits) + 1


@pytest.mark.parametrize(("end", "told"), [("08:00", "not after its start"), ("half", "")])
def test_a_session_that_would_end_before_it_begins(before: Shown, end: str, told: str) -> None:
    was = before.desk.visits.sessions(before.visit().id)
    before.keys.fill("To", end)
    before.keys.press("Tab")
    assert told in " ".join(at_fields(before))
    assert at_fields(before)
    assert before.desk.visits.sessions(before.visit().id) == was
    before.keys.tab_to("To", back=True)
    before.keys.replace("09:15")
    before.keys.press("Tab")
    assert at_fields(before) == []


def test_sessions_at_the_same_time_are_marked(before: Shown) -> None:
    before.keys.fill("To", "09:15")
    before.keys.press("Tab")
    page = before.page
    warning = page._plan._warning  # type: ignore[attr-defined]
    assert warning.isVisible()
    assert "Arrive runs into Head and chair" in warning.text()


def test_a_hundred_thousand_characters_are_pasted_without_a_stall(before: Shown, qtbot) -> None:
    """Against a bare field of Qt's in the same window; the ratio is what counts."""
    bare = QPlainTextEdit()
    around = QWidget()
    bare.setParent(around)
    bare.resize(560, 80)
    qtbot.addWidget(around)
    around.show()
    before.window.activateWindow()
    before.keys.settle()
    before.app.clipboard().setText(HUGE)
    ours, theirs = [], []
    before.keys.tab_to("Focus")
    field = before.app.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    for _ in range(3):
        for widget, times in ((bare, theirs), (field, ours)):
            widget.setFocus()
            widget.selectAll()
            begun = time.perf_counter()
            widget.paste()
            before.app.processEvents()
            times.append(time.perf_counter() - begun)
    assert min(ours) < 4 * min(theirs) + 0.05
    before.keys.wait_for(lambda: len(before.visit().focus) >= 100_000, 5)


def test_a_template_with_a_mistake_is_named_and_the_others_load(opened, tmp_path) -> None:
    folder = paths.user_templates()
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('name = "Mine"\nkind = "Mine"\nsummary = 3\n', "utf-8")
    (folder / "broken.toml").write_text('name = "Broken\n', "utf-8")
    shown: Shown = opened(desks.bare)
    shown.do("plan-visit")
    told = "\n".join(shown.messages())
    assert "broken.toml" in told
    assert "line 1" in told
    assert "mine.toml" in told
    assert "line 3" in told
    assert "The other templates are there." in told
    kinds = shown.page._form.editor("template")  # type: ignore[attr-defined]
    names = [kinds.itemText(at) for at in range(kinds.count())]
    assert any("Gaining Ground" in name for name in names)


def test_a_day_kept_as_a_template_can_be_planned_from(before: Shown) -> None:
    before.keys.push("Keep as a template")
    assert before.messages()[0].startswith("Kept as “Gaining Ground day, as on 24 Nov 2026”")
    before.do("plan-visit")
    before.keys.fill("Day of the visit", "1/3/2027")
    before.keys.tab_to("Kind of day")
    before.keys.press("End")
    before.keys.push("Put it in the diary")
    made = before.desk.visits.get(before.work.router.here.visit_id)
    assert made.on == date(2027, 3, 1)
    was = before.desk.visits.sessions(before.visit().id)
    now = before.desk.visits.sessions(made.id)
    assert [(s.start, s.title) for s in now] == [(s.start, s.title) for s in was]


def test_keeping_the_same_template_twice_is_told(before: Shown) -> None:
    before.keys.push("Keep as a template")
    before.keys.push("Keep as a template")
    assert any("already" in told for told in before.messages())


def test_a_next_step_is_on_the_plan_as_soon_as_it_is_asked_for(opened) -> None:
    """There is no half-filled form whose words could be left behind."""
    shown: Shown = opened(desks.lived)
    shown.go(place.visit(shown.visit().id, Stage.SYNTHESIS))
    held = len(shown.desk.priorities.actions(shown.school().id))
    shown.keys.push("Next step:")
    shown.keys.type("Mark one piece a fortnight")
    shown.do("today")
    plan = shown.desk.priorities.actions(shown.school().id)
    assert len(plan) == held + 1
    assert "Mark one piece a fortnight" in {a.action for a in plan}


def test_capturing_without_a_visit_says_so(opened) -> None:
    shown: Shown = opened(desks.bare)
    shown.keys.press("Ctrl+Return")
    assert "There is no visit today." in shown.messages()[0]
    assert not shown.work.capturing.strip.isVisible()


@pytest.mark.parametrize(
    "key", ["late", "compose", "todays-visit", "export-note-pdf", "export-plan", "export-agenda"]
)
def test_what_needs_a_visit_or_a_school_says_so(opened, key: str) -> None:
    shown: Shown = opened(desks.empty)
    shown.do(key)
    assert len(shown.messages()) == 1


def test_an_empty_line_is_not_captured(opened) -> None:
    shown: Shown = opened(desks.half_lived)
    held = shown.desk.evidence.entries(shown.visit().id)
    for typed in ("", "   "):
        shown.keys.press("Ctrl+Return")
        shown.keys.type("e")
        shown.keys.type(typed)
        shown.keys.press("Return")
        shown.keys.press("Esc")
        QTest.qWait(450)
    assert shown.desk.evidence.entries(shown.visit().id) == held
