"""Typing is saved by itself, soon, and is never lost or overwritten."""

from __future__ import annotations

from time import monotonic

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from sipdesk.models.errors import BadValue, StoreNotWritable
from sipdesk.models.fields import Editor, Field
from sipdesk.ui.style.paint_fields import PROBLEM

FOCUS = Field("focus", "Focus of the visit")
NOTES = Field("notes", "Notes", Editor.TEXT)
ON = Field("on", "Date", Editor.DATE)
FULL = StoreNotWritable("The disk is full.", "What you typed is still here.", "Make room.")


def type_into(form, name: str, text: str) -> None:
    form.editor(name).setFocus()
    QTest.keyClicks(form.editor(name).focusProxy() or form.editor(name), text)


def said_under(form, name: str) -> str:
    words = form._rows[name]._problem
    return words.text() if words.isVisible() else ""


def test_typing_is_saved_while_keys_keep_coming(make_form, record, qtbot) -> None:
    form = make_form(NOTES)
    form.load({"notes": ""})
    begun, waited = monotonic(), 0.0
    form.saved.connect(lambda: seen.append(monotonic()))
    seen: list[float] = []
    form.editor("notes").setFocus()
    while monotonic() - begun < 1.6:
        QTest.keyClick(form.editor("notes"), Qt.Key.Key_A)
        QTest.qWait(20)
    for one, other in zip([begun, *seen], seen, strict=False):
        waited = max(waited, other - one)
    assert len(seen) >= 2
    assert waited < 1.0


def test_leaving_a_field_saves_at_once(make_form, record) -> None:
    form = make_form(FOCUS, NOTES)
    form.load({"focus": "", "notes": ""})
    type_into(form, "focus", "Maths")
    assert record.saves == []
    QTest.keyClick(form.editor("focus"), Qt.Key.Key_Tab)
    assert record.saves == [{"focus": "Maths"}]
    assert form.editor("notes").hasFocus()


def test_hiding_saves_at_once(make_form, record) -> None:
    form = make_form(FOCUS)
    type_into(form, "focus", "M")
    form.hide()
    assert record.saves == [{"focus": "M"}]


def test_only_what_changed_is_saved_and_in_one_go(make_form, record) -> None:
    form = make_form(FOCUS, NOTES, ON)
    form.load({"focus": "Maths", "notes": "x", "on": None})
    form.set_value("notes", "y")
    form.set_value("on", None)
    form.set_value("focus", "English")
    assert form.flush()
    assert record.saves == [{"notes": "y", "focus": "English"}]


def test_text_put_back_as_it_was_is_not_saved(make_form, record) -> None:
    form = make_form(FOCUS)
    form.load({"focus": "a"})
    type_into(form, "focus", "b")
    QTest.keyClick(form.editor("focus"), Qt.Key.Key_Backspace)
    assert form.flush()
    assert record.saves == []


def test_a_refused_save_keeps_the_text_and_says_why(make_form, record, qtbot) -> None:
    form = make_form(FOCUS)
    form.load({"focus": ""})
    record.refuse = FULL
    type_into(form, "focus", "Maths")
    with qtbot.waitSignal(form.failed) as failed:
        assert not form.flush()
    assert failed.args == [FULL]
    assert form.value("focus") == "Maths"
    assert "The disk is full." in said_under(form, "focus")
    assert "The disk is full." in form.editor("focus").accessibleDescription()
    assert form.editor("focus").property(PROBLEM)


def test_a_refused_save_is_tried_again_by_itself(make_form, record, qtbot) -> None:
    form = make_form(FOCUS)
    form._autosave._again.setInterval(50)
    record.refuse = FULL
    type_into(form, "focus", "Maths")
    form.flush()
    record.refuse = None
    with qtbot.waitSignal(form.saved, timeout=2000):
        pass
    assert record.saves == [{"focus": "Maths"}]
    assert said_under(form, "focus") == ""
    assert form.flush()


