"""Whether everything on a page can be read: nothing cut off, nothing beyond the page's edge."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QWidget,
)

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.record_table import RecordTable
from sipdesk.ui.widgets.choice_row import ChoiceButton
from sipdesk.ui.widgets.scrolling import PageBody
from tests.ui.windows import described, own, seen

NEAR = 1  # px that rounding may take


def cut_off(window: QWidget) -> list[str]:
    """What cannot be read in full, in words; an empty list when all can."""
    return [
        *_sideways(window),
        *(said for each in own(window) if (said := _cut(each))),
        *(said for table in seen(window, RecordTable) for said in _heads(table)),
    ]


def _sideways(window: QWidget) -> Iterator[str]:
    for body in seen(window, PageBody):
        inside, view = body.widget(), body.viewport()
        if body.horizontalScrollBar().maximum() > 0 or inside.width() > view.width():
            yield f"The page is {inside.width()} wide in {view.width()}"
        for each in own(inside):
            left = each.mapTo(view, QPoint(0, 0)).x()
            if left < 0 or left + each.width() > view.width() + NEAR:
                yield f"{described(each)} reaches {left}…{left + each.width()} of {view.width()}"


def _cut(each: QWidget) -> str:
    if not isinstance(each, (QLabel, QAbstractButton)) or not each.text():
        return ""
    around = each.parentWidget()
    if around is not None and not around.rect().adjusted(0, 0, NEAR, NEAR).contains(_rect(each)):
        return f"{described(each)} sticks out: {_rect(each)} in {around.rect()}"
    if isinstance(each, QLabel):
        return _cut_words(each)
    if isinstance(each, ChoiceButton):
        needs = each.fontMetrics().horizontalAdvance(each.choice.label) + 2 * theme.px(GRID)
    elif isinstance(each, (QPushButton, QCheckBox, QRadioButton)):
        needs = each.sizeHint().width()
    else:
        return ""
    if needs > each.width() + NEAR and each.text() not in each.toolTip():
        return f"{described(each)} needs {needs} and has {each.width()}"
    return ""


def _cut_words(label: QLabel) -> str:
    metrics, room = label.fontMetrics(), label.contentsRect()
    words = label.text().split() if label.wordWrap() else label.text().split("\n")
    widest = max((metrics.horizontalAdvance(word) for word in words), default=0)
    if widest > room.width() + NEAR and label.text() not in label.toolTip():
        return f"{described(label)} needs {widest} and has {room.width()}"
    high = label.heightForWidth(label.width()) if label.wordWrap() else metrics.height()
    if high > label.height() + NEAR:
        return f"{described(label)} is {high} high and has {label.height()}"
    return ""


def _heads(table: RecordTable) -> Iterator[str]:
    head = table.horizontalHeader()
    if not head.isVisible():
        return
    for at, column in enumerate(table.rows.columns):
        needs = head.fontMetrics().horizontalAdvance(column.label) + theme.px(2 * GRID)
        if needs > head.sectionSize(at) + NEAR:
            yield f"Head “{column.label}” needs {needs} and has {head.sectionSize(at)}"


def _rect(each: QWidget) -> QRect:
    return each.geometry()
