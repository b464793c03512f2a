"""How the window is set up on this computer. Never anything about a person or a school."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from PySide6.QtCore import QByteArray, QSettings

from sipdesk.ui.style.metrics import held

LOCK_AFTER = 10  # minutes
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
    def lock_after(self) -> int:
        """Minutes without a touch after which the desk locks; 0 is never."""
        found = str(self._file.value("lock_after", LOCK_AFTER))
        return int(found) if found.isdecimal() else LOCK_AFTER

    @lock_after.setter
    def lock_after(self, minutes: int) -> None:
        self._file.setValue("lock_after", minutes)

    @property
    def clears_clipboard(self) -> bool:
        """Whether what was copied here leaves the clipboard again."""
        return str(self._file.value("clears_clipboard", "true")) != "false"

    @clears_clipboard.setter
    def clears_clipboard(self, clears: bool) -> None:
        self._file.setValue("clears_clipboard", "true" if clears else "false")

    @property
    def keychain(self) -> bool:
        """Whether the computer's keychain is asked to open the desk at the start."""
        return str(self._file.value("keychain", "false")) == "true"

    @keychain.setter
    def keychain(self, asked: bool) -> None:
        self._file.setValue("keychain", "true" if asked else "false")

    @property
    def geometry(self) -> QByteArray:
        """Where the window was."""
        found = self._file.value("geometry")
        return found if isinstance(found, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._file.setValue("geometry", geometry)
        self._file.sync()  # the last thing that is kept; nothing is to be written after it
