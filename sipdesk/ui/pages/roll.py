"""A column of like widgets, one for each record, kept in step with the records by their keys.

Where they are many and large, those that lie below what a screen can show are made afterwards, a
few in each turn of the event loop, so that the page is there at once. Their place is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QSpacerItem, QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import INSIDE

R = TypeVar("R")
W = TypeVar("W", bound=QWidget)
TURN = 0.005  # s: what is made in one turn begins within it, so that nobody's typing waits
USUAL = 200  # px: the height of a widget while none is made


class Roll(QWidget, Generic[R, W]):
    """Widgets that stay where they are while their records change beneath them.

    Whoever types in one of them is not disturbed when another comes or goes. With `later`, only
    those that may be seen are made at once.
    """

    def __init__(
        self,
        key: Callable[[R], str],
        make: Callable[[R], W],
        load: Callable[[W, R], None],
        parent: QWidget | None = None,
        *,
        gap: int = INSIDE,
        later: bool = False,
    ) -> None:
        super().__init__(parent)
        self._key, self._make, self._load = key, make, load
        self._later = later
        self._shown: dict[str, W] = {}
        self._waiting: list[R] = []  # of which nothing is made yet; they come last
        self._room = QSpacerItem(0, 0)
        self._turn = QTimer(self, interval=0, singleShot=True)
        self._turn.timeout.connect(self._next)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(gap))

    def show_all(self, records: Iterable[R], *, above: int = 0) -> None:
        """Show exactly these, in this order, below so many px of something else."""
        wanted = {self._key(record): record for record in records}
        for key in [key for key in self._shown if key not in wanted]:
            gone = self._shown.pop(key)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        before: QWidget | None = None
        self._waiting, left = [], len(self._shown)
        end = self.screen().size().height()
        for place, (key, record) in enumerate(wanted.items()):
            if key in self._shown:
                left -= 1
            elif self._later and not left and (self._waiting or above > end):
                self._waiting.append(record)
                continue
            widget = self._put(place, key, record, before)
            above += widget.sizeHint().height() if self._later else 0
            before = widget
        self._keep_room()

    def widget(self, key: str) -> W | None:
        """The widget of one record."""
        self.make_all()
        return self._shown.get(key)

    def widgets(self) -> list[W]:
        """All of them, in order."""
        self.make_all()
        return list(self._shown.values())

    @property
    def is_whole(self) -> bool:
        """Whether nothing is still to be made."""
        return not self._waiting

    def make_all(self) -> None:
        """Make at once what else would come in the next turns."""
        while self._waiting:
            self._put_next()
        self._keep_room()

    def _put(self, place: int, key: str, record: R, before: QWidget | None) -> W:
        widget = self._shown.get(key)
        if widget is None:
            widget = self._shown[key] = self._make(record)
        if self._column.indexOf(widget) != place:
            self._column.insertWidget(place, widget)
            if before is not None:
                QWidget.setTabOrder(_last_in(before), widget)
        self._load(widget, record)
        return widget

    def _put_next(self) -> None:
        record = self._waiting.pop(0)
        before = next(reversed(self._shown.values()), None)
        self._put(len(self._shown), self._key(record), record, before).show()

    def _next(self) -> None:
        begun = perf_counter()
        while self._waiting and perf_counter() - begun < TURN:
            self._put_next()
        self._keep_room()
        settle()

    def _keep_room(self) -> None:
        """Below those that are made, about as much as the others will need."""
        self._column.removeItem(self._room)
        if self._waiting:
            made = [each.sizeHint().height() for each in self._shown.values()]
            usual = sum(made) // len(made) if made else theme.px(USUAL)
            self._room.changeSize(0, len(self._waiting) * (usual + self._column.spacing()))
            self._column.addItem(self._room)
            self._turn.start()


def settle() -> None:
    """Lay out at once what has grown, so that no moment of it is painted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


def _last_in(widget: QWidget) -> QWidget:
    """The last widget inside `widget` in tab order."""
    last, step = widget, widget.nextInFocusChain()
    while step is not None and step is not widget and widget.isAncestorOf(step):
        last, step = step, step.nextInFocusChain()
    return last
