"""On which line of a TOML file a key stands. tomllib does not say, and a person wants to know."""

from __future__ import annotations

import re
from collections.abc import Iterator

Address = tuple[str | int, ...]  # ("sessions", 2, "start"): `start` of the third [[sessions]]

_PIECE = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|.",
    re.DOTALL,
)
_PART = re.compile(r""""[^"\n]*"|'[^'\n]*'|[^\s.]+""")  # a dot within quotation marks parts nothing
_TABLE = re.compile(r"\s*(\[\[?)([^\]\n]+)\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"\n]*"))*)\s*=""")


def line_numbers(text: str) -> dict[Address, int]:
    """The line, from 1, of every table and key in `text`, which tomllib has read already."""
    found: dict[Address, int] = {}
    counts: dict[Address, int] = {}
    table: Address = ()
    for line, statement in _statements(text):
        if head := _TABLE.match(statement):
            table = _open(_parts(head[2]), head[1] == "[[", counts)
            found.setdefault(table, line)
        elif key := _KEY.match(statement):
            found.setdefault(table + _parts(key[1]), line)
    return found


def nearest_line(found: dict[Address, int], address: Address) -> int:
    """The line of `address`, or else of the table it should stand in, or else the first."""
    for length in range(len(address), 0, -1):
        if line := found.get(address[:length]):
            return line
    return 1


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each statement with its first line; a line break inside a string or list ends none."""
    line = first = 1
    depth = start = 0
    for piece in _PIECE.finditer(text):
        token = piece[0]
        if token in ("[", "{"):
            depth += 1
        elif token in ("]", "}"):
            depth = max(0, depth - 1)
        line += token.count("\n")
        if token == "\n" and depth == 0:
            yield first, text[start : piece.end()]
            start, first = piece.end(), line
    yield first, text[start:]


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _open(names: tuple[str, ...], repeated: bool, counts: dict[Address, int]) -> Address:
    """The address of a table head; earlier repeated tables are entered at their latest."""
    address: Address = ()
    for place, name in enumerate(names):
        address += (name,)
        last = place == len(names) - 1
        if last and repeated:
            counts[address] = counts.get(address, -1) + 1
        if address in counts:
            address += (counts[address],)
    return address
