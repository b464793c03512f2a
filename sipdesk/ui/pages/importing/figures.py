"""A few figures in a row, each large over what it counts."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GROUP, Size
from sipdesk.ui.widgets.flow import FlowRow
from sipdesk.ui.widgets.words import Words

Figure = tuple[int, str]


class Figures(FlowRow):
    """Says nothing of what is none at all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=GROUP)
        self._figures: tuple[Figure, ...] = ()

    def show_figures(self, figures: Iterable[Figure]) -> None:
        """Show these in place of the last ones."""
        wanted = tuple(figure for figure in figures if figure[0])
        if wanted == self._figures:
            return
        self._figures = wanted
        self.clear()
        for number, words in wanted:
            self.add(_one(number, words, self))
        self.setVisible(bool(wanted))
        self.setAccessibleName(self.text())

    def text(self) -> str:
        """All of them as one line."""
        return ", ".join(f"{number:,} {words}" for number, words in self._figures)


def _one(number: int, words: str, parent: QWidget) -> QWidget:
    made = QWidget(parent)
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(Words(f"{number:,}", made, size=Size.LARGE, strong=True, wrap=False))
    under = Words(words, made, size=Size.SMALL, tone="muted", wrap=False)
    column.addWidget(under)
    made.setMinimumWidth(theme.px(56))
    return made
