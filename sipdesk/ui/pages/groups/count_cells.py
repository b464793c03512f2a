"""The counts of a round, question by question, and how a cell of them is drawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem

from sipdesk.ui.style import theme
from sipdesk.ui.style.metrics import GRID
from sipdesk.ui.tables.lines import in_lines

Index = QModelIndex | QPersistentModelIndex
MOST = 99_999  # of one answer; more is a slip of the finger
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_NUMBER = re.compile(r"\d+")


class CountModel(QAbstractTableModel):
    """Questions down, answers across from least to most favourable."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.questions: tuple[str, ...] = ()
        self.answers: tuple[str, ...] = ()
        self._counts: list[list[int]] = []

    def ask(self, questions: Sequence[str], answers: Sequence[str]) -> None:
        """Other questions and answers, nothing counted."""
        self.beginResetModel()
        self.questions, self.answers = tuple(questions), tuple(answers)
        self._counts = [[0] * len(answers) for _ in questions]
        self.endResetModel()

    def load(self, counts: Mapping[str, Sequence[int]]) -> None:
        """A round's counts; what does not fit the answers is shown as nothing."""
        for number in range(len(self.questions)):
            held = list(counts.get(str(number), ()))
            fits = len(held) == len(self.answers)
            self._counts[number] = held if fits else [0] * len(self.answers)

    def value(self) -> dict[str, list[int]]:
        return {str(number): list(held) for number, held in enumerate(self._counts) if any(held)}

    def count(self, index: Index) -> int:
        """How many gave the answer of a cell."""
        if not index.isValid() or not index.column():
            return 0
        return self._counts[index.row()][index.column() - 1]

    def set_count(self, index: Index, count: int) -> None:
        """How many there are; a number too large for any school is not taken."""
        if index.isValid() and index.column() and 0 <= count <= MOST:
            self._counts[index.row()][index.column() - 1] = count
            self.dataChanged.emit(index, index)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own form)
        return 0 if parent.isValid() else len(self.questions)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.answers) + 1

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        question = self.questions[index.row()]
        if not index.column():
            said = f"{index.row() + 1}. {question}"
            wanted = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole)
            return said if role in wanted else None
        count, answer = self.count(index), self.answers[index.column() - 1]
        if role == _Role.DisplayRole:
            return str(count) if count else ""
        if role == _Role.ToolTipRole:
            return answer
        if role == _Role.AccessibleTextRole:
            return f"{count} answered “{answer}” to question {index.row() + 1}, {question}"
        return int(_RIGHT) if role == _Role.TextAlignmentRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.DisplayRole:
            return str(section) if section else "Question"
        if role in (_Role.ToolTipRole, _Role.AccessibleTextRole) and section:
            return self.answers[section - 1]
        if role == _Role.TextAlignmentRole:
            return int(_RIGHT if section else _LEFT)
        return None


class CountDelegate(QStyledItemDelegate):
    """A thin line under each question, a ring around the cell that figures go into."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, box = option.widget, option.rect
        inside = box.adjusted(theme.px(GRID), 0, -theme.px(GRID), 0)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, theme.colour("rule"))
        painter.setPen(theme.colour("text"))
        if index.column():
            painter.setFont(theme.font(figures=True))
            painter.drawText(inside, int(_RIGHT), str(index.data() or ""))
        else:
            painter.setFont(theme.font())
            lines = max(1, inside.height() // option.fontMetrics.lineSpacing())
            text = in_lines(str(index.data()), painter.fontMetrics(), inside.width(), lines)
            painter.drawText(inside, int(_LEFT), text)
        if isinstance(view, QAbstractItemView) and view.currentIndex() == index and index.column():
            if view.hasFocus():
                theme.ink().ring(painter, box.adjusted(1, 1, -1, -2))
            else:
                painter.setPen(theme.colour("line"))
                painter.drawRect(box.adjusted(1, 1, -2, -3))


def pasted(text: str) -> list[list[int]]:
    """Counts copied out of a spreadsheet: lines, and in each the cells between tabs."""
    return [
        [
            int(found[0]) if (found := _NUMBER.match(cell.strip())) else 0
            for cell in line.split("\t")
        ]
        for line in text.splitlines()
        if line.strip()
    ]
