"""Source Sans on screen, the same face as on paper."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Source Sans Pro"
_FACES = ("Regular", "Semibold", "Bold", "It")
_loaded: list[int] = []


def load() -> None:
    """Make the face known to Qt, once. Without its package Qt's own choice is used."""
    if _loaded:
        return
    spec = find_spec("font_source_sans_pro")  # its import would list the whole folder
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for face in _FACES:
            file = Path(place) / "files" / f"SourceSansPro-{face}.ttf"
            _loaded.append(QFontDatabase.addApplicationFont(str(file)))


def make(pixels: int, *, strong: bool = False, figures: bool = False) -> QFont:
    """The face in a size; `figures` gives all digits one width, for columns of numbers."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    if figures:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
