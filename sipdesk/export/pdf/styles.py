"""Sizes and spaces on paper, in points."""

from __future__ import annotations

from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle

from sipdesk.export import ink
from sipdesk.export.document import Tone
from sipdesk.export.pdf.faces import PLAIN, STRONG, embed


def colour(ink_colour: str) -> HexColor:
    """A colour of `ink` as reportlab knows it."""
    return HexColor(f"#{ink_colour}")


class Styles:
    """The styles of a document, made once in a run."""

    def __init__(self) -> None:
        embed()
        text, muted, accent = colour(ink.TEXT), colour(ink.MUTED), colour(ink.ACCENT)
        self.body = _style(PLAIN, 10.5, 15, text, after=6)
        self.muted = _style(PLAIN, 10.5, 15, muted, after=6)
        self.point = _style(PLAIN, 10.5, 15, text, after=3, indent=14)
        self.title = _style(STRONG, 23, 28, text, after=2)
        self.subtitle = _style(PLAIN, 12, 16, muted, after=0)
        self.headings = (
            _style(STRONG, 14, 18, accent, before=15, after=5),
            _style(STRONG, 11.5, 15, text, before=10, after=3),
            _style(STRONG, 10.5, 15, muted, before=7, after=2),
        )
        self.label = _style(PLAIN, 10, 14, muted)
        self.value = _style(PLAIN, 10.5, 14, text)
        self.head = _style(STRONG, 9, 12, muted)
        self.cell = _style(PLAIN, 9.5, 13, text)
        self.tones = {
            tone: _style(STRONG, 9.5, 13, colour(hue), indent=11) for tone, hue in ink.TONES.items()
        }
        self.tones[Tone.NONE] = self.cell
        self.figure_head = ParagraphStyle("figure head", self.head, alignment=TA_RIGHT)
        self.figure = ParagraphStyle("figure", self.cell, alignment=TA_RIGHT)


def _style(
    face: str,
    size: float,
    leading: float,
    hue: HexColor,
    *,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
) -> ParagraphStyle:
    return ParagraphStyle(
        f"{face}{size}",
        fontName=face,
        fontSize=size,
        leading=leading,
        textColor=hue,
        spaceBefore=before,
        spaceAfter=after,
        leftIndent=indent,
        allowWidows=0,
        allowOrphans=0,
        bulletFontName=face,
        bulletFontSize=size,
        bulletColor=hue,
        bulletIndent=2,
    )


@cache
def styles() -> Styles:
    """The styles, when the first document needs them."""
    return Styles()
