"""What a file leaves open, whatever kind it is: problems, notes, and what has to be settled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sipdesk.models.intake.previews import Preview

_MOST_SHOWN = 20  # problems, in words; --json gives all


def open_ends(preview: Preview) -> dict[str, Any]:
    """All of it, for --json."""
    return {
        "problems": [
            {"row": p.row, "column": p.column, "reason": p.reason, "whole_row": p.whole}
            for p in preview.problems
        ],
        "warnings": list(preview.warnings),
        "to_settle": list(preview.stops),
    }


def open_lines(preview: Preview) -> Iterator[str]:
    """The first of it, in words."""
    for problem in preview.problems[:_MOST_SHOWN]:
        yield f"  {problem}"
    if (more := len(preview.problems) - _MOST_SHOWN) > 0:
        yield f"  … and {more} more problems; --json lists them all"
    yield from (f"Note: {warning}" for warning in preview.warnings)
    yield from (f"To settle: {stop}" for stop in preview.stops)
