"""Where one is: a trail whose last part is the title of the page."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE, Size
from sipdesk.ui.widgets.buttons import quiet
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words


class PageTitle(QWidget):
    """“Kingsmead School › Visit, Thu 12 Nov 2009”: the parts before the last lead back."""

    trailRequest = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail: tuple[tuple[str, str], ...] = ()
        self._parts = FlowRow(self, gap=0)
        self._right = QHBoxLayout()
        self._arrange()

    def set_trail(self, trail: Sequence[tuple[str, str]]) -> None:
        """Show (key, words) of each step from the top down to this page."""
        if tuple(trail) == self._trail:
            return
        self._trail = tuple(trail)
        self._parts.clear()
        for key, words in self._trail[:-1]:
            self._parts.add(self._step(key, words))
            self._parts.add(self._word("›", "muted"))
        if self._trail:
            self._parts.add(self._word(self._trail[-1][1], "text"))
        self.setAccessibleName(", ".join(words for _, words in self._trail))

    def text(self) -> str:
        """The trail as one line."""
        return " › ".join(words for _, words in self._trail)

    def add_right(self, widget: QWidget) -> None:
        """Put something at the right end, such as the saved mark or a button."""
        self._right.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            trail, self._trail = self._trail, ()
            self.set_trail(trail)

    def _arrange(self) -> None:
        self._right.setSpacing(theme.px(INSIDE))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(GRID), 0, theme.px(INSIDE), 0)
        row.addWidget(self._parts, 1)
        row.addLayout(self._right)

    def _step(self, key: str, words: str) -> QWidget:
        step = quiet(words.replace("&", "&&"), self._parts)
        step.setFont(theme.font(Size.LARGE))
        step.setAccessibleDescription(f"Back to {words}")
        step.clicked.connect(lambda: self.trailRequest.emit(key))
        return step

    def _word(self, words: str, tone: str) -> QWidget:
        word = Words(
            words,
            self._parts,
            size=Size.TITLE if tone == "text" else Size.LARGE,
            strong=tone == "text",
            tone=tone,
            wrap=False,
        )
        margin = theme.px(GRID) if tone == "text" else 0
        word.setContentsMargins(margin, 0, margin, 0)
        word.setMinimumHeight(theme.current().metrics.target)
        word.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        return word
