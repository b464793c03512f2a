"""Where in a sheet the headings stand, in one row or in two, and which rows are below the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sipdesk.models.folding import folded
from sipdesk.models.intake.tables import Cells, Table
from sipdesk.models.intake.words import Words, pieces

_LOOKED_AT = 30  # headings stand among the first so many rows
_NO_HEADING = "column {}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The headings, each a different one, and the first row below them, counted from 0."""

    headings: tuple[str, ...] = ()
    first: int = 0
    above: int = 0


def find_layout(table: Table, words: Words, known: Sequence[str] = ()) -> Layout:
    """By the words in the first rows; `known` are headings that such files had before."""
    rows = table.rows[:_LOOKED_AT]
    if not rows:
        return Layout()
    before = frozenset(known)
    scores = [_score(row, words, before) for row in rows]
    at = max(range(len(rows)), key=lambda n: (scores[n], -n))
    if scores[at] < 2:
        at = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > 1), 0)
    head, first = list(rows[at]), at + 1
    if at and _is_upper_row(rows[at - 1], head, words):
        head = _joined(rows[at - 1], head)
    elif first < len(rows) and _is_lower_row(head, rows[first], words):
        head = _joined(head, rows[first])
        first += 1
    return Layout(_different(head), first, at)


def is_total(row: Cells, words: Words) -> bool:
    """Whether a row counts or averages the ones above it, or only says where they came from."""
    begin = next((cell for cell in row if cell), "")
    said = " ".join(pieces(begin))
    if said in words.totals:
        return True
    return any(said.startswith(word + " ") and len(word) > 4 for word in words.totals)


def _score(row: Cells, words: Words, known: frozenset[str]) -> float:
    """How many cells are headings; numbers and dates speak against a row."""
    found = 0.0
    for cell in row:
        if not cell or len(cell) > 80:
            continue
        if cell in known or words.field(cell):
            found += 1
        elif not cell[0].isdecimal() and words.subjects.keys() & set(pieces(cell)):
            found += 0.5
    figures = sum(1 for cell in row if cell[:1].isdecimal() and "/" in cell)
    return found - 2 * figures


def _points_in(row: Cells, words: Words) -> int:
    """Cells that speak of a data point: “Aut”, “KS2”, “Target”."""
    known = words.terms.keys() | words.kinds.keys() | words.stages.keys() | words.scales.keys()
    return sum(bool(cell) and bool(known & _phrases(cell)) for cell in row)


def _subjects_in(row: Cells, words: Words) -> int:
    return sum(bool(cell) and bool(words.subjects.keys() & _phrases(cell)) for cell in row)


def _phrases(cell: str) -> set[str]:
    said = pieces(cell)[:8]
    return {" ".join(said[a:b]) for a in range(len(said)) for b in range(a + 1, len(said) + 1)}


def _is_upper_row(upper: Cells, lower: Cells, words: Words) -> bool:
    """Subjects above, points below: the row above the headings belongs to them."""
    named = [cell for cell in upper if cell]
    return len(named) > 1 and _points_in(lower, words) > 1 and _subjects_in(upper, words) > 0


def _is_lower_row(upper: Cells, lower: Cells, words: Words) -> bool:
    """Points below the subjects, and nothing below “UPN” and “Name”."""
    if _points_in(lower, words) < 2 or not _subjects_in(upper, words):
        return False
    for above, below in zip(upper, lower, strict=False):
        if above and below and words.field(above) in ("upn", "name", "surname", "born"):
            return folded(above) == folded(below)
    return True


def _joined(upper: Cells, lower: Cells) -> Cells:
    """Each lower heading after the upper one that reaches over it, as merged cells do."""
    width = max(len(upper), len(lower))
    upper = [*upper, *[""] * (width - len(upper))]
    lower = [*lower, *[""] * (width - len(lower))]
    joined: Cells = []
    over = ""
    for above, below in zip(upper, lower, strict=True):
        over = above or over
        if above == below or not below:
            joined.append(above)
        elif not over:
            joined.append(below)
        else:
            joined.append(f"{over} {below}")
    return joined


def _different(head: Cells) -> tuple[str, ...]:
    """No two the same: a second “Maths” becomes “Maths (2)”, one without words “column 3”."""
    while head and not head[-1]:
        head.pop()
    named: dict[str, None] = {}
    for number, cell in enumerate(head, 1):
        name = " ".join(cell.split())[:120] or _NO_HEADING.format(number)
        again = 2
        different = name
        while different in named:
            different = f"{name} ({again})"
            again += 1
        named[different] = None
    return tuple(named)
