"""A table as it stood in its file: rows of text, each with its number there."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, or a whole text file. `rows[0]` is the file's row 1, blank rows included.

    `notes` say what was noticed in reading it that a person should know.
    """

    name: str = ""
    rows: list[Cells] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    hidden: bool = False

    @property
    def filled(self) -> bool:
        """Whether more than one row holds anything."""
        return len(list(islice(filter(any, self.rows), 2))) > 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read whole and has not been understood yet.

    `kind` is "text", "workbook" or "ctf"; a transfer file has no tables but its bytes, in `data`.
    """

    name: str
    digest: str
    kind: str
    tables: tuple[Table, ...] = ()
    data: bytes = b""

    @property
    def likeliest(self) -> int:
        """The number of the table that is probably meant: the first to be seen that has rows."""
        shown = [n for n, table in enumerate(self.tables) if not table.hidden]
        filled = [n for n in shown if self.tables[n].filled] or shown
        return filled[0] if filled else 0