def test_a_rule_says_no_at_its_own_field_and_the_rest_is_saved(make_form, record) -> None:
    form = make_form(FOCUS, NOTES)

    def save(changed: dict[str, object]) -> None:
        if "focus" in changed:
            raise BadValue("That is too short.", field="focus")
        record.save(changed)

    form._autosave._save = save
    form.set_value("focus", "x")
    form.set_value("notes", "y")
    assert not form.flush()
    assert record.saves == [{"notes": "y"}]
    assert "too short" in said_under(form, "focus")
    assert said_under(form, "notes") == ""


def test_a_bug_in_saving_keeps_the_typing_to_be_saved_later(make_form, record) -> None:
    form = make_form(FOCUS)

    def broken(changed: dict[str, object]) -> None:
        raise RuntimeError

    good, form._autosave._save = form._autosave._save, broken
    form.set_value("focus", "Maths")
    with pytest.raises(RuntimeError):
        form.flush()
    form._autosave._save = good
    assert form.flush()
    assert record.saves == [{"focus": "Maths"}]


def test_an_unreadable_date_stays_and_is_explained_when_left(make_form, record) -> None:
    form = make_form(ON, FOCUS)
    form.load({"on": None, "focus": ""})
    type_into(form, "on", "31/2/09")
    QTest.qWait(500)
    assert said_under(form, "on") == ""  # still typing
    form.editor("focus").setFocus()
    assert "is not a date" in said_under(form, "on")
    assert form.editor("on").line.text() == "31/2/09"
    assert record.saves == []
    assert not form.flush()


def test_what_is_required_is_not_saved_empty(make_form, record) -> None:
    form = make_form(Field("name", "&Name", required=True))
    form.load({"name": "Kingsmead"})
    form.set_value("name", "")
    assert not form.flush()
    assert said_under(form, "name") == "■ Name is needed."
    assert record.saves == []


def test_loading_leaves_unsaved_typing_alone(make_form, record) -> None:
    form = make_form(FOCUS, NOTES)
    form.load({"focus": "a", "notes": "b"})
    type_into(form, "focus", "X")
    form.load({"focus": "from elsewhere", "notes": "c"})
    assert form.value("focus") == "Xa"
    assert form.value("notes") == "c"
    form.flush()
    assert record.saves == [{"focus": "Xa"}]


def test_loading_the_same_moves_no_cursor_and_saves_nothing(make_form, record) -> None:
    form = make_form(FOCUS, NOTES)
    form.load({"focus": "Mathematics", "notes": "one two"})
    form.editor("focus").setCursorPosition(3)
    cursor = form.editor("notes").textCursor()
    cursor.setPosition(4)
    form.editor("notes").setTextCursor(cursor)
    form.load({"focus": "Mathematics", "notes": "one two"})
    assert form.editor("focus").cursorPosition() == 3
    assert form.editor("notes").textCursor().position() == 4
    QTest.qWait(450)
    assert record.saves == []


def test_a_space_just_typed_is_not_taken_away_by_the_store(make_form, record) -> None:
    form = make_form(FOCUS)
    form.load({"focus": ""})
    type_into(form, "focus", "Maths ")
    form.flush()
    form.load({"focus": "Maths"})  # the store trims
    QTest.keyClicks(form.editor("focus"), "now")
    assert form.value("focus") == "Maths now"


def test_a_reload_from_within_saving_does_no_harm(make_form, record) -> None:
    form = make_form(FOCUS, NOTES)
    form.load({"focus": "", "notes": ""})

    def save(changed: dict[str, object]) -> None:
        form.load({"focus": "old", "notes": "reloaded"})
        record.save(changed)

    form._autosave._save = save
    form.set_value("focus", "new")
    assert form.flush()
    assert form.value("focus") == "new"
    assert form.value("notes") == "reloaded"


def test_another_record_waits_until_this_one_is_saved(make_form, record) -> None:
    form = make_form(FOCUS)
    assert form.load({"focus": "first"}, of="1")
    form.set_value("focus", "changed")
    record.refuse = FULL
    assert not form.load({"focus": "second"}, of="2")
    assert form.value("focus") == "changed"
    record.refuse = None
    assert form.load({"focus": "second"}, of="2")
    assert record.saves == [{"focus": "changed"}]
    assert form.value("focus") == "second"
