"""The sections of a page in a row; arrows go from one to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QTabBar, QWidget

from sipdesk.ui.widgets.nav_list import NavItem


class SectionTabs(QTabBar):
    """NavItems side by side; scrolls when there is no room for all."""

    chosen = Signal(str)

    def __init__(
        self,
        items: Sequence[NavItem] = (),
        parent: QWidget | None = None,
        *,
        name: str = "Sections",
    ) -> None:
        super().__init__(parent)
        self._items: tuple[NavItem, ...] = ()
        self.setAccessibleName(name)
        self.setExpanding(False)
        self.setDrawBase(True)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.currentChanged.connect(self._moved)
        self.set_items(items)

    def set_items(self, items: Sequence[NavItem]) -> None:
        """Show other sections; where one is stays marked."""
        if tuple(items) == self._items:
            return
        kept = self.current()
        blocked = self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        self._items = tuple(items)
        for item in self._items:
            self.setTabToolTip(self.addTab(item.label), item.hint)
        self.blockSignals(blocked)
        self.choose(kept)

    def choose(self, key: str) -> None:
        """Mark where one is, without saying `chosen`."""
        at = next((at for at, item in enumerate(self._items) if item.key == key), -1)
        if at >= 0:
            blocked = self.blockSignals(True)
            self.setCurrentIndex(at)
            self.blockSignals(blocked)

    def current(self) -> str:
        """Where one is."""
        at = self.currentIndex()
        return self._items[at].key if 0 <= at < len(self._items) else ""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def _moved(self, at: int) -> None:
        if 0 <= at < len(self._items):
            self.chosen.emit(self._items[at].key)
