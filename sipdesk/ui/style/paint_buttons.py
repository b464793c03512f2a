"""Drawing of what is pressed: buttons, ticks and one-of-several."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOption, QStyleOptionButton, QWidget

from sipdesk.ui.style.ink import Draw, Ink, has

PRIMARY = "primary"  # the property of the one button a place is for
_State = QStyle.StateFlag
_Feature = QStyleOptionButton.ButtonFeature


def command(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    pressed = has(option, _State.State_Sunken) or has(option, _State.State_On)
    if _primary(option, widget):
        ink.box(painter, option.rect, ink.text if pressed else ink.accent, None)
    elif _flat(option):
        if pressed or has(option, _State.State_MouseOver):
            ink.box(painter, option.rect, ink.chosen, None)
    else:
        enabled = has(option, _State.State_Enabled)
        hover = enabled and has(option, _State.State_MouseOver)
        fill = ink.chosen if pressed or hover else ink.base if enabled else None
        ink.box(painter, option.rect, fill, ink.line if enabled else ink.rule)
    if has(option, _State.State_HasFocus):
        _focus(ink, painter, option, widget)
    return True


def bevel(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    """Fusion leaves out what lies behind a flat button, and with it where the keyboard is."""
    return _flat(option) and command(ink, painter, option, widget)


def _focus(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> None:
    """The ring; on the fill of a primary button it lies inside, in the colour of its words."""
    inset = ink.px(2) if _primary(option, widget) else 0
    rect = option.rect.adjusted(inset, inset, -inset, -inset)
    ink.box(painter, rect, None, ink.on_accent if inset else ink.accent, ink.thick)


def label(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    """Sets the colour of a button's words; Fusion writes them."""
    colour = ink.on_accent if _primary(option, widget) else ink.accent if _flat(option) else None
    if colour is not None and has(option, _State.State_Enabled):
        option.palette.setColor(QPalette.ColorRole.ButtonText, colour)
    return False


def tool(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    down = has(option, _State.State_Sunken) or has(option, _State.State_On)
    if down or has(option, _State.State_MouseOver):
        ink.box(painter, option.rect, ink.chosen, None)
    if has(option, _State.State_HasFocus):
        ink.ring(painter, option.rect)
    return True


def arrow(
    turn: int, ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None
) -> bool:
    colour = ink.text if has(option, _State.State_Enabled) else ink.muted
    if widget is not None and widget.objectName().startswith("qt_calendar"):
        if turn == 0:  # the month's own menu needs no arrow under its name
            return True
        colour = ink.on_accent
    ink.caret(painter, option.rect, colour, turn)
    return True


def tick(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    rect, on = option.rect, has(option, _State.State_On)
    ink.box(painter, rect, _fill(ink, option, on), None if on else _edge(ink, option))
    if on:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink.on_accent, max(2, ink.px(2))))
        x, y, w, h = rect.x(), rect.y(), rect.width(), rect.height()
        painter.drawPolyline(
            [
                QPoint(x + w * 24 // 100, y + h * 52 // 100),
                QPoint(x + w * 43 // 100, y + h * 71 // 100),
                QPoint(x + w * 77 // 100, y + h * 30 // 100),
            ]
        )
        painter.restore()
    return True


def radio(ink: Ink, painter: QPainter, option: QStyleOption, widget: QWidget | None) -> bool:
    on = has(option, _State.State_On)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink.accent if on else _edge(ink, option), 1.5))
    painter.setBrush(ink.base)
    outer = QRectF(option.rect).adjusted(1, 1, -1, -1)
    painter.drawEllipse(outer)
    if on:
        inset = outer.width() * 0.26
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink.accent)
        painter.drawEllipse(outer.adjusted(inset, inset, -inset, -inset))
    painter.restore()
    return True


def _fill(ink: Ink, option: QStyleOption, on: bool) -> QColor:
    if on:
        return ink.accent if has(option, _State.State_Enabled) else ink.muted
    return ink.base


def _edge(ink: Ink, option: QStyleOption) -> QColor:
    return ink.accent if has(option, _State.State_MouseOver) else ink.line


def _flat(option: QStyleOption) -> bool:
    return isinstance(option, QStyleOptionButton) and bool(option.features & _Feature.Flat)


def _primary(option: QStyleOption, widget: QWidget | None) -> bool:
    if not has(option, _State.State_Enabled) or widget is None:
        return False
    default = isinstance(option, QStyleOptionButton) and option.features & _Feature.DefaultButton
    return bool(default or widget.property(PRIMARY))


PRIMITIVES: dict[QStyle.PrimitiveElement, Draw] = {
    QStyle.PrimitiveElement.PE_PanelButtonCommand: command,
    QStyle.PrimitiveElement.PE_PanelButtonTool: tool,
    QStyle.PrimitiveElement.PE_IndicatorCheckBox: tick,
    QStyle.PrimitiveElement.PE_IndicatorRadioButton: radio,
    QStyle.PrimitiveElement.PE_IndicatorArrowDown: partial(arrow, 0),
    QStyle.PrimitiveElement.PE_IndicatorArrowLeft: partial(arrow, 90),
    QStyle.PrimitiveElement.PE_IndicatorArrowUp: partial(arrow, 180),
    QStyle.PrimitiveElement.PE_IndicatorArrowRight: partial(arrow, 270),
}
CONTROLS: dict[QStyle.ControlElement, Draw] = {
    QStyle.ControlElement.CE_PushButtonBevel: bevel,
    QStyle.ControlElement.CE_PushButtonLabel: label,
}
