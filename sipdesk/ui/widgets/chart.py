"""A chart in the window, which the keyboard walks through and a screen reader reads."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from sipdesk.export.charts import Marks, Stop
from sipdesk.export.document import Chart
from sipdesk.ui.style import charting, theme
from sipdesk.ui.widgets.announce import announce

_STEPS = {
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
}
_EDGE = 4  # px around the marks, in which the ring of the keyboard has room


class ChartView(QLabel):
    """Shows one chart, as wide as its place. Arrows, Home and End step through its figures.

    A label, since a bare widget has no role that a screen reader would stop at.
    """

    def __init__(self, chart: Chart | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._marks = Marks(0, 0)
        self._heights: dict[int, int] = {}  # by width: a page asks again and again
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setMinimumWidth(theme.px(200))
        self.show_chart(chart)

    def show_chart(self, chart: Chart | None) -> None:
        """Show another chart, from its first figure."""
        self._chart, self._at = chart, -1
        self._heights.clear()
        self.setAccessibleName(chart.title if chart else "Chart")
        self._describe()
        self._lay_out()

    def stop(self) -> Stop | None:
        """The figure where the keyboard is."""
        return self._marks.stops[self._at] if 0 <= self._at < len(self._marks.stops) else None

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = round(self._laid_out(width).height) + 2 * self._edge()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        width = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else theme.px(640)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(200), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.PaletteChange):
            self._heights.clear()
            self._lay_out()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.translate(self._edge(), self._edge())
        charting.paint(painter, self._marks)
        stop = self.stop()
        if stop is not None and self.hasFocus():
            theme.ink().ring(painter, _ring(stop, self._edge()))
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._marks.stops) - 1
        key = Qt.Key(event.key())
        if last < 0 or (key not in _STEPS and key not in (Qt.Key.Key_Home, Qt.Key.Key_End)):
            super().keyPressEvent(event)
            return
        if key in _STEPS:
            self._go(min(max(self._at + _STEPS[key], 0), last))
        else:
            self._go(0 if key == Qt.Key.Key_Home else last)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        by_key = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if self._at < 0 and self._marks.stops and event.reason() in by_key:
            self._go(0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = [
                s
                for s in self._marks.stops
                if _ring(s, self._edge()).contains(
                    event.pos().x() - self._edge(), event.pos().y() - self._edge()
                )
            ]
            QToolTip.showText(event.globalPos(), found[0].words if found else "", self)
            return True
        return super().event(event)

    def _go(self, at: int) -> None:
        self._at = at
        self._describe()
        stop = self.stop()
        if stop is not None:
            announce(self, stop.words)
        self.update()

    def _describe(self) -> None:
        """The figure in hand first, since that is what is asked for while stepping."""
        stop = self.stop()
        alt = self._chart.alt if self._chart else ""
        self.setAccessibleDescription(" ".join(filter(None, (stop.words if stop else "", alt))))

    def _lay_out(self) -> None:
        self._marks = self._laid_out(self.width())
        self.updateGeometry()
        self.update()

    def _laid_out(self, width: int) -> Marks:
        if self._chart is None:
            return Marks(width, 0)
        least = theme.px(self._chart.height * 20)
        return charting.placed(self._chart.plot, width - 2 * self._edge(), least)

    def _edge(self) -> int:
        return theme.px(_EDGE)


def _ring(stop: Stop, edge: int) -> QRect:
    half = edge // 2
    return QRect(round(stop.x), round(stop.y), round(stop.width), round(stop.height)).adjusted(
        -half, -half, half, half
    )
