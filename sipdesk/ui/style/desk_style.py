"""What a palette cannot say: flat controls with thin lines, a visible focus, room to click."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QProxyStyle,
    QStyle,
    QStyleOption,
    QStyleOptionButton,
    QStyleOptionComplex,
    QWidget,
)

from sipdesk.ui.style import paint_bars, paint_buttons, paint_fields
from sipdesk.ui.style.ink import Ink
from sipdesk.ui.style.metrics import GRID, INSIDE, Metrics
from sipdesk.ui.style.palette import Roles

_PM = QStyle.PixelMetric
_CT = QStyle.ContentsType
_FLAT = QStyleOptionButton.ButtonFeature.Flat

_METRICS = {
    _PM.PM_LayoutLeftMargin: INSIDE,
    _PM.PM_LayoutTopMargin: INSIDE,
    _PM.PM_LayoutRightMargin: INSIDE,
    _PM.PM_LayoutBottomMargin: INSIDE,
    _PM.PM_LayoutHorizontalSpacing: GRID,
    _PM.PM_LayoutVerticalSpacing: GRID,
    _PM.PM_DefaultFrameWidth: 2,
    _PM.PM_ComboBoxFrameWidth: 4,
    _PM.PM_IndicatorWidth: 18,
    _PM.PM_IndicatorHeight: 18,
    _PM.PM_ExclusiveIndicatorWidth: 18,
    _PM.PM_ExclusiveIndicatorHeight: 18,
    _PM.PM_CheckBoxLabelSpacing: GRID,
    _PM.PM_RadioButtonLabelSpacing: GRID,
    _PM.PM_ScrollBarExtent: 14,
    _PM.PM_ScrollBarSliderMin: 32,
    _PM.PM_TabBarTabHSpace: 32,
    _PM.PM_TabBarTabVSpace: 12,
    _PM.PM_TabBarScrollButtonWidth: 28,
    _PM.PM_HeaderMargin: GRID,
    _PM.PM_MenuVMargin: 4,
    _PM.PM_SmallIconSize: 16,
}
_NONE = frozenset(
    {
        _PM.PM_ButtonShiftHorizontal,
        _PM.PM_ButtonShiftVertical,
        _PM.PM_TabBarTabShiftVertical,
        _PM.PM_TabBarTabShiftHorizontal,
        _PM.PM_TabBarTabOverlap,
        _PM.PM_ButtonDefaultIndicator,
    }
)
# Contents → room at the sides; all of these are at least a target high.
_TARGETS = {
    _CT.CT_PushButton: GRID,
    _CT.CT_LineEdit: 0,
    _CT.CT_ComboBox: GRID,
    _CT.CT_ToolButton: 0,
    _CT.CT_CheckBox: 0,
    _CT.CT_RadioButton: 0,
    _CT.CT_MenuItem: GRID,
    _CT.CT_MenuBarItem: 0,
    _CT.CT_TabBarTab: 0,
}

_PRIMITIVES = {**paint_fields.PRIMITIVES, **paint_buttons.PRIMITIVES, **paint_bars.PRIMITIVES}
_CONTROLS = {**paint_fields.CONTROLS, **paint_buttons.CONTROLS, **paint_bars.CONTROLS}
_COMPLEXES = {**paint_fields.COMPLEXES, **paint_bars.COMPLEXES}


class DeskStyle(QProxyStyle):
    """Fusion drawn with lines instead of boxes."""

    def __init__(self, roles: Roles, metrics: Metrics) -> None:
        super().__init__("Fusion")
        self._metrics = metrics
        self._pixels = {metric: metrics.px(size) for metric, size in _METRICS.items()}
        self._pixels.update(dict.fromkeys(_NONE, 0))
        self.ink = Ink(roles, metrics, super().subControlRect)

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        pixels = self._pixels.get(metric)
        return super().pixelMetric(metric, option, widget) if pixels is None else pixels

    def sizeFromContents(
        self,
        kind: QStyle.ContentsType,
        option: QStyleOption,
        size: QSize,
        widget: QWidget | None = None,
    ) -> QSize:
        room = _TARGETS.get(kind)
        made = super().sizeFromContents(kind, option, size, widget)  # type: ignore[arg-type]
        if room is None or made.isEmpty():
            return made
        if isinstance(option, QStyleOptionButton) and option.features & _FLAT:
            words = option.fontMetrics.horizontalAdvance(option.text.replace("&", ""))
            wide = words + 2 * self._metrics.px(GRID)
        else:
            wide = made.width() + 2 * self._metrics.px(room)
        return QSize(wide, max(made.height(), self._metrics.target))

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _PRIMITIVES.get(element)
        if draw is None or not draw(self.ink, painter, option, widget):
            super().drawPrimitive(element, option, painter, widget)

    def drawControl(
        self,
        element: QStyle.ControlElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _CONTROLS.get(element)
        if draw is None or not draw(self.ink, painter, option, widget):
            super().drawControl(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        draw = _COMPLEXES.get(control)
        if draw is None or not draw(self.ink, painter, option, widget):
            super().drawComplexControl(control, option, painter, widget)
