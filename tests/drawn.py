"""A table of the window as lines of text, so that a test can say what it looks like."""

from __future__ import annotations

from sipdesk.ui.tables import RecordTable


def drawn(table: RecordTable) -> str:
    """Heads and cells in columns; ▸ marks the row the keyboard is on."""
    rows, current = table.rows, table.currentIndex().row()
    cells = [[column.label for column in rows.columns]]
    for record in rows.records():
        cells.append([rows.said(record, column) for column in rows.columns])
    widths = [max(len(line[at]) for line in cells) for at in range(len(rows.columns))]
    lines = []
    for number, line in enumerate(cells):
        parts = [
            text.rjust(wide) if column.align_right else text.ljust(wide)
            for text, wide, column in zip(line, widths, rows.columns, strict=True)
        ]
        mark = "▸" if number and number - 1 == current else " "
        lines.append(f"{mark} {'  '.join(parts)}".rstrip())
    return "\n".join(lines)
