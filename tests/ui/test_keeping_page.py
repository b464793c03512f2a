"""Keeping: the quiet line on Today, looking somebody up, and erasing with a typed name."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from shiboken6 import isValid

from sipdesk.models.desk import Reason
from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.keeping import Outlook, todo
from sipdesk.models.pupils import Pupil
from sipdesk.ui import tasks
from sipdesk.ui.pages.keeping import KeepingPage
from sipdesk.ui.pages.keeping.words import due_words
from sipdesk.ui.pages.today import TodayPage
from sipdesk.ui.place import Kind, Place, Section, school
from tests.ui.at_work import Gate
from tests.ui.windows import Shown

NAME = "Zephyrine Quolkbury"


@pytest.fixture
def pupil(shown: Shown) -> Pupil:
    """Somebody whose name occurs nowhere else, and once in a text."""
    home = shown.school()
    shown.desk.schools.edit(home.id, picture=f"{NAME} showed us round.")
    return shown.desk.pupils.add(home.id, NAME)


@pytest.fixture
def other(shown: Shown) -> Pupil:
    """Somebody else."""
    return shown.desk.pupils.add(shown.school().id, "Wystan Fforbes")


def keeping(shown: Shown) -> KeepingPage:
    shown.go(Place(Kind.KEEPING))
    assert isinstance(shown.page, KeepingPage)
    return shown.page


def looked_up(shown: Shown, name: str = NAME) -> KeepingPage:
    page = keeping(shown)
    page._somebody._line.setFocus()
    shown.keys.type(name)
    shown.keys.press("Return")
    shown.settle()
    return page


def wait_for_work(shown: Shown) -> None:
    shown.keys.wait_for(lambda: not tasks.under_way() and not shown.work.lending.is_on)
    shown.settle()


def test_today_is_quiet_until_something_is_due(shown: Shown) -> None:
    shown.go(Place())
    today = shown.page
    assert isinstance(today, TodayPage)
    assert today._keeping_card.isHidden()
    home = shown.school()
    shown.desk.schools.edit(home.id, partnership_ends=date(2024, 7, 31))
    shown.settle()
    assert not today._keeping_card.isHidden()
    assert home.name in today._keeping_words.text()
    today._keeping_go.click()
    shown.settle()
    assert shown.work.router.here.kind is Kind.KEEPING


def test_a_day_that_is_given_takes_it_off_the_list(shown: Shown) -> None:
    home = shown.school()
    shown.desk.schools.edit(home.id, partnership_ends=date(2024, 7, 31))
    page = keeping(shown)
    assert list(page._dues) == [home.id]
    page._until.set_value("until", date(2030, 1, 1))
    shown.work.flush()
    shown.settle()
    assert shown.desk.schools.get(home.id).review_on == date(2030, 1, 1)
    assert page._dues == {}
    shown.do("undo")
    assert list(page._dues) == [home.id]


def test_what_lies_in_the_bin_is_due_by_that_name(shown: Shown, pupil: Pupil) -> None:
    home = shown.school()
    shown.desk.schools.edit(home.id, partnership_ends=date(2024, 7, 31))
    shown.desk.schools.bin(home.id)
    page = keeping(shown)
    assert page._title(page._dues[home.id]) == f"{home.name} (in the bin)"
    assert f"{home.name} (in the bin) are to be" in due_words(list(page._dues.values()))
    page._erase_due()
    wait_for_work(shown)
    assert page._confirm._name == home.name
    page._go_to_due()
    assert shown.work.router.here.kind is Kind.BIN


def test_a_contact_without_a_name_goes_by_the_role(shown: Shown) -> None:
    home = shown.school()
    shown.desk.schools.add_contact(home.id, "Authority", email="quolk@example.org")
    page = looked_up(shown, "quolk@example.org")
    [row] = page._somebody._found.records()
    assert row.person.title == "Authority"
    page._somebody._erase.click()
    wait_for_work(shown)
    assert page._confirm._name == "Authority"


def test_a_day_in_the_past_is_refused_in_words(shown: Shown) -> None:
    shown.desk.schools.edit(shown.school().id, partnership_ends=date(2024, 7, 31))
    page = keeping(shown)
    page._until.set_value("until", date(2020, 1, 1))
    shown.work.flush()
    shown.settle()
    assert len(page._dues) == 1
    assert shown.school().review_on is None


def test_the_overview_asks_when_the_partnership_ends(shown: Shown) -> None:
    shown.go(school(shown.school().id, Section.OVERVIEW))
    shown.page._school.set_value("partnership_ends", date(2027, 7, 31))  # type: ignore[attr-defined]
    shown.work.flush()
    assert shown.school().partnership_ends == date(2027, 7, 31)


def test_what_is_held_is_said_in_short(shown: Shown, pupil: Pupil) -> None:
    page = looked_up(shown)
    assert "1 pupil’s record" in page._somebody._held.text()
    assert "named in 1 other text" in page._somebody._held.text()


def test_somebody_unknown_is_said(shown: Shown) -> None:
    page = looked_up(shown, "Xaviera Nobodyhere")
    assert page._somebody._actions.isHidden()
    assert "Nobody called" in page._somebody._trouble.text()
    assert page._somebody._trouble.isVisible()


def test_it_is_said_no_longer_once_somebody_is_found(shown: Shown, pupil: Pupil) -> None:
    page = looked_up(shown, "Xaviera Nobodyhere")
    page._somebody._line.clear()
    shown.keys.type("quolk")
    shown.keys.press("Return")
    shown.settle()
    assert page._somebody._person() is not None
    assert page._somebody._trouble.isHidden()
    assert not any("Nobody called" in message for message in shown.messages())


def test_whoever_arrives_can_type_the_name_at_once(shown: Shown, pupil: Pupil) -> None:
    page = keeping(shown)
    shown.settle()
    shown.keys.type(NAME)
    shown.keys.press("Return")
    shown.settle()
    assert page._somebody._line.text() == NAME
    assert page._somebody._person() is not None


def test_the_report_is_written_and_remembered(shown: Shown, pupil: Pupil, tmp_path: Path) -> None:
    page = looked_up(shown)
    page._somebody._report.click()
    shown.settle()
    assert NAME not in str(shown.work._export.path())
    shown.work._export._form.set_value("path", str(tmp_path / "report.pdf"))
    shown.work._export._write()
    wait_for_work(shown)
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")
    [left] = shown.desk.keeping.departures(pupil.id)
    assert (left.what, left.name) == ("Access report", "report.pdf")


def test_nothing_is_erased_before_the_name_is_typed(shown: Shown, pupil: Pupil) -> None:
    page = looked_up(shown)
    page._somebody._erase.click()
    shown.settle()
    assert page._confirm.isVisible()
    assert "Goes: 1 pupil’s record." in page._confirm._goes.text()
    shown.keys.type("Zephyrine Q")
    assert not page._confirm._go.isEnabled()
    shown.keys.press("Return")
    shown.keys.press("Esc")
    assert page._confirm.isHidden()
    assert shown.desk.pupils.get(pupil.id) == pupil


def test_erased_with_the_keyboard_from_desk_and_backup(shown: Shown, pupil: Pupil) -> None:
    shown.desk.store.back_up(Reason.ASKED)
    shown.desk.keeping.left("Note of visit", pupil.school_id, "note.pdf", "head", [pupil.id])
    page = looked_up(shown)
    page._somebody._erase.click()
    shown.settle()
    assert "“note.pdf”" in page._confirm._stays.text()
    shown.keys.type(NAME.lower())
    shown.keys.press("Return")
    wait_for_work(shown)
    assert NAME not in {p.name for p in shown.desk.pupils.ever()}
    assert shown.school().picture == "A pupil showed us round."
    assert any("1 copy of the desk" in message for message in shown.messages())
    assert [e.kind for e in shown.desk.keeping.erasures()] == ["pupil"]
    assert page._at_work.isHidden()
    assert not page._somebody._rows
    assert page._somebody._line.text() == ""


# --- while the copies are written anew


ELSEWHERE = (Kind.TODAY, Kind.BIN, Kind.BACKUPS, Kind.HISTORY, Kind.SETTINGS, Kind.HELP)


@pytest.fixture
def copying(shown: Shown, pupil: Pupil, monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """An erasure has begun, and is held at the copies until the gate opens."""
    eraser = shown.desk.keeping.eraser
    gate = Gate(eraser.copies)
    monkeypatch.setattr(eraser, "copies", gate)
    confirmed(shown, NAME)
    shown.keys.wait_for(lambda: gate.is_waited_at)
    yield gate
    gate.open()
    wait_for_work(shown)


def confirmed(shown: Shown, name: str) -> None:
    """Looked up, asked for, and the name typed."""
    looked_up(shown, name)._somebody._erase.click()
    shown.settle()
    shown.keys.type(name)
    shown.keys.press("Return")


def page_forgotten(shown: Shown) -> KeepingPage:
    """So many other screens have been in front that the page is no longer kept."""
    page = shown.page
    assert isinstance(page, KeepingPage)
    for kind in ELSEWHERE:
        shown.go(Place(kind))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not isValid(page)
    return page


def test_an_erasure_outlives_its_page_and_says_so(shown: Shown, copying: Gate) -> None:
    page_forgotten(shown)
    copying.open()
    wait_for_work(shown)
    assert NAME not in {p.name for p in shown.desk.pupils.ever()}
    assert any("Erased: 1 pupil" in message for message in shown.messages())
    assert shown.desk.store.apart(todo.read) is None


def test_a_trouble_with_it_is_said_without_its_page(
    shown: Shown, copying: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(work: object) -> None:
        raise StoreNotWritable("The disk is full.", "Nothing is changed.")

    monkeypatch.setattr(shown.desk.keeping.eraser, "end", refused)
    page_forgotten(shown)
    copying.open()
    wait_for_work(shown)
    assert any("The disk is full." in message for message in shown.messages())
    assert keeping(shown)._at_work.isHidden()


def test_a_page_made_anew_says_that_an_erasure_is_under_way(shown: Shown, copying: Gate) -> None:
    page_forgotten(shown)
    page = keeping(shown)
    assert "Erasing" in page._at_work.text()
    assert page._at_work.isVisible()
    copying.open()
    wait_for_work(shown)
    assert page._at_work.isHidden()


def test_a_second_is_refused_in_words_until_the_first_is_done(
    shown: Shown, other: Pupil, copying: Gate
) -> None:
    page = keeping(shown)
    page._ask([shown.desk.keeping.person(other.id)])
    shown.settle()
    assert page._confirm.isHidden()
    assert any("An erasure is under way." in message for message in shown.messages())
    page._confirm.confirmed.emit(Outlook((shown.desk.keeping.person(other.id),)), "")
    assert len(copying.come) == 1
    copying.open()
    wait_for_work(shown)
    assert [p.name for p in shown.desk.pupils.ever() if p.name in (NAME, other.name)] == [
        other.name
    ]
    confirmed(shown, other.name)
    wait_for_work(shown)
    assert other.id not in {p.id for p in shown.desk.pupils.ever()}


def test_hidden_names_look_nobody_up(shown: Shown, pupil: Pupil) -> None:
    page = looked_up(shown)
    shown.do("hide-names")
    assert page._somebody._found.isHidden()
    assert page._somebody._line.isHidden()
    shown.do("hide-names")
    assert not page._somebody._line.isHidden()


def test_a_page_that_is_forgotten_hears_no_more_of_names(
    shown: Shown, pupil: Pupil, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *trouble: heard.append(trouble))
    looked_up(shown)
    page_forgotten(shown)
    shown.do("hide-names")
    assert heard == []
