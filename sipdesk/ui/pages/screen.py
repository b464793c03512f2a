"""A page in parts: a row of tabs, and the part in front. Schools and visits are made of these."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.pages.base import Page
from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.view import View
from sipdesk.ui.widgets.nav_list import NavItem
from sipdesk.ui.widgets.scrolling import PageBody
from sipdesk.ui.widgets.tabs import SectionTabs

Parts = Mapping[str, tuple[str, Callable[[], Page]]]


class Screen(Page):
    """Parts are made when they are first looked at, and only the one in front is kept fresh."""

    def __init__(self, view: View, name: str, parts: Parts, parent: QWidget | None = None) -> None:
        super().__init__(view, parent)
        self._parts = parts
        self._made: dict[str, tuple[PageBody, Page]] = {}
        self._seen: dict[str, int] = {}  # the version that each part shows
        self._current = ""
        items = [NavItem(key, words) for key, (words, _) in parts.items()]
        self._tabs = SectionTabs(items, self, name=name)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(GRID))
        self._column.addWidget(self._tabs)
        self._tabs.setVisible(len(parts) > 1)
        self._tabs.chosen.connect(self._turn_to)

    @property
    def part(self) -> str:
        """The key of the part in front."""
        return self._current

    @property
    def front(self) -> Page:
        """The part in front."""
        return self._made[self._current][1]

    def show_part(self, key: str, ref: str = "") -> None:
        """Bring a part in front, and a record on it."""
        key = key if key in self._parts else next(iter(self._parts))
        self._bring(key)
        self._tabs.choose(key)
        if ref:
            self.front.reveal(ref)
        else:
            self.front.arrive()

    def to_top(self) -> None:
        """Show the part in front from its beginning."""
        self._made[self._current][0].verticalScrollBar().setValue(0)

    def scrolled(self) -> int:
        """How far down the part in front is."""
        return self._made[self._current][0].verticalScrollBar().value()

    def scroll_to(self, down: int) -> None:
        """Show the part in front from there."""
        self._made[self._current][0].verticalScrollBar().setValue(down)

    def turn(self, by: int) -> None:
        """To the next or the previous part, round and round."""
        keys = list(self._parts)
        self.show_part(keys[(keys.index(self._current) + by) % len(keys)])
        self._tabs.setFocus()

    def refresh(self) -> None:
        if self._current:
            self.front.refresh()
            self._seen[self._current] = self.view.version

    def _turn_to(self, key: str) -> None:
        self._bring(key)

    def _bring(self, key: str) -> None:
        if key == self._current:
            self.refresh()
            return
        if self._current:
            self._made[self._current][0].hide()
        if key not in self._made:
            body = PageBody(self)
            page = self.adopt(self._parts[key][1]())
            body.add(page)
            self._column.addWidget(body, 1)
            self._made[key] = (body, page)
        elif self._seen.get(key) != self.view.version:
            self._made[key][1].refresh()
        self._seen[key] = self.view.version
        self._current = key
        self._made[key][0].show()
