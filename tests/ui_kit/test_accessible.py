"""What assistive technology is told of the kit."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QRadioButton

from sipdesk.models.fields import Editor, Field, choices
from sipdesk.ui.widgets.message_bar import MessageBar
from tests.ui_kit.gallery import Gallery

NAMELESS = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Window,
    QAccessible.Role.Pane,
}


def walk(top: QAccessibleInterface, depth: int = 0) -> Iterator[QAccessibleInterface]:
    yield top
    for at in range(top.childCount() if depth < 30 else 0):
        child = top.child(at)
        if child is not None and child.isValid():
            yield from walk(child, depth + 1)


def test_everything_that_takes_the_keyboard_has_a_name_and_a_role(look, qtbot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    gallery.resize(1366, 768)
    gallery.show()
    QApplication.processEvents()
    seen = 0
    for each in walk(QAccessible.queryAccessibleInterface(gallery)):
        if each.state().focusable and not each.state().invisible:
            seen += 1
            name = each.text(QAccessible.Text.Name)
            assert name, (each.role(), each.object())
            assert "&" not in name, name
            assert each.role() not in NAMELESS, (name, each.object())
    assert seen > 25


def test_a_field_is_named_by_its_label_and_described_by_its_help(make_form) -> None:
    form = make_form(Field("on", "&Date", Editor.DATE, help="Day first", required=True))
    line = form.editor("on").line
    assert line.accessibleName() == "Date"
    assert line.accessibleDescription() == "Required. Day first"


def test_mnemonics_are_unique_within_a_form(make_form) -> None:
    form = make_form(Field("a", "&What"), Field("b", "&Who"), Field("c", "Head & chair"))
    shown = [row._label.text() for row in form._rows.values()]
    assert shown == ["&What", "Who", "Head && chair"]
    assert form.editor("c").accessibleName() == "Head & chair"


def test_answers_are_radio_buttons_that_say_their_question(make_form) -> None:
    form = make_form(Field("j", "Judged", Editor.CHOICE, choices=choices("Done", "Slipped")))
    buttons = form.findChildren(QRadioButton)
    roles = {QAccessible.queryAccessibleInterface(each).role() for each in buttons}
    assert roles == {QAccessible.Role.RadioButton}
    assert [each.accessibleName() for each in buttons] == ["Done", "Slipped"]
    assert all(each.accessibleDescription() == "Judged" for each in buttons)


def test_a_table_row_is_read_with_its_heads(look, qtbot) -> None:
    gallery = Gallery()
    qtbot.addWidget(gallery)
    rows = gallery.table.rows
    said = [
        rows.index(2, at).data(Qt.ItemDataRole.AccessibleTextRole)
        for at in range(rows.columnCount())
    ]
    assert said[1] == "Who: Chair"
    assert said[4] == "How it stands: ■ Not on track"


def test_a_message_is_named_after_what_it_says(look, qtbot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    bar.say("Moved 3 sessions.", action="Undo", do=lambda: None)
    names = [
        each.text(QAccessible.Text.Name) for each in walk(QAccessible.queryAccessibleInterface(bar))
    ]
    assert "Moved 3 sessions." in names
