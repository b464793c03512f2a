"""The rows of the table: what is measured, how often at least, and what is said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tests.reliability import Counted


@dataclass(frozen=True, slots=True)
class Row:
    """`name` is what tests count under; one that ends in ":" takes in all that begin so."""

    part: str
    name: str
    goal: str
    least: int = 0

    def takes(self, counted: Counted) -> bool:
        return counted.row == self.name or (
            self.name.endswith(":") and counted.row.startswith(self.name)
        )


LASTS, LEAKS, INPUT = "Durability", "Leakage", "Bad input"
ROWS = (
    Row(LASTS, "SIGKILL at a call to the disk", "0 lost, 0 corrupt, 0 half-applied", 10_000),
    Row(LASTS, "SIGKILL of another program, at any moment", "the same"),
    Row(LASTS, "power cuts", "0 lost, 0 corrupt, 0 half-applied", 50_000),
    Row(LASTS, "power cuts: the controls do fail", "both lose something"),
    Row(
        LASTS,
        "disk full, failing, read-only, shut or gone, at each call",
        "0 lost, 0 false “Saved”, a clear message",
    ),
    Row(LASTS, "flipped bits", "all noticed, no wrong value shown", 10_000),
    Row(LASTS, "records recovered after a flipped bit", "≥ 99.9%"),
    Row(LASTS, "two writers: races", "0 concurrent writers", 1_000),
    Row(LASTS, "two writers: stale locks and notes", "all recovered", 1_000),
    Row(LASTS, "state machine: examples of up to 30 steps", "as a plain dict"),
    Row(LASTS, "changes taken back, and the tables read after each", "all can be read"),
    Row(LEAKS, "canary: names in bytes written outside asked-for exports", "0"),
    Row(
        LEAKS,
        "canary: names of who was erased",
        "0 in store, journal, index, free pages and backups",
    ),
    Row(LEAKS, "sockets in the whole suite", "0 but AF_UNIX"),
    Row(LEAKS, "live formulas, links and references in exports", "0", 100_000),
    Row(LEAKS, "names in documents for an outside audience", "0"),
    Row(LEAKS, "suppressed cells that a solver can work out", "0"),
    *(
        Row(INPUT, f"importer fuzz: {importer}", "0 crashes or hangs, ≤ 10 s to refuse", 1_000_000)
        for importer in ("pupil lists", "transfer files", "register", "performance tables")
    ),
    Row(INPUT, "importer fuzz: workbooks, each in a program of its own", "the same"),
    Row(INPUT, "files that are huge: time and memory", "≤ 10 s, ≤ 512 MB"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A row with what was counted."""

    part: str
    name: str
    goal: str
    cases: int
    bad: int
    words: str


def lines(counted: Iterable[Counted], scale: float) -> list[Line]:
    """Every row, also those that nobody counted for; and whatever was counted beyond them."""
    everything = list(counted)
    extra = dict.fromkeys(c.row for c in everything if not any(r.takes(c) for r in ROWS))
    rows = [*ROWS, *(Row("More", name, "0 bad") for name in extra)]
    return [_line(row, [c for c in everything if row.takes(c)], scale) for row in rows]


def _line(row: Row, counted: list[Counted], scale: float) -> Line:
    cases, bad = sum(c.cases for c in counted), sum(c.bad for c in counted)
    why = [c.why for c in counted if c.why]
    if not cases:
        words = f"not measured: {why[0] if why else 'no test counted for this row'}"
    else:
        words = _found(cases, bad)
        if scale >= 1 and cases < row.least:  # a try says how small it is by itself
            words += f"; fewer than the {row.least:,} that are asked for"
        words = "; ".join([words, *_worst(counted), *why, *_notes(counted)])
    return Line(row.part, row.name.rstrip(":"), row.goal, cases, bad, words)


def _found(cases: int, bad: int) -> str:
    if not bad:
        return "none bad"
    return f"{bad:,} bad ({bad / cases:.4%})"


def _worst(counted: list[Counted]) -> list[str]:
    """The longest and the largest, where they were measured."""
    seconds = max(c.seconds for c in counted)
    megabytes = max(c.megabytes for c in counted)
    said = [f"at most {seconds:.2g} s"] if seconds else []
    return [*said, f"at most {megabytes:.0f} MB"] if megabytes else said


def _notes(counted: list[Counted]) -> list[str]:
    """What is said of a row; by name and number where it is only a name."""
    notes = list(dict.fromkeys(c.note for c in counted if c.note))
    return [note for note in notes if " " in note and len(notes) <= 4]
