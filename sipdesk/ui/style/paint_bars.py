"""Drawing of what lies along an edge: table heads, tabs, progress, scroll bars."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyleOption,
    QStyleOptionProgressBar,
    QStyleOptionSlider,
    QStyleOptionTab,
    QWidget,
)

from sipdesk.ui.style.ink import Draw, Ink, has

_State = QStyle.StateFlag


def head(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    painter.fillRect(option.rect, option.palette.base())
    _rule_below(ink, painter, option.rect)
    return True


def tab(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    if not isinstance(option, QStyleOptionTab):
        return False
    rect = option.rect
    if has(option, _State.State_MouseOver) and not has(option, _State.State_Selected):
        painter.fillRect(rect, ink.chosen)
    if has(option, _State.State_Selected):
        high = ink.px(3)
        painter.fillRect(rect.left(), rect.bottom() - high + 1, rect.width(), high, ink.accent)
    if has(option, _State.State_HasFocus):
        ink.ring(painter, rect.adjusted(1, 1, -1, -1))
    return True


def tab_base(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    _rule_below(ink, painter, option.rect)
    return True


def groove(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    ink.box(painter, option.rect, ink.base, ink.line)
    return True


def progress(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    if not isinstance(option, QStyleOptionProgressBar) or option.maximum <= option.minimum:
        return False
    share = (option.progress - option.minimum) / (option.maximum - option.minimum)
    done = QRect(option.rect)
    done.setWidth(max(0, round(done.width() * share)))
    ink.box(painter, done, ink.accent, None)
    return True


def scroll_bar(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    if not isinstance(option, QStyleOptionSlider) or widget is None:
        return False
    painter.fillRect(option.rect, ink.window)
    handle = ink.part(
        QStyle.ComplexControl.CC_ScrollBar,
        option,
        QStyle.SubControl.SC_ScrollBarSlider,
        widget,
    )
    inset = ink.px(3)
    upright = option.orientation is Qt.Orientation.Vertical
    handle = (
        handle.adjusted(inset, 0, -inset, 0) if upright else handle.adjusted(0, inset, 0, -inset)
    )
    held = has(option, _State.State_Sunken) or has(option, _State.State_MouseOver)
    ink.box(painter, handle, ink.muted if held else ink.line, None)
    return True


def _rule_below(ink: Ink, painter: QPainter, rect: QRect) -> None:
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, ink.rule)


PRIMITIVES: dict[QStyle.PrimitiveElement, Draw] = {
    QStyle.PrimitiveElement.PE_FrameTabBarBase: tab_base
}
CONTROLS: dict[QStyle.ControlElement, Draw] = {
    QStyle.ControlElement.CE_HeaderSection: head,
    QStyle.ControlElement.CE_HeaderEmptyArea: head,
    QStyle.ControlElement.CE_TabBarTabShape: tab,
    QStyle.ControlElement.CE_ProgressBarGroove: groove,
    QStyle.ControlElement.CE_ProgressBarContents: progress,
}
COMPLEXES: dict[QStyle.ComplexControl, Draw] = {QStyle.ComplexControl.CC_ScrollBar: scroll_bar}
