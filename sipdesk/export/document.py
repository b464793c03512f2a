"""A document before it is paper: neutral pieces that PDF, Word and the window's preview render."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from sipdesk.export.charts.plots import Plot


class Tone(StrEnum):
    """How something stands. Renderers show it as a word and a shape as well as a colour."""

    NONE = ""
    GOOD = "good"
    NEARLY = "nearly"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1–3; levels 1 and 2 become bookmarks."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph of plain text; line feeds inside it are kept."""

    text: str
    muted: bool = False


@dataclass(frozen=True, slots=True)
class Points:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their values, one below the other, such as a note's head."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; `tone` marks how something stands."""

    text: str
    tone: Tone = Tone.NONE


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head repeats on every page.

    `widths` are shares of the line, one for each column; rows are as long as `head`. `figures` are
    the columns that hold numbers, counted from 0: these end at the right.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    figures: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of figures under its title.

    `alt` says in words what it shows; `height` is in lines of text, more where it needs more.
    """

    title: str
    plot: Plot
    alt: str = ""
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Gap:
    """A little room, in lines."""

    lines: float = 1.0


Piece = Heading | Para | Points | Facts | Table | Chart | Gap


@dataclass(frozen=True, slots=True)
class Document:
    """What is printed. `running` stands in the head of every page, `title` on the first.

    `logo` is the bytes of a PNG or JPEG, or b"". `language` is a BCP 47 tag.
    """

    title: str
    subtitle: str = ""
    running: str = ""
    pieces: tuple[Piece, ...] = ()
    logo: bytes = field(default=b"", repr=False)
    language: str = "en-GB"


def piece_leads(piece: Piece) -> bool:
    """Whether a piece belongs to what follows, and should not be parted from it by a page's end."""
    if isinstance(piece, Para):
        return piece.text.endswith(":") and len(piece.text) < 200
    return isinstance(piece, Heading)
