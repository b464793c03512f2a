"""Every editor by keyboard alone."""

from __future__ import annotations

from datetime import date, time

import pytest
from PySide6.QtCore import QLocale, QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from sipdesk.models.fields import Choice, Editor, Field, choices
from sipdesk.ui.forms.row import Label
from sipdesk.ui.widgets.editors.day import Month

Key = Qt.Key
JUDGED = Field(
    "judged",
    "Judged",
    Editor.CHOICE,
    choices=choices("Done", "On the way", "Slipped", "Not started"),
)
SCALE = Field("scale", "Scale", Editor.CHOICE, choices=choices("1 Well", "2", "3", "4", "5 Stuck"))


def press(*keys: object) -> None:
    """Give keys to whatever has the keyboard."""
    for key in keys:
        widget = QApplication.focusWidget()
        if isinstance(key, str):
            QTest.keyClicks(widget, key)
        else:
            QTest.keyClick(widget, key)


def start(form, name: str) -> None:
    form.editor(name).setFocus(Qt.FocusReason.TabFocusReason)


@pytest.mark.parametrize(
    ("keys", "chosen"),
    [
        ([Key.Key_Space], "done"),
        ([Key.Key_Right], "done"),
        ([Key.Key_Right, Key.Key_Right], "on the way"),
        ([Key.Key_Left, Key.Key_Left], "not started"),
        (["s"], "slipped"),
        (["N"], "not started"),
        (["2"], "on the way"),
        (["s", Key.Key_Backspace], ""),
        (["s", Key.Key_Delete], ""),
        (["x"], ""),
        (["9"], ""),
    ],
)
def test_choosing_by_key(make_form, record, keys, chosen) -> None:
    form = make_form(JUDGED)
    form.load({"judged": ""})
    start(form, "judged")
    press(*keys)
    assert form.value("judged") == chosen
    form.flush()
    assert record.saves == ([{"judged": chosen}] if chosen else [])


def test_a_figure_means_the_answer_that_begins_with_it(make_form) -> None:
    form = make_form(SCALE)
    start(form, "scale")
    press("5")
    assert form.value("scale") == "5 stuck"


def test_a_row_of_answers_is_one_stop_for_tab(make_form) -> None:
    form = make_form(Field("a", "A"), JUDGED, Field("z", "Z"))
    form.load({"judged": "slipped"})
    start(form, "a")
    press(Key.Key_Tab)
    assert QApplication.focusWidget().text() == "Slipped"
    press(Key.Key_Tab)
    assert form.editor("z").hasFocus()
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Backtab)
    assert QApplication.focusWidget().text() == "Slipped"


def test_a_click_chooses_and_a_second_one_takes_it_back(make_form) -> None:
    form = make_form(JUDGED)
    button = form.editor("judged")._buttons[1]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.value("judged") == "on the way"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert form.value("judged") == ""


def test_answers_go_on_in_the_next_line_when_narrow(make_form) -> None:
    form = make_form(JUDGED)
    form.resize(280, 400)
    QApplication.processEvents()
    tops = {button.y() for button in form.editor("judged")._buttons}
    assert len(tops) > 1
    right = max(button.geometry().right() for button in form.editor("judged")._buttons)
    assert right < form.editor("judged").width()


def test_picking_by_typing_its_beginning(make_form, record) -> None:
    form = make_form(
        Field("kind", "Kind", Editor.PICK, choices=choices("Autumn", "Spring", "Summer"))
    )
    form.load({"kind": ""})
    start(form, "kind")
    press("su")
    form.flush()
    assert record.saves == [{"kind": "summer"}]


def test_other_choices_keep_a_value_that_is_no_longer_offered(make_form, record) -> None:
    form = make_form(Field("who", "Who", Editor.PICK, choices=choices("Head", "Deputy")))
    form.load({"who": "head"})
    form.set_choices("who", (Choice("chair", "Chair of governors"),))
    assert form.value("who") == "head"
    form.flush()
    assert record.saves == []


@pytest.mark.parametrize(
    ("keys", "day", "shown"),
    [
        (["13 nov"], date(2009, 11, 13), "Fri 13 Nov 2009"),
        ([Key.Key_Up], date(2009, 11, 13), "Fri 13 Nov 2009"),
        ([Key.Key_Down, Key.Key_Down], date(2009, 11, 10), "Tue 10 Nov 2009"),
        ([Key.Key_Delete], None, ""),
    ],
)
def test_a_day_by_keys(make_form, keys, day, shown) -> None:
    form = make_form(Field("on", "Date", Editor.DATE), Field("z", "Z"))
    form.load({"on": date(2009, 11, 12)})
    start(form, "on")
    form.editor("on").line.selectAll()
    press(*keys)
    start(form, "z")
    assert form.value("on") == day
    assert form.editor("on").line.text() == shown


