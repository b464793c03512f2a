"""How a place in a NavList is drawn: where one is has a bar, heavier words and the accent."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID, INSIDE, Size

ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
_State = QStyle.StateFlag
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_HIGH = 36


class NavDelegate(QStyledItemDelegate):
    """Draws the items of a NavList."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        item = index.data(ITEM_ROLE)
        view: Any = option.widget  # a NavList
        here = item.key == view.current()
        if here or option.state & _State.State_MouseOver:
            painter.fillRect(option.rect, theme.colour("chosen"))
        if here:
            bar = QRect(option.rect)
            bar.setWidth(theme.px(4))
            painter.fillRect(bar, theme.colour("accent"))
        self._words(painter, option.rect, item, here)
        if option.state & _State.State_HasFocus:
            theme.ink().ring(painter, option.rect)

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        item = index.data(ITEM_ROLE)
        words = QFontMetrics(theme.font(strong=True)).horizontalAdvance(item.label)
        hint = QFontMetrics(theme.font(Size.SMALL)).horizontalAdvance(item.hint)
        room = theme.px(INSIDE * (2 + item.level) + (GRID if item.hint else 0))
        return QSize(words + hint + room, theme.px(_HIGH))

    def _words(self, painter: QPainter, rect: QRect, item: Any, here: bool) -> None:
        inside = rect.adjusted(theme.px(INSIDE * (1 + item.level)), 0, -theme.px(INSIDE), 0)
        painter.setFont(theme.font(strong=here))
        painter.setPen(theme.colour("accent" if here else "text"))
        metrics = painter.fontMetrics()
        words = metrics.elidedText(item.label, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _LEFT, words)
        left = inside.width() - metrics.horizontalAdvance(item.label) - theme.px(GRID)
        painter.setFont(theme.font(Size.SMALL))
        painter.setPen(theme.colour("muted"))
        if painter.fontMetrics().horizontalAdvance(item.hint) <= left:
            painter.drawText(inside, _RIGHT, item.hint)
