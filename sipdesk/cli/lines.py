"""Text for a terminal: one line of it, and tables whose columns stand under their heads."""

from __future__ import annotations

import shutil
import sys
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

GAP = "  "
NARROWEST = 8  # no column is cut shorter than this


@dataclass(frozen=True, slots=True)
class Shortened:
    """Ids cut to the shortest common length at which each is still the only one."""

    length: int

    @classmethod
    def among(cls, ids: Sequence[str], least: int = 4) -> Shortened:
        """`ids` are all that a start could mean, not only those that are shown."""
        longest = max(map(len, ids), default=least)
        for length in range(least, longest):
            if len({known[:length] for known in ids}) == len(set(ids)):
                return cls(length)
        return cls(longest)

    def of(self, ref: str) -> str:
        return ref[: self.length]


def one_line(text: str) -> str:
    """Without line feeds, and without characters that would steer a terminal."""
    return "".join(c if c.isprintable() else " " for c in text).strip()


def shown(value: object) -> str:
    """A value as a person reads it in a table."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple | list):
        return one_line(", ".join(map(str, value)))
    return " ".join(one_line(str(value)).split())


def table(
    heads: Sequence[str],
    rows: Sequence[Sequence[str]],
    room: int | None = None,
    long: Collection[int] = (),
) -> str:
    """Heads, and rows below them. With `room`, columns are cut to fit a line, `long` ones first."""
    columns = list(zip(heads, *rows, strict=True))
    widths = [max(map(width, column)) for column in columns]
    if room is not None:
        room -= len(GAP) * (len(widths) - 1)
        _cut(widths, sorted(long), room)
        _cut(widths, range(len(widths)), room)
    return "\n".join(
        GAP.join(_fitted(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in (heads, *rows)
    )


def _cut(widths: list[int], which: Sequence[int], room: int) -> None:
    """Take from the widest of `which` until all fit into the room or none should be narrower."""
    while sum(widths) > room and which:
        widest = max(which, key=lambda n: widths[n])
        if widths[widest] <= NARROWEST:
            return
        widths[widest] -= 1


def terminal_width() -> int | None:
    """How wide a line may be; None when the output goes to a file or another program."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def width(text: str) -> int:
    """Cells on a terminal: accents put on top take none, East Asian letters two."""
    return sum(_cells(c) for c in text)


def _cells(c: str) -> int:
    if unicodedata.combining(c):
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def _fitted(text: str, room: int) -> str:
    if width(text) > room:
        while width(text) > room - 1:
            text = text[:-1]
        text = f"{text.rstrip()}…"
    return text + " " * (room - width(text))