def test_the_month_opens_by_key_starts_on_monday_and_gives_a_day(make_form, record) -> None:
    form = make_form(Field("on", "Date", Editor.DATE))
    form.load({"on": date(2009, 11, 12)})
    start(form, "on")
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    month = form.findChild(Month)
    assert month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    assert month.locale().language() == QLocale.Language.English
    view = month.focusProxy() or month
    QTest.keyClick(view, Key.Key_Right)
    QTest.keyClick(view, Key.Key_Return)
    form.flush()
    assert record.saves == [{"on": date(2009, 11, 13)}]


@pytest.mark.parametrize(
    ("keys", "at"),
    [(["2pm"], time(14)), ([Key.Key_Up], time(9, 35)), ([Key.Key_Down], time(9, 30))],
)
def test_a_time_by_keys(make_form, keys, at) -> None:
    form = make_form(Field("start", "Start", Editor.TIME))
    form.load({"start": time(9, 32)})
    start(form, "start")
    form.editor("start").selectAll()
    press(*keys)
    assert form.value("start") == at


def test_a_number_a_tick_and_lines(make_form, record) -> None:
    form = make_form(
        Field("hours", "Hours", Editor.NUMBER, unit="hours"),
        Field("late", "Late", Editor.TICK),
        Field("people", "People", Editor.LINES),
    )
    form.load({"hours": 1.5, "late": False, "people": ("Head",)})
    start(form, "hours")
    press(Key.Key_Up, Key.Key_Tab, Key.Key_Space, Key.Key_Tab)
    form.editor("people").moveCursor(form.editor("people").textCursor().MoveOperation.End)
    press(Key.Key_Return, "Chair ", Key.Key_Return)
    form.flush()
    saved = {name: value for changed in record.saves for name, value in changed.items()}
    assert saved == {"hours": 2.5, "late": True, "people": ("Head", "Chair")}


def test_text_grows_with_what_is_written_and_then_scrolls(make_form) -> None:
    form = make_form(Field("notes", "Notes", Editor.TEXT))
    heights = []
    for lines in (1, 6, 12, 500):
        form.set_value("notes", "\n".join("word" for _ in range(lines)))
        heights.append(form.editor("notes").sizeHint().height())
    assert heights == sorted(heights)
    assert heights[1] > heights[0]
    assert heights[3] < 600


def test_pasting_takes_the_words_and_leaves_the_looks(make_form) -> None:
    form = make_form(Field("notes", "Notes", Editor.TEXT))
    clip = QMimeData()
    clip.setHtml("<h1>Big</h1>")
    clip.setText("Big")
    QApplication.clipboard().setMimeData(clip)
    form.editor("notes").paste()
    assert form.value("notes") == "Big"


def test_tab_goes_through_all_fields_in_their_order_and_back(make_form) -> None:
    fields = [
        Field(editor.value, editor.value, editor, choices=choices("A", "B")) for editor in Editor
    ]
    form = make_form(*fields, columns=2)
    start(form, fields[0].name)
    seen: list[str] = []
    for _ in range(len(fields) + 1):
        widget = QApplication.focusWidget()
        name = form._row_of(widget).field.name
        if name not in seen:
            seen.append(name)
        press(Key.Key_Tab)
    assert seen == [field.name for field in fields]


REQUIRED = Field("judged", "How it stands", Editor.CHOICE, choices=JUDGED.choices, required=True)


@pytest.mark.parametrize("key", [Key.Key_Delete, Key.Key_Backspace])
def test_a_required_answer_does_not_go_by_a_key(make_form, record, key) -> None:
    form = make_form(REQUIRED)
    form.load({"judged": "done"})
    start(form, "judged")
    press(key)
    assert form.value("judged") == "done"
    form.flush()
    assert record.saves == []


def test_a_required_answer_does_not_go_by_a_second_click(make_form, record) -> None:
    form = make_form(REQUIRED)
    form.load({"judged": "done"})
    for at in (0, 0, 1, 1):
        QTest.mouseClick(form.editor("judged")._buttons[at], Qt.MouseButton.LeftButton)
        QTest.qWait(QApplication.doubleClickInterval() + 10)
    assert form.value("judged") == form.editor("judged")._buttons[1].choice.value
    form.flush()
    assert len(record.saves) == 1


def test_a_required_pick_offers_no_empty_answer(make_form) -> None:
    offered = (Choice("", "None"), *choices("Head", "Deputy"))
    form = make_form(Field("who", "Who", Editor.PICK, choices=offered, required=True))
    form.load({"who": "head"})
    box = form.editor("who")
    assert [box.itemText(at) for at in range(box.count())] == ["Head", "Deputy"]
    form.set_choices("who", choices("Head", "Chair"))
    assert form.value("who") == "head"


def test_an_answer_that_cannot_go_does_not_say_that_it_is_required(make_form) -> None:
    form = make_form(REQUIRED, Field("name", "Name", required=True))
    shown = [words.text() for words in form.findChildren(Label)]
    assert shown == ["How it stands", "Name (required)"]
