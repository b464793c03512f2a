"""Which columns a person wants to see of a table: names of columns, beside the window's look."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSettings

from sipdesk import paths
from sipdesk.ui.tables.model import Column


class KeptColumns:
    """The choice for one table, kept with the window's preferences; no name gets there."""

    def __init__(self, table: str) -> None:
        self._file = QSettings(str(paths.data() / "window.ini"), QSettings.Format.IniFormat)
        self._key = f"columns/{table}"

    def chosen(self, known: Sequence[Column], usual: Sequence[str]) -> tuple[str, ...]:
        """The names chosen, in the order of `known`; the `usual` ones before anybody chose."""
        found = str(self._file.value(self._key, ""))
        wanted = set(found.split()) if found else set(usual)
        names = tuple(column.name for column in known if column.name in wanted)
        return names or tuple(usual)

    def keep(self, names: Sequence[str]) -> None:
        """Remember these on this computer."""
        self._file.setValue(self._key, " ".join(names))
        self._file.sync()
