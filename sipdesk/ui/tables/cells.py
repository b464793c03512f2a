"""How a cell is drawn: words, a shape where it stands for something, a thin line below."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPalette
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sipdesk.export.document import Tone
from sipdesk.ui.style import status, theme
from sipdesk.ui.style.metrics import GRID, Size
from sipdesk.ui.tables.lines import in_lines
from sipdesk.ui.tables.model import TONE_ROLE, Column, RecordTableModel
from sipdesk.ui.tables.stacked import draw_stacked

_State = QStyle.StateFlag
MOST_LINES = 3
_SAMPLE = 40  # rows
_LONG = 200  # characters


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a RecordTable; `stacked`, the first cell stands for its whole row."""

    stacked = False

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.state &= ~_State.State_HasFocus  # the row shows where the keyboard is
        view = option.widget
        if isinstance(view, QAbstractItemView) and not view.hasFocus():
            option.state &= ~_State.State_Active
        if option.displayAlignment & Qt.AlignmentFlag.AlignRight:
            option.font = theme.font(figures=True)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        made = QStyleOptionViewItem(option)
        self.initStyleOption(made, index)
        selected = bool(made.state & _State.State_Selected)
        group = (
            QPalette.ColorGroup.Active
            if made.state & _State.State_Active
            else QPalette.ColorGroup.Inactive
        )
        if selected:
            painter.fillRect(made.rect, made.palette.brush(group, QPalette.ColorRole.Highlight))
        painter.fillRect(
            made.rect.left(), made.rect.bottom(), made.rect.width(), 1, theme.colour("rule")
        )
        role = QPalette.ColorRole.HighlightedText if selected else QPalette.ColorRole.Text
        colour = made.palette.color(group, role)
        if self.stacked:
            self._stack(painter, made, index, (colour, colour if selected else None))
        else:
            self._words(painter, made, index, colour, selected)

    def _stack(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        colours: tuple[QColor, QColor | None],
    ) -> None:
        rows = index.model()
        if isinstance(rows, RecordTableModel):
            painter.setFont(theme.font())
            box = option.rect.adjusted(theme.px(GRID), 0, -theme.px(GRID), 0)
            draw_stacked(painter, box, rows.columns, rows.record(index.row()), colours)

    def _words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        colour: QColor,
        selected: bool,
    ) -> None:
        box = option.rect.adjusted(theme.px(GRID), 0, -theme.px(GRID), 0)
        painter.setFont(option.font)
        tone = Tone(index.data(TONE_ROLE) or "")  # Qt hands it back as plain text
        if tone:
            status.draw(painter, box, tone, option.text, colour if selected else None)
            return
        painter.setPen(colour)
        lines = max(1, box.height() // option.fontMetrics.lineSpacing())
        words = in_lines(option.text, option.fontMetrics, box.width(), lines)
        painter.drawText(box, int(option.displayAlignment), words)


def natural_widths(rows: RecordTableModel) -> list[int]:
    """How wide each column would like to be, judged by its head and its first rows."""
    words, heads = QFontMetrics(theme.font()), QFontMetrics(theme.font(Size.SMALL, strong=True))
    some = [rows.record(at) for at in range(min(rows.rowCount(), _SAMPLE))]
    widths = []
    for column in rows.columns:
        texts = (_words_of(record, column)[:_LONG] for record in some)
        wide = max((words.horizontalAdvance(text) for text in texts), default=0)
        shape = theme.px(16) if column.tone else 0
        head = heads.horizontalAdvance(column.label)
        widths.append(max(wide + shape, head) + theme.px(2 * GRID) + 2)
    return widths


def _words_of(record: object, column: Column) -> str:
    text = column.text(record)
    return text or (status.MARKS[column.tone(record)].word if column.tone else "")
