"""Lists of records, drawn as text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from sipdesk.export.document import Tone
from sipdesk.ui.tables import RecordTable, RecordTableModel
from sipdesk.ui.tables.widths import share
from tests.drawn import drawn
from tests.ui_kit.gallery import ACTIONS, COLUMNS, Action

FIRST, SECOND, THIRD = ACTIONS


@pytest.fixture
def table(look, qtbot) -> RecordTable:
    made = RecordTable(COLUMNS, "Agreed actions")
    QAbstractItemModelTester(made.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.replace(ACTIONS)
    made.show()
    made.activateWindow()
    made.setFocus()
    return made


def test_a_table_as_text(look, qtbot) -> None:
    """
      Action                        Who    By when      Minutes  How it stands
      Moderate APP                  DHT    18 Dec 2009       45  ▲ Nearly
    ▸ Governors see the tracking    Chair  2 Nov 2009     1,200  ■ Not on track
    """
    table = RecordTable(COLUMNS)
    qtbot.addWidget(table)
    rows = (replace(SECOND, what="Moderate APP"), replace(THIRD, what="Governors see the tracking"))
    table.replace(rows)
    table.choose("3")
    wanted = test_a_table_as_text.__doc__.strip("\n").rstrip()
    assert [" ".join(line.split()) for line in drawn(table).splitlines()] == [
        " ".join(line.split()) for line in wanted.splitlines()
    ]


def test_a_table_may_be_shown_before_it_has_rows(look, qtbot) -> None:
    made = RecordTable(COLUMNS, "Agreed actions")
    qtbot.addWidget(made)
    made.resize(1000, 300)
    made.show()
    assert made.columnWidth(0) > 0
    made.resize(260, 300)
    assert made.isColumnHidden(1)


def test_other_columns_leave_the_chosen_record_chosen(table) -> None:
    table.choose("2")
    table.set_columns((COLUMNS[2], COLUMNS[0]))
    assert table.current_id() == "2"
    assert not any(table.isColumnHidden(at) for at in range(2))
    assert drawn(table).split("\n")[0].split()[0] == COLUMNS[2].label.split()[0]


def test_the_order_is_marked_at_the_head_of_its_column(table) -> None:
    table.mark_order(COLUMNS[1].name, downwards=True)
    head = table.horizontalHeader()
    assert head.isSortIndicatorShown()
    assert head.sortIndicatorSection() == 1
    assert head.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
    table.mark_order("a column that is not shown")
    assert not head.isSortIndicatorShown()


def test_keys_open_bin_and_leave(table, qtbot) -> None:
    table.choose("1")
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert table.current_id() == "2"
    with qtbot.waitSignal(table.activated_id) as opened:
        QTest.keyClick(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.binRequest) as binned:
        QTest.keyClick(table, Qt.Key.Key_Delete)
    assert opened.args == binned.args == ["2"]


def test_tab_leaves_the_table(look, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column, table, line = QVBoxLayout(window), RecordTable(COLUMNS), QLineEdit()
    column.addWidget(table)
    column.addWidget(line)
    table.replace(ACTIONS)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is line


def test_the_chosen_record_stays_chosen_when_rows_come_and_go(table) -> None:
    table.choose("2")
    table.replace((replace(THIRD, id="9"), THIRD, SECOND, FIRST))
    assert table.current_id() == "2"
    assert {index.row() for index in table.selectedIndexes()} == {2}


def test_the_neighbour_is_chosen_when_a_record_goes(table) -> None:
    table.choose("2")
    table.replace((FIRST, THIRD))
    assert table.current_id() == "3"
    table.replace((FIRST,))
    assert table.current_id() == "1"
    table.replace(())
    assert table.current_id() == ""


def test_choosing_is_told_once(table, qtbot) -> None:
    told: list[str] = []
    table.chosen.connect(told.append)
    table.choose("3")
    table.replace(ACTIONS)
    assert told == ["3"]


def test_only_what_changed_is_told(look, qtbot) -> None:
    model = RecordTableModel(COLUMNS)
    model.replace(ACTIONS)
    told: list[object] = []
    model.dataChanged.connect(lambda top, _bottom: told.append(("changed", top.row())))
    model.rowsInserted.connect(lambda _, first, last: told.append(("came", first, last)))
    model.rowsRemoved.connect(lambda _, first, last: told.append(("went", first, last)))
    model.modelReset.connect(lambda: told.append("reset"))
    model.replace((FIRST, replace(SECOND, who="HT"), THIRD))
    model.replace((FIRST, replace(FIRST, id="7"), replace(SECOND, who="HT"), THIRD))
    model.replace((FIRST, THIRD))
    assert told == [("changed", 1), ("came", 1, 1), ("went", 1, 2)]


ROWS = st.lists(
    st.builds(
        Action,
        id=st.sampled_from("abcdef"),
        what=st.sampled_from(["x", "y"]),
        who=st.just(""),
        by=st.just(""),
        minutes=st.just(0),
        tone=st.sampled_from(Tone),
    ),
    max_size=6,
    unique_by=lambda row: row.id,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS, ROWS, st.sampled_from("abcdef"))
def test_any_rows_can_follow_any_others(look, before, after, chosen) -> None:
    table = RecordTable(COLUMNS)
    QAbstractItemModelTester(table.rows, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    table.replace(before)
    was_there = table.choose(chosen)
    table.replace(after)
    assert list(table.records()) == after
    if was_there and any(row.id == chosen for row in after):
        assert table.current_id() == chosen
    table.deleteLater()


def test_without_room_for_columns_a_row_is_stacked_and_loses_nothing(table) -> None:
    wide = table.verticalHeader().defaultSectionSize()
    table.resize(300, 400)
    QApplication.processEvents()
    assert table._cells.stacked
    assert table.horizontalHeader().isHidden()
    assert table.verticalHeader().defaultSectionSize() > 2 * wide
    said = table.rows.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Who: HoD maths" in said
    assert "How it stands: ● On track" in said
    table.resize(1000, 400)
    QApplication.processEvents()
    assert not table._cells.stacked
    assert not table.isColumnHidden(3)


def test_a_head_asks_for_another_order(look, qtbot) -> None:
    asked: list[str] = []
    table = RecordTable(COLUMNS, sort=asked.append)
    qtbot.addWidget(table)
    table.horizontalHeader().sectionClicked.emit(1)
    assert asked == ["who"]


@given(
    st.lists(st.tuples(st.integers(10, 900), st.floats(0.5, 4)), min_size=1, max_size=8),
    st.integers(50, 2000),
)
def test_columns_fill_the_width_and_none_vanishes(columns, width) -> None:
    natural, shares = [each[0] for each in columns], [each[1] for each in columns]
    widths = share(natural, shares, 112, width)
    assert all(got >= min(need, 112) for got, need in zip(widths, natural, strict=True))
    assert sum(widths) == max(width, sum(min(need, 112) for need in natural))
