"""Source Sans on screen, the same face as on paper."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

FAMILY = "Source Sans Pro"
_loaded: set[str] = set()


def load(*faces: str) -> None:
    """Make faces known to Qt, once: the two of the window, or others such as "Bold" and "It".

    Without the fonts' package Qt's own choice is used.
    """
    missing = [face for face in faces or ("Regular", "Semibold") if face not in _loaded]
    if not missing:
        return
    spec = find_spec("font_source_sans_pro")  # its import would list the whole folder
    for place in (spec.submodule_search_locations or ()) if spec else ():
        for face in missing:
            file = Path(place) / "files" / f"SourceSansPro-{face}.ttf"
            QFontDatabase.addApplicationFont(str(file))
    _loaded.update(missing)


def make(pixels: int, *, strong: bool = False, figures: bool = False) -> QFont:
    """The face in a size; `figures` gives all digits one width, for columns of numbers."""
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    if strong:
        font.setWeight(QFont.Weight.DemiBold)
    if figures:
        font.setFeature(QFont.Tag("tnum"), 1)
    return font
