"""How the window is set up on this computer. Never anything about a person or a school."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QByteArray, QSettings

from sipdesk.ui.style.metrics import held

Mode = Literal["system", "light", "dark", "contrast"]


class Preferences:
    """Look, size of text and the window's place, in one small file in the user's folder."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)

    @property
    def mode(self) -> Mode:
        """Light, dark, high contrast, or as the computer."""
        found = str(self._file.value("mode", "system"))
        return cast(Mode, found if found in ("light", "dark", "contrast") else "system")

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._file.setValue("mode", mode)

    @property
    def scale(self) -> float:
        """1.0 to 2.25."""
        try:
            return held(float(str(self._file.value("scale", 1.0))))
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, scale: float) -> None:
        self._file.setValue("scale", held(scale))

    @property
    def geometry(self) -> QByteArray:
        """Where the window was."""
        found = self._file.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)
