"""Text broken into a few lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

_ELIDE = Qt.TextElideMode.ElideRight


def in_lines(text: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """`text` broken between words into so many lines, the last cut short with … if need be."""
    words, made = text.split(), []
    while lines > 1 and words:
        count = 1
        while (
            count < len(words) and metrics.horizontalAdvance(" ".join(words[: count + 1])) <= width
        ):
            count += 1
        made.append(metrics.elidedText(" ".join(words[:count]), _ELIDE, width))
        words, lines = words[count:], lines - 1
    if words:
        made.append(metrics.elidedText(" ".join(words), _ELIDE, width))
    return "\n".join(made)
