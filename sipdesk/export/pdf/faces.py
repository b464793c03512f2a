"""The embedded faces, and user's text made fit for them: escaped, and no character lost."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

from sipdesk.export.wording import clean

PLAIN, STRONG = "SIPDesk-Regular", "SIPDesk-Semibold"
_FILES = {PLAIN: "SourceSansPro-Regular.ttf", STRONG: "SourceSansPro-Semibold.ttf"}
# Characters the face lacks that have a near twin in it, or need none.
_TWINS = {"\u2009": " ", "\u2003": " ", "\u2002": " ", "\u3000": " ", "‑": "-", "‐": "-", "●": "•"}
_SILENT = {"Mn", "Me", "Cf", "Cc", "Cs"}


@cache
def embed() -> frozenset[str]:
    """Register the faces, once in a run; returns the characters that they can show."""
    shown: set[str] | None = None
    for name, file in _FILES.items():
        font = TTFont(name, str(files("font_source_sans_pro").joinpath("files", file)))
        registerFont(font)
        these = {chr(code) for code in font.face.charToGlyph}
        shown = these if shown is None else shown & these
    return frozenset(shown or ()) - {"\u00ad"}


def shown(text: str) -> str:
    """The text in characters that the face has.

    A character it lacks becomes its twin, or its name in brackets: "[snowman]", "[U+738B]".
    """
    text = unicodedata.normalize("NFC", clean(text))
    if text.isascii():
        return text
    missing = set(text) - embed() - {"\n", "\t"}
    if not missing:
        return text
    return text.translate({ord(char): _instead(char) for char in missing})


def _instead(char: str) -> str:
    if char in _TWINS:
        return _TWINS[char]
    kind = unicodedata.category(char)
    if kind in _SILENT:
        return ""
    plain = unicodedata.normalize("NFKC", char)
    if plain != char and set(plain) <= embed():
        return plain
    name = unicodedata.name(char, "") if kind == "So" else ""
    return f"[{name.lower() or f'U+{ord(char):04X}'}]"


def markup(text: str) -> str:
    """User's text as reportlab's paragraphs take it. The only way into a Paragraph."""
    return escape(shown(text)).replace("\t", " \u00a0 ").replace("\n", "<br/>")
