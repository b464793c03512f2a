"""The smaller pieces: places to go, messages, the saved mark, titles, empty places."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.models.clock import FixedClock
from sipdesk.models.errors import StoreNotWritable
from sipdesk.models.events import Changed, Events
from sipdesk.models.fields import Field
from sipdesk.ui.bridge import Bridge
from sipdesk.ui.widgets.empty import EmptyPlace
from sipdesk.ui.widgets.heading import PageTitle
from sipdesk.ui.widgets.message_bar import MessageBar
from sipdesk.ui.widgets.nav_list import NavItem, NavList
from sipdesk.ui.widgets.saved_mark import SavedMark
from sipdesk.ui.widgets.scrolling import PageBody
from sipdesk.ui.widgets.tabs import SectionTabs
from tests.ui_kit.gallery import PLACES, SECTIONS

Key = Qt.Key


def shown(qtbot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(600, 300)
    with qtbot.waitExposed(widget):
        widget.show()
    widget.activateWindow()
    return widget


def in_a_window(qtbot, widget: QWidget) -> QWidget:
    window = QWidget()
    QVBoxLayout(window).addWidget(widget)
    shown(qtbot, window)
    widget.kept = window
    return widget


def test_arrows_go_to_places_and_actions_wait(look, qtbot) -> None:
    rail = shown(qtbot, NavList(PLACES))
    went: list[str] = []
    rail.chosen.connect(went.append)
    rail.setFocus()
    rail.choose("northgate")
    assert went == []
    QTest.keyClick(rail, Key.Key_Down)
    QTest.keyClick(rail, Key.Key_Down)
    assert (went, rail.current()) == (["reviews"], "reviews")
    QTest.keyClick(rail, Key.Key_Return)
    assert (went, rail.current()) == (["reviews", "find"], "reviews")


def test_a_click_goes_to_a_place(look, qtbot) -> None:
    rail = shown(qtbot, NavList(PLACES))
    with qtbot.waitSignal(rail.chosen) as went:
        spot = rail.visualRect(rail.model().index(2)).center()
        QTest.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert went.args == ["kingsmead"]


def test_other_places_keep_where_one_is(look, qtbot) -> None:
    rail = shown(qtbot, NavList(PLACES))
    went: list[str] = []
    rail.chosen.connect(went.append)
    rail.choose("reviews")
    rail.set_items((NavItem("new", "New"), *PLACES))
    assert (rail.current(), rail.currentIndex().row(), went) == ("reviews", 5, [])


def test_sections_by_arrows(look, qtbot) -> None:
    tabs = shown(qtbot, SectionTabs(SECTIONS))
    went: list[str] = []
    tabs.chosen.connect(went.append)
    tabs.choose("pupils")
    tabs.setFocus()
    QTest.keyClick(tabs, Key.Key_Right)
    assert (went, tabs.current()) == (["gaps"], "gaps")


def test_a_message_offers_to_undo_and_goes(look, qtbot) -> None:
    bar = in_a_window(qtbot, MessageBar())
    undone: list[bool] = []
    bar.say("Moved.", action="Undo", do=lambda: undone.append(True))
    QTest.mouseClick(
        next(each for each in bar.findChildren(QPushButton) if each.text() == "Undo"),
        Qt.MouseButton.LeftButton,
    )
    assert undone == [True]
    assert bar.texts() == []
    assert bar.isHidden()


def test_messages_go_by_themselves_but_errors_stay(look, qtbot) -> None:
    bar = in_a_window(qtbot, MessageBar())
    bar.error(StoreNotWritable("The disk is full."))
    bar.say("Saved as PDF.", tone=Tone.GOOD, seconds=0.05)
    assert bar.texts() == ["Saved as PDF.", "The disk is full."]
    qtbot.waitUntil(lambda: bar.texts() == ["The disk is full."], timeout=3000)


def test_there_are_never_more_than_three_messages_and_none_twice(look, qtbot) -> None:
    bar = in_a_window(qtbot, MessageBar())
    for text in "abcdcd":
        bar.say(text)
    assert bar.texts() == ["d", "c", "b"]


def test_a_message_is_reached_and_left_by_key(look, qtbot) -> None:
    window = QWidget()
    column, bar, line = QVBoxLayout(window), MessageBar(), QLineEdit()
    column.addWidget(bar)
    column.addWidget(line)
    shown(qtbot, window)
    line.setFocus()
    assert not bar.take_focus()
    bar.say("Moved.", action="Undo", do=lambda: None)
    assert line.hasFocus()  # a message never takes the keyboard
    assert bar.take_focus()
    assert QApplication.focusWidget().text() == "Undo"
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    assert bar.texts() == []
    assert line.hasFocus()


def test_the_saved_mark_says_only_what_happened(make_form, record, qtbot) -> None:
    form = make_form(Field("focus", "Focus"))
    mark = SavedMark(FixedClock(datetime(2009, 11, 12, 10, 42)))
    qtbot.addWidget(mark)
    mark.follow(form)
    assert mark.text() == ""
    form.set_value("focus", "Maths")
    assert mark.text() == "Saving…"
    record.refuse = StoreNotWritable("The disk is full.", todo="Make room.")
    form.flush()
    assert mark.text() == "■ Not saved – the disk is full"
    form.set_value("focus", "English")
    assert mark.text() == "■ Not saved – the disk is full"
    record.refuse = None
    form.flush()
    assert mark.text() == "Saved 10:42"
    assert mark.accessibleName() == "Saved 10:42"


def test_typing_put_back_leaves_nothing_being_saved(make_form, record, qtbot) -> None:
    form = make_form(Field("focus", "Focus"))
    form.load({"focus": "Maths"})
    mark = SavedMark(FixedClock(datetime(2009, 11, 12, 10, 42)))
    qtbot.addWidget(mark)
    mark.follow(form)
    form.set_value("focus", "Mathss")
    form.set_value("focus", "Maths")
    form.flush()
    assert mark.text() != "Saving…"
    assert record.saves == []


def test_the_trail_leads_back(look, qtbot) -> None:
    title = shown(qtbot, PageTitle())
    title.set_trail([("school", "Kingsmead & Co"), ("visit", "Visit, Thu 12 Nov 2009")])
    assert title.text() == "Kingsmead & Co › Visit, Thu 12 Nov 2009"
    with qtbot.waitSignal(title.trailRequest) as back:
        title.findChild(QPushButton).click()
    assert back.args == ["school"]


def test_an_empty_place_says_what_belongs_there_and_fills_it(look, qtbot) -> None:
    place = shown(qtbot, EmptyPlace("Visits belong here.", "Plan a visit"))
    with qtbot.waitSignal(place.asked):
        place.button.click()


def test_a_page_scrolls_to_where_the_keyboard_is(look, qtbot) -> None:
    body = PageBody()
    lines = [QLineEdit() for _ in range(60)]
    for line in lines:
        body.add(line)
    body.resize(400, 300)
    shown(qtbot, body)
    lines[50].setFocus()
    assert (
        body.viewport()
        .rect()
        .intersects(
            lines[50]
            .rect()
            .translated(lines[50].mapTo(body.viewport(), lines[50].rect().topLeft()))
        )
    )


def test_what_the_models_tell_becomes_a_signal(look, qtbot) -> None:
    events = Events()
    bridge = Bridge(events)
    event = Changed("Move session", frozenset({"sessions"}), frozenset({"1"}))
    with qtbot.waitSignal(bridge.changed) as told:
        events.tell(event)
    assert told.args == [event]
    bridge.close()
    bridge.close()
    with qtbot.assertNotEmitted(bridge.changed):
        events.tell(event)
