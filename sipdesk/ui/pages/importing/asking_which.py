"""Asks which file is to be read, and leaves no trace of the answer in Qt's own settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from sipdesk.ui.asking_where import forget

KINDS = (
    "Tables and transfer files (*.csv *.txt *.tsv *.xlsx *.xlsm *.xls *.ods *.xml);;All files (*)"
)


def which(parent: QWidget, title: str, folder: Path) -> Path | None:
    """The file that was chosen, or None."""
    chosen, _ = QFileDialog.getOpenFileName(parent, title, str(folder), KINDS)
    forget()
    return Path(chosen) if chosen else None
