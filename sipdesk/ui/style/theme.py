"""The look in force: set once at start and again when a person changes it."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QToolTip

from sipdesk.ui.style import fonts, palette
from sipdesk.ui.style.desk_style import DeskStyle
from sipdesk.ui.style.ink import Ink
from sipdesk.ui.style.metrics import LINE_LENGTH, Metrics, Size, held
from sipdesk.ui.style.palette import Roles

_FOLLOWS = "sipdesk-follows-system"
__all__ = [
    "Mode",
    "Size",
    "Theme",
    "apply",
    "colour",
    "current",
    "font",
    "ink",
    "line_length",
    "px",
]

Mode = Literal["system", "light", "dark", "contrast"]
_SAMPLE = "Pupils who are behind are seen by the same teacher in the same week as their work."


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours and sizes in force."""

    mode: Mode
    roles: Roles
    metrics: Metrics


_style: DeskStyle | None = None
_current = Theme("light", palette.LIGHT, Metrics())


def apply(app: QApplication, mode: Mode = "system", scale: float = 1.0) -> None:
    """Show everything in `mode` with text at `scale` (1.0 to 2.25), now and when it changes."""
    global _current
    fonts.load()
    _line_length.cache_clear()
    _current = Theme(mode, _roles(app, mode), Metrics(held(scale)))
    colours = palette.build(_current.roles)
    _draw_with(app, _current)
    app.setPalette(colours)
    app.setFont(font())
    QToolTip.setPalette(colours)
    QToolTip.setFont(font(Size.SMALL))
    if not app.property(_FOLLOWS):
        app.setProperty(_FOLLOWS, True)
        app.styleHints().colorSchemeChanged.connect(_follow)


def current() -> Theme:
    """The look in force."""
    return _current


def colour(role: str) -> QColor:
    """A colour by its role: "muted", "red", "amber", "green", "line", "rule", "accent" …"""
    return QColor(getattr(_current.roles, role))


def px(at_100: float) -> int:
    """Pixels at the scale in force."""
    return _current.metrics.px(at_100)


def font(size: Size = Size.BODY, *, strong: bool = False, figures: bool = False) -> QFont:
    """The face at the scale in force."""
    return fonts.make(px(size), strong=strong, figures=figures)


def ink() -> Ink:
    """What controls are drawn with, for widgets that draw themselves."""
    assert _style is not None
    return _style.ink


def line_length() -> int:
    """The width of a full line of running text."""
    return _line_length(px(Size.BODY))


@cache
def _line_length(pixels: int) -> int:
    wide = QFontMetrics(fonts.make(pixels)).horizontalAdvance(_SAMPLE)
    return wide * LINE_LENGTH // len(_SAMPLE)


def _roles(app: QApplication, mode: Mode) -> Roles:
    return palette.choose(mode, app.styleHints().colorScheme() == Qt.ColorScheme.Dark)


def _draw_with(app: QApplication, look: Theme) -> None:
    """A new style each time: Qt then tells every widget.

    It does not mind those that go meanwhile, so Python collects none until it is done.
    """
    global _style
    _style = DeskStyle(look.roles, look.metrics)
    collecting = gc.isenabled()
    gc.disable()
    try:
        app.setStyle(_style)
    finally:
        if collecting:
            gc.enable()


def _follow() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication) and _current.mode in ("system", "contrast"):
        apply(app, _current.mode, _current.metrics.scale)
