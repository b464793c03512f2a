"""Undo and redo in words, what happens to a page whose record goes, and the bin."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest

from sipdesk.ui import place
from sipdesk.ui.pages.visits import VisitsPage
from sipdesk.ui.place import Kind, Place, Section, Stage
from tests.pictures import desks
from tests.ui.windows import Shown


def words(shown: Shown, key: str) -> str:
    return shown.window.actions_by_key[key].text().replace("&", "")


def test_the_menu_says_what_would_be_taken_back(opened) -> None:
    shown: Shown = opened(desks.bare)
    assert words(shown, "undo") == "Undo add school"
    shown.do("undo")
    assert words(shown, "undo") == "Undo"
    assert words(shown, "redo") == "Redo add school"
    assert shown.messages()[0] == "Taken back: Add school."
    shown.do("undo")
    assert shown.messages()[0] == "There is nothing to take back."
    shown.do("redo")
    assert shown.messages()[0] == "Done again: Add school."


def test_ctrl_z_in_a_field_takes_back_typing_first_and_then_steps(opened) -> None:
    shown: Shown = opened(desks.bare)
    school = shown.school()
    shown.go(place.school(school.id))
    shown.keys.fill("Phase", "Secondary")
    QTest.qWait(600)
    assert shown.school().phase == "Secondary"
    field = shown.app.focusWidget()
    for _ in range(5):
        shown.keys.press("Ctrl+Z")
        if not field.text():
            break
    assert field.text() == ""
    QTest.qWait(600)
    assert shown.school().phase == ""
    assert shown.desk.schools.all() == [shown.school()]
    for _ in range(8):
        shown.keys.press("Ctrl+Z")
    assert shown.desk.schools.all() == []


@pytest.mark.parametrize("section", list(Section))
def test_a_page_whose_school_is_undone_away_gives_way_to_today(opened, section) -> None:
    shown: Shown = opened(desks.empty)
    shown.do("add-school")
    school = shown.school()
    shown.go(place.school(school.id, section))
    shown.do("undo")
    assert shown.desk.schools.all() == []
    assert shown.work.router.here == Place()
    assert shown.work._title.text() == "Today"
    shown.do("redo")
    shown.go(place.school(school.id))
    assert "New school" in shown.work._title.text()


@pytest.mark.parametrize("stage", list(Stage))
def test_a_page_whose_visit_is_undone_away_gives_way_to_today(opened, stage: Stage) -> None:
    shown: Shown = opened(desks.bare)
    shown.do("plan-visit")
    shown.keys.push("Put it in the diary")
    visit = shown.desk.visits.all()[0]
    shown.go(place.visit(visit.id, stage))
    shown.do("undo")
    assert shown.desk.visits.all() == []
    assert shown.work.router.here == Place()


def test_the_way_back_to_a_place_that_has_gone_still_shows_a_page(opened) -> None:
    shown: Shown = opened(desks.bare)
    shown.go(place.school(shown.school().id))
    shown.go(Place(Kind.HELP))
    shown.do("undo")
    shown.do("back")
    assert shown.page.isVisible()
    assert shown.desk.schools.all() == []


def test_the_bin_gives_back_what_was_put_there(shown: Shown) -> None:
    school = shown.school()
    shown.go(place.school(school.id, Section.PUPILS))
    before = shown.desk.store.fingerprint()
    gone = shown.pane("Pupils").chosen
    shown.keys.push("Bin")
    assert gone not in {p.id for p in shown.desk.pupils.of_school(school.id)}
    shown.do("bin")
    shown.keys.push("Take back")
    assert gone in {p.id for p in shown.desk.pupils.of_school(school.id)}
    assert shown.desk.store.fingerprint() == before


def test_delete_on_a_visit_puts_it_into_the_bin_and_undo_brings_it_back(opened) -> None:
    shown: Shown = opened(desks.fresh)
    shown.go(place.school(shown.school().id, Section.VISITS))
    visits = shown.desk.visits.of_school(shown.school().id)
    assert isinstance(shown.page, VisitsPage)
    shown.keys.tab_to("Visits")
    shown.keys.press("Down")
    shown.keys.press("Delete")
    assert len(shown.desk.visits.of_school(shown.school().id)) == len(visits) - 1
    shown.do("undo")
    assert shown.desk.visits.of_school(shown.school().id) == visits
