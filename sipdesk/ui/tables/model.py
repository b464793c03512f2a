"""Records as rows and columns. Order and choice of rows are the caller's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from sipdesk.export.document import Tone
from sipdesk.ui.style.status import in_words

Index = QModelIndex | QPersistentModelIndex
TONE_ROLE = Qt.ItemDataRole.UserRole + 1
_Role = Qt.ItemDataRole
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True, slots=True)
class Column:
    """What one column says of a record. `tone` marks how it stands; widths are shares."""

    name: str
    label: str
    text: Callable[[Any], str]
    align_right: bool = False
    tone: Callable[[Any], Tone] | None = None
    width_share: float = 1.0


class RecordTableModel(QAbstractTableModel):
    """A table over records that have an `id`."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: Sequence[Any] = ()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own form)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, record = self.columns[index.column()], self._rows[index.row()]
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return column.text(record)
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.align_right else _LEFT
        if role == TONE_ROLE:
            return column.tone(record) if column.tone else None
        if role == _Role.AccessibleTextRole:
            told = self.columns if index.column() == 0 else (column,)
            return ", ".join(f"{each.label}: {self.said(record, each)}" for each in told)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == _Role.DisplayRole:
            return self.columns[section].label
        if role == _Role.TextAlignmentRole:
            return _RIGHT if self.columns[section].align_right else _LEFT
        return None

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Say something else of the same records."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def said(self, record: Any, column: Column) -> str:
        """A cell in plain words, its tone as a shape."""
        tone = column.tone(record) if column.tone else None
        return in_words(tone, column.text(record)) if tone else column.text(record)

    def record(self, row: int) -> Any:
        return self._rows[row]

    def records(self) -> Sequence[Any]:
        return self._rows

    def row_of(self, record_id: str) -> int:
        """The row of a record; -1 when it is not shown."""
        return next((at for at, each in enumerate(self._rows) if each.id == record_id), -1)

    def replace(self, rows: Sequence[Any]) -> None:
        """Show other rows; what is the same at both ends is not touched."""
        old, rows = self._rows, tuple(rows)
        head = _alike(old, rows)
        tail = min(_alike(reversed(old), reversed(rows)), len(old) - head, len(rows) - head)
        gone, come = len(old) - head - tail, len(rows) - head - tail
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self._rows = (*old[:head], *old[len(old) - tail :])
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            kept, new = self._rows, rows[head : head + come]
            self._rows = (*kept[:head], *new, *kept[head:]) if kept else new
            self.endInsertRows()
        self._rows = rows
        self._tell_changed(old, rows, range(head), 0)
        self._tell_changed(old, rows, range(len(rows) - tail, len(rows)), len(old) - len(rows))

    def _tell_changed(
        self, old: Sequence[Any], new: Sequence[Any], rows: range, moved: int
    ) -> None:
        last = len(self.columns) - 1
        for row in rows:
            was, now = old[row + moved], new[row]
            if was is not now and was != now:
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))


def _alike(one: Iterable[Any], other: Iterable[Any]) -> int:
    """How many records at the front are the same ones, whatever they say now."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left.id != right.id:
            break
        count += 1
    return count
