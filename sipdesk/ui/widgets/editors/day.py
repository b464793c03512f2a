"""A day: typed as people say it, stepped with the arrows, or picked from a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QToolButton, QWidget

from sipdesk.models.errors import BadValue
from sipdesk.ui.style import theme
from sipdesk.ui.widgets.editors.base import name_widget
from sipdesk.ui.widgets.editors.line import ReadLine
from sipdesk.ui.widgets.reading import read_date, say_date


class DayEditor(QWidget):
    """A line for a day with a button for the month. Alt+Down opens the month."""

    edited = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.line: ReadLine[date | None] = ReadLine(self._read, say_date, self._step, parent=self)
        self.button = QToolButton(self)
        self._arrange()
        self.line.edited.connect(self.edited)
        self.button.clicked.connect(self.open_month)

    def value(self) -> object:
        return self.line.value()

    def set_value(self, value: object) -> None:
        self.line.set_value(value)

    def name_for_readers(self, name: str, description: str) -> None:
        name_widget(self.line, name, description)
        name_widget(self.button, f"{name}: pick from the month", "")

    def open_month(self) -> None:
        """Show the month of the day typed, or of today."""
        try:
            day = self.line.value()
        except BadValue:
            day = None
        month = Month(day if isinstance(day, date) else self._today(), self)
        month.picked.connect(self._take)
        month.show_below(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Down:
            self.open_month()
        else:
            super().keyPressEvent(event)

    def _arrange(self) -> None:
        self.button.setArrowType(Qt.ArrowType.DownArrow)
        self.button.setToolTip("Pick from the month (Alt+Down)")
        self.setFocusProxy(self.line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.line)
        row.addWidget(self.button)
        row.addStretch(1)

    def _read(self, text: str) -> date | None:
        return read_date(text, self._today()) if text.strip() else None

    def _step(self, day: date | None, days: int) -> date | None:
        return self._today() if day is None else day + timedelta(days)

    def _take(self, day: date) -> None:
        self.line.set_value(day)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()


class Month(QCalendarWidget):
    """A month in a small window of its own; weeks begin on Monday."""

    picked = Signal(object)

    def __init__(self, day: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowFlag(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setSelectedDate(QDate(day.year, day.month, day.day))
        self.setAccessibleName("Month")
        self._look()
        self.clicked.connect(self._pick)
        self.activated.connect(self._pick)

    def show_below(self, widget: QWidget) -> None:
        """Show under `widget`, or above it where the screen ends."""
        self.resize(self.sizeHint().expandedTo(self.minimumSizeHint()))
        room = widget.screen().availableGeometry()
        place = widget.mapToGlobal(QPoint(0, widget.height()))
        if place.y() + self.height() > room.bottom():
            place = widget.mapToGlobal(QPoint(0, -self.height()))
        right = max(room.left(), room.right() - self.width())
        self.move(min(place.x(), right), max(place.y(), room.top()))
        self.show()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self.setFocus(Qt.FocusReason.PopupFocusReason)
        return super().event(event)

    def _look(self) -> None:
        """Weekends in the colours of the look, which Qt's red is not."""
        weekend = QTextCharFormat()
        weekend.setForeground(theme.colour("muted"))
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.setWeekdayTextFormat(day, weekend)
        for name, turn in (("prev", Qt.ArrowType.LeftArrow), ("next", Qt.ArrowType.RightArrow)):
            button = self.findChild(QToolButton, f"qt_calendar_{name}month")
            if isinstance(button, QToolButton):
                button.setArrowType(turn)
                button.setAccessibleName("Last month" if name == "prev" else "Next month")

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()
