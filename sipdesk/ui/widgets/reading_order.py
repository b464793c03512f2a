"""Tab goes through the window as it is read: in the order of its layouts, whenever things came."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QLayout, QScrollArea, QWidget


def step(inside: QWidget, now: QWidget | None, *, forward: bool) -> bool:
    """Move the keyboard from `now` to what is read next, round and round. False from outside."""
    stops = list(_stops(inside, now))
    if now is None or now not in stops:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    at = stops.index(now) + (1 if forward else -1)
    stops[at % len(stops)].setFocus(reason)
    return True


def _stops(widget: QWidget, now: QWidget | None) -> Iterator[QWidget]:
    """What takes the keyboard by Tab, and the place where it is whether it does or not."""
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    if widget is now or (by_tab and widget.isEnabled()):
        yield widget
    held = widget.widget() if isinstance(widget, QScrollArea) else None
    if held is not None:
        yield from _stops(held, now)
        return
    layout = widget.layout()
    if layout is not None and not isinstance(widget, QAbstractScrollArea):
        for part in _parts(layout):
            if not part.isHidden():
                yield from _stops(part, now)


def _parts(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        widget = item.widget() if item is not None else None
        inner = item.layout() if item is not None else None
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _parts(inner)
