"""A page is there at once; what lies below the screen follows, unseen, and is no less good."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from sipdesk.models.visits import Visit
from sipdesk.ui import place
from sipdesk.ui.forms import flush_all
from sipdesk.ui.pages.groups.leaders import LeadersCard
from sipdesk.ui.pages.roll import Roll
from sipdesk.ui.pages.visit.findings import FindingCard
from tests.pictures import desks
from tests.ui.windows import Shown


@pytest.fixture
def shown(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    folder = tmp_path_factory.mktemp("visits")
    shown = Shown(desks.lived(folder), folder)
    yield shown
    shown.close()
    shown.desk.close()


def visit_of(shown: Shown) -> Visit:
    visit = shown.desk.capture.todays(shown.desk.clock.now().date())
    assert visit is not None
    return visit


def cards(shown: Shown) -> list[FindingCard]:
    return [card for card in shown.page.findChildren(FindingCard) if card.isVisible()]


def wait_for_all(shown: Shown) -> None:
    shown.keys.wait_for(lambda: all(roll.is_whole for roll in shown.page.findChildren(Roll)))


def test_what_comes_later_is_whole_and_nothing_in_sight_moves(shown: Shown) -> None:
    visit = visit_of(shown)
    shown.work.go(place.visit(visit.id, place.Stage.SYNTHESIS))
    findings = shown.desk.evidence.findings(visit.id)
    assert len(cards(shown)) < len(findings)
    shown.app.processEvents()
    first = shown.body.viewport().grab().toImage()
    wait_for_all(shown)
    assert len(cards(shown)) == len(findings)
    assert shown.body.viewport().grab().toImage() == first


def test_what_is_typed_in_what_came_later_is_saved(shown: Shown) -> None:
    visit = visit_of(shown)
    shown.work.go(place.visit(visit.id, place.Stage.SYNTHESIS))
    wait_for_all(shown)
    last = shown.desk.evidence.findings(visit.id)[-1]
    text = cards(shown)[-1].findChild(QPlainTextEdit)
    assert text is not None
    assert text.toPlainText() == last.text
    text.setFocus()
    shown.keys.replace("Marking is read and answered.")
    assert flush_all(shown.page)
    assert shown.desk.evidence.finding(last.id).text == "Marking is read and answered."


def test_one_who_asks_for_the_last_finding_stands_in_it(shown: Shown) -> None:
    visit = visit_of(shown)
    last = shown.desk.evidence.findings(visit.id)[-1]
    shown.work.go(place.visit(visit.id, place.Stage.SYNTHESIS, last.id))
    focus = shown.window.focusWidget()
    assert isinstance(focus, QPlainTextEdit)
    assert focus.toPlainText() == last.text


def test_who_led_a_group_follows_below_it(shown: Shown) -> None:
    school = visit_of(shown).school_id
    shown.work.go(place.school(school, place.Section.GROUPS))
    assert shown.page.findChild(LeadersCard) is None
    shown.keys.wait_for(lambda: shown.page.findChild(LeadersCard) is not None)
    made = shown.page.findChild(LeadersCard)
    assert isinstance(made, LeadersCard)
    assert made.isVisible()
