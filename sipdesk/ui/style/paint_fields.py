"""Drawing of what is typed into: lines, texts, drop-downs, and their focus."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QPlainTextEdit,
    QPushButton,
    QStyle,
    QStyleOption,
    QStyleOptionComboBox,
    QStyleOptionFrame,
    QTextEdit,
    QWidget,
)

from sipdesk.ui.style.ink import Draw, Ink, has
from sipdesk.ui.style.metrics import GRID

PROBLEM = "problem"  # the property of a field whose content could not be saved
_State = QStyle.StateFlag


def ring(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    """Where the keyboard is."""
    if not isinstance(widget, QPushButton):  # a button draws its own
        ink.ring(painter, option.rect)
    return True


def line(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    framed = not isinstance(option, QStyleOptionFrame) or option.lineWidth > 0
    if framed:
        _field(ink, painter, option.rect, option, widget)
    return True


def frame(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        _field(ink, painter, option.rect, option, widget)
        return True
    if isinstance(widget, QAbstractItemView):
        ink.box(painter, option.rect, None, ink.line)
        return True
    if isinstance(widget, QFrame):
        ink.box(painter, option.rect, None, ink.rule)
        return True
    return False


def combo(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    if not isinstance(option, QStyleOptionComboBox) or option.editable:
        return False
    _field(ink, painter, option.rect, option, widget)
    box = QRect(option.rect)
    box.setLeft(box.right() - ink.px(28))
    ink.caret(painter, box, ink.text if has(option, _State.State_Enabled) else ink.muted)
    return True


def combo_words(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    if not isinstance(option, QStyleOptionComboBox) or option.editable:
        return False
    box = option.rect.adjusted(ink.px(GRID), 0, -ink.px(28), 0)
    words = option.fontMetrics.elidedText(
        option.currentText, Qt.TextElideMode.ElideRight, box.width()
    )
    painter.setPen(ink.text if has(option, _State.State_Enabled) else ink.muted)
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    return True


def nothing(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    return True


def _field(
    ink: Ink, painter: QPainter, rect: QRect, option: QStyleOption, widget: QWidget | None
) -> None:
    fill = ink.base if has(option, _State.State_Enabled) else ink.window
    focused = has(option, _State.State_HasFocus)
    edge = ink.red if widget is not None and widget.property(PROBLEM) else ink.line
    if focused and edge is ink.line:
        edge = ink.accent
    ink.box(painter, rect, fill, edge, ink.thick if edge is not ink.line else 1)


PRIMITIVES: dict[QStyle.PrimitiveElement, Draw] = {
    QStyle.PrimitiveElement.PE_FrameFocusRect: ring,
    QStyle.PrimitiveElement.PE_PanelLineEdit: line,
    QStyle.PrimitiveElement.PE_FrameLineEdit: line,
    QStyle.PrimitiveElement.PE_Frame: frame,
    QStyle.PrimitiveElement.PE_FrameGroupBox: nothing,
    QStyle.PrimitiveElement.PE_IndicatorTabTear: nothing,
}
CONTROLS: dict[QStyle.ControlElement, Draw] = {QStyle.ControlElement.CE_ComboBoxLabel: combo_words}
COMPLEXES: dict[QStyle.ComplexControl, Draw] = {QStyle.ComplexControl.CC_ComboBox: combo}
