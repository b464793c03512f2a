"""Asks for the place of a file, and leaves no trace of the answer in Qt's own settings."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QWidget


def where(parent: QWidget, title: str, suggested: Path, kinds: str = "") -> Path | None:
    """Where a file is to go, or None. That one is there already is not asked about here."""
    option = QFileDialog.Option.DontConfirmOverwrite
    chosen, _ = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds, options=option)
    forget()
    return Path(chosen) if chosen else None


def forget() -> None:
    """Qt's dialog keeps the folders it was in, and their names may name a school."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.remove("FileDialog")
    kept.sync()
