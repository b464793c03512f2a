"""Gaps on a wall: one figure at a time, large and plain, walked through by the arrows."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from sipdesk.export.charts import Marks, Plot, lay_out
from sipdesk.ui.pages.gaps.slides import Figure, Slide
from sipdesk.ui.style import charting, fonts, status, theme
from sipdesk.ui.widgets.announce import announce

KEYS = "← → subjects    ↑ ↓ figures    Esc back"
NOTHING = "There is no figure here that may be shown outside the school."
_LINES, _LETTERS = 26, 44  # lines and letters of the wall's height and width, by the text's size
_LEAST, _SMALLEST = 16, 11  # px of text, px of the chart's
_NEXT = (Qt.Key.Key_Right, Qt.Key.Key_PageDown)
_BACK = (Qt.Key.Key_Left, Qt.Key.Key_PageUp)
_ON = (Qt.Key.Key_Down, Qt.Key.Key_Space)
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_WRAP = Qt.TextFlag.TextWordWrap | _LEFT | Qt.AlignmentFlag.AlignTop


class Projector(QWidget):
    """A window of its own over the whole screen; it holds no name and no small group."""

    ended = Signal()

    def __init__(self, slides: list[Slide], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._slides = slides
        self._at = self._step = 0
        self.setWindowTitle("Gaps")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell()

    @property
    def slide(self) -> Slide | None:
        """The subject on the wall."""
        return self._slides[self._at] if self._slides else None

    @property
    def figure(self) -> Figure | None:
        """What is shown of it."""
        return self.slide.figures[self._step] if self.slide else None

    def words(self) -> str:
        """What is read out: where one is, the figure, and what it means."""
        if self.slide is None or self.figure is None:
            return NOTHING
        one = self.figure
        said = " ".join(filter(None, (one.large, one.closing)))
        named = f"{one.group}: {said}. " if one.group else ""
        return f"{self.slide.title}. {named}{one.meaning}"

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, last = event.key(), max(len(self._slides) - 1, 0)
        if key == Qt.Key.Key_Escape:
            self.end()
        elif key in _NEXT or key in _BACK:
            self._go(self._at + (1 if key in _NEXT else -1), 0)
        elif key in _ON or key == Qt.Key.Key_Up:
            self._go(self._at, self._step + (1 if key in _ON else -1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go(0 if key == Qt.Key.Key_Home else last, 0)
        else:
            super().keyPressEvent(event)

    def end(self) -> None:
        """Off the wall."""
        self.close()
        self.deleteLater()
        self.ended.emit()

    def paintEvent(self, _: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("base"))
        painter.setPen(theme.colour("text"))
        size = max(min(self.height() // _LINES, self.width() // _LETTERS), _LEAST)
        inside = self.rect().adjusted(2 * size, size, -2 * size, -size // 2)
        if self.slide is None or self.figure is None:
            _wrapped(painter, inside, NOTHING, size)
        else:
            foot = self._paint_foot(painter, inside, max(round(size * 0.6), _SMALLEST))
            inside.setBottom(foot)
            _paint(painter, self.slide.title, self.figure, inside, size)
        painter.end()

    def _go(self, at: int, step: int) -> None:
        """To a figure of a subject, as far as there are any."""
        if self._slides:
            self._at = min(max(at, 0), len(self._slides) - 1)
            self._step = min(max(step, 0), len(self._slides[self._at].figures) - 1)
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(self.words())
        announce(self, self.words())
        self.update()

    def _paint_foot(self, painter: QPainter, inside: QRect, size: int) -> int:
        """The keys, and where one is; gives where it begins."""
        painter.save()
        painter.setFont(fonts.make(size))
        painter.setPen(theme.colour("muted"))
        high = painter.fontMetrics().height()
        below = QRect(inside.left(), inside.bottom() - high, inside.width(), high)
        painter.drawText(below, int(_LEFT), KEYS)
        painter.drawText(below, int(_RIGHT), f"{self._at + 1} of {len(self._slides)}")
        painter.restore()
        return below.top() - size


def _paint(painter: QPainter, title: str, figure: Figure, inside: QRect, size: int) -> None:
    """The subject, the figure in large, the sentence, and the chart in what room is left."""
    room = QRect(inside)
    if figure.group:
        painter.setPen(theme.colour("muted"))
        room.setTop(_line(painter, room, title, size))
        painter.setPen(theme.colour("text"))
        room.setTop(_line(painter, room, figure.group, round(size * 1.5), strong=True))
        room.setTop(_large(painter, room, figure, size))
    else:
        room.setTop(_line(painter, room, title, round(size * 1.5), strong=True))
    room.setTop(_wrapped(painter, room, figure.meaning, size) + size)
    marks = _fitted(figure.plot, room, size)
    painter.translate(room.left(), room.top())
    charting.paint(painter, marks)


def _line(painter: QPainter, room: QRect, text: str, size: int, *, strong: bool = False) -> int:
    """One line at the top of the room; gives where the next begins."""
    painter.setFont(fonts.make(size, strong=strong))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(_LEFT), shown)
    return room.top() + metrics.height()


def _large(painter: QPainter, room: QRect, figure: Figure, size: int) -> int:
    """The gap itself, and beside it whether it closes."""
    painter.setFont(fonts.make(round(size * 2.2), strong=True))
    metrics = painter.fontMetrics()
    box = QRect(room.left(), room.top(), room.width(), metrics.height())
    painter.drawText(box, int(_LEFT | Qt.AlignmentFlag.AlignVCenter), figure.large)
    if figure.closing:
        box.setLeft(box.left() + metrics.horizontalAdvance(figure.large) + 2 * size)
        mark = status.MARKS[figure.tone]
        painter.setFont(fonts.make(round(size * 1.3), strong=True))
        painter.setPen(theme.colour(mark.role))
        said = f"{mark.shape} {figure.closing}".strip()
        painter.drawText(box, int(_LEFT | Qt.AlignmentFlag.AlignVCenter), said)
        painter.setPen(theme.colour("text"))
    return box.bottom()


def _wrapped(painter: QPainter, room: QRect, words: str, size: int) -> int:
    """Words in as many lines as they need; gives where the next thing may begin."""
    painter.setFont(fonts.make(size))
    painter.drawText(room, int(_WRAP), words)
    return room.top() + painter.fontMetrics().boundingRect(room, int(_WRAP), words).height()


def _fitted(plot: Plot, room: QRect, size: int) -> Marks:
    """The chart with its text as large as the room lets it be."""
    while True:
        marks = lay_out(plot, room.width(), 0, charting.measure, size)
        if marks.height <= room.height() or size <= _SMALLEST:
            return marks
        size -= 1
