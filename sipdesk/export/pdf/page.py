"""The page: running head, page numbers, bookmarks, and what the file says of itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from sipdesk.export import ink
from sipdesk.export.document import Document
from sipdesk.export.pdf.faces import PLAIN, shown

WIDTH, HEIGHT = A4
SIDE, TOP, FOOT = 25 * mm, 27 * mm, 24 * mm
LINE = WIDTH - 2 * SIDE
ROOM = HEIGHT - TOP - FOOT
_SMALL = 8.5


class Mark(NamedTuple):
    """A bookmark: its words, its depth, and how high on the page it stands."""

    text: str
    level: int
    top: float


class Pages(Canvas):  # type: ignore[misc]
    """A canvas that knows at the end how many pages there are, without laying them out twice.

    Pages are kept until the last one; bookmarks are set while each is written, because a bookmark
    belongs to the page that is being written.
    """

    def __init__(self, *args: Any, about: Document, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.setViewerPreference("DisplayDocTitle", "true")
        self._running = cut(shown(about.running).replace("\n", " "), LINE)
        self._kept: list[tuple[dict[str, Any], list[Mark]]] = []
        self._marks: list[Mark] = []
        self._depth = -1

    def mark(self, mark: Mark) -> None:
        """Set a bookmark on this page."""
        self._marks.append(mark)

    def showPage(self) -> None:  # noqa: N802
        self._kept.append((dict(self.__dict__), self._marks))
        self._marks = []
        self._startPage()

    def save(self) -> None:
        kept, total = self._kept, len(self._kept)
        for number, (state, marks) in enumerate(kept, 1):
            depth = self._depth
            self.__dict__.update(state)
            self._depth = depth
            self._furnish(number, total)
            for nth, mark in enumerate(marks):
                self._outline(f"p{number}-{nth}", mark)
            super().showPage()
        super().save()

    def _furnish(self, number: int, total: int) -> None:
        """What stands outside the text."""
        self.setFillColor(HexColor(f"#{ink.MUTED}"))
        self.setFont(PLAIN, _SMALL)
        if number > 1:
            self.drawString(SIDE, HEIGHT - 15 * mm, self._running)
        self.drawRightString(WIDTH - SIDE, 13 * mm, f"{number} of {total}")

    def _outline(self, key: str, mark: Mark) -> None:
        self._depth = min(mark.level, self._depth + 1)
        self.bookmarkPage(key, fit="XYZ", left=0, top=mark.top, zoom=0)
        self.addOutlineEntry(mark.text, key, self._depth, closed=False)


def canvas_for(document: Document) -> Callable[..., Pages]:
    """What reportlab calls to begin a file."""

    def begin(*args: Any, **kwargs: Any) -> Pages:
        return Pages(*args, about=document, **kwargs)

    return begin


def cut(text: str, width: float) -> str:
    """As much of a line as fits."""
    if stringWidth(text, PLAIN, _SMALL) <= width:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        fits = stringWidth(text[:middle] + "…", PLAIN, _SMALL) <= width
        low, high = (middle, high) if fits else (low, middle - 1)
    return text[:low].rstrip(" ,") + "…"
