"""The table in words, for the screen and for docs/reliability.md."""

from __future__ import annotations

from collections.abc import Sequence

from tests.soak.rows import Line

_BEGIN = "<!-- measured: written by make soak -->"
_END = "<!-- end of what was measured -->"


def on_screen(lines: Sequence[Line]) -> str:
    """Aligned, one row a line."""
    width = max(len(line.name) for line in lines)
    out, part = [], ""
    for line in lines:
        if line.part != part:
            part = line.part
            out.append(f"\n{part}")
        count = f"{line.cases:,}" if line.cases else "–"
        out.append(f"  {line.name:<{width}}  {count:>12}  {line.words}")
    return "\n".join(out)


def in_document(lines: Sequence[Line], when: str, took: str, scale: float) -> str:
    """The table as Markdown."""
    how = "all of it" if scale >= 1 else f"a try of {scale:.2%} of the cases"
    out = [_BEGIN, "", f"Measured {when}, in {took}: {how}.", ""]
    part = ""
    for line in lines:
        if line.part != part:
            part = line.part
            out += [f"### {part}", "", "| what | goal | cases | found |", "|---|---|---:|---|"]
        count = f"{line.cases:,}" if line.cases else "–"
        out.append(f"| {line.name} | {line.goal} | {count} | {line.words} |")
        if line is lines[-1] or lines[lines.index(line) + 1].part != part:
            out.append("")
    return "\n".join([*out, _END])


def put_into(document: str, table: str) -> str:
    """The document with its measured part replaced."""
    before, _, rest = document.partition(_BEGIN)
    _, _, after = rest.partition(_END)
    return f"{before}{table}{after}"
