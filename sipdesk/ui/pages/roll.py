"""A column of like widgets, one for each record, kept in step with the records by their keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import INSIDE

R = TypeVar("R")
W = TypeVar("W", bound=QWidget)


class Roll(QWidget, Generic[R, W]):
    """Widgets that stay where they are while their records change beneath them.

    Whoever types in one of them is not disturbed when another comes or goes.
    """

    def __init__(
        self,
        key: Callable[[R], str],
        make: Callable[[R], W],
        load: Callable[[W, R], None],
        parent: QWidget | None = None,
        *,
        gap: int = INSIDE,
    ) -> None:
        super().__init__(parent)
        self._key, self._make, self._load = key, make, load
        self._shown: dict[str, W] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(gap))

    def show_all(self, records: Iterable[R]) -> None:
        """Show exactly these, in this order."""
        wanted = {self._key(record): record for record in records}
        for key in [key for key in self._shown if key not in wanted]:
            gone = self._shown.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        before: QWidget | None = None
        for place, (key, record) in enumerate(wanted.items()):
            widget = self._shown.get(key)
            if widget is None:
                widget = self._shown[key] = self._make(record)
            if self._column.indexOf(widget) != place:
                self._column.insertWidget(place, widget)
                if before is not None:
                    QWidget.setTabOrder(_last_in(before), widget)
            self._load(widget, record)
            before = widget

    def widget(self, key: str) -> W | None:
        """The widget of one record."""
        return self._shown.get(key)

    def widgets(self) -> list[W]:
        """All of them, in order."""
        return list(self._shown.values())


def _last_in(widget: QWidget) -> QWidget:
    """The last widget inside `widget` in tab order."""
    last, step = widget, widget.nextInFocusChain()
    while step is not None and step is not widget and widget.isAncestorOf(step):
        last, step = step, step.nextInFocusChain()
    return last
