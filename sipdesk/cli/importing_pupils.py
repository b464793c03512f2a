"""What ``sipdesk import pupils`` says of a file: who is new, who changes, who is not in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sipdesk.cli.importing_open import open_ends, open_lines
from sipdesk.models.errors import BadValue

if TYPE_CHECKING:
    from sipdesk.models.intake.previews import PupilPreview
    from sipdesk.models.scales import Scales

_MOST_NAMED = 10  # pupils of one kind; --json gives all


def pupils_json(preview: PupilPreview) -> dict[str, Any]:
    """All that the preview has, for another program."""
    return {
        "rows": preview.rows_read,
        "pupils": len(preview.accepted),
        "joiners": [{"row": one.row, "name": one.name} for one in preview.joiners],
        "changed": [
            {
                "row": one.row,
                "pupil": one.pupil_id,
                "fields": [c.field for c in one.changes],
                "name": one.name,
                "changes": [
                    {"field": c.field, "was": c.before, "now": c.after} for c in one.changes
                ],
            }
            for one in preview.changed
        ],
        "waiting": [
            {"row": one.row, "name": one.name, "candidates": [c.pupil_id for c in one.candidates]}
            for one in preview.waiting
        ],
        "missing": [{"pupil": one.id, "name": one.name} for one in preview.missing],
        "leavers": [one.id for one in preview.leavers],
        "results": preview.results,
        "replaced": preview.replaced,
        "columns": preview.mapping,
        **open_ends(preview),
    }


def pupils_lines(preview: PupilPreview, scales: Scales) -> Iterator[str]:
    """The columns, the counts, and behind the counts who it is."""
    from sipdesk.models.intake.spoken import in_words
    from sipdesk.models.intake.words import words

    yield f"{preview.source}: {preview.rows_read} rows, {len(preview.accepted)} pupils"
    for column in preview.columns:
        yield f"  {column.heading}: {in_words(column.meaning, words(), scales)}"
    people = (
        f"{len(preview.joiners)} new, {len(preview.changed)} changed, "
        f"{len(preview.waiting)} waiting for a choice, {len(preview.missing)} not in the file"
    )
    yield f"{people}, {_results(preview)}"
    yield from _changes(preview)
    if preview.waiting:
        yield f"Waiting for a choice: {_who_waits(preview)}"
    if preview.missing:
        yield f"Not in the file: {_named([pupil.name for pupil in preview.missing])}"
    if preview.nothing_new:
        yield "There is nothing new in it."
    yield from open_lines(preview)


def choice_needed(preview: PupilPreview) -> BadValue | None:
    """What stops it where nothing but choices is open, with the names; else None."""
    if not preview.waiting or len(preview.stops) != 1:
        return None
    return BadValue(
        f"{preview.stops[0]} Waiting: {_who_waits(preview)}.",
        "Nothing has been changed.",
        "Choose in the window, or say with --same that they are the pupils they look like.",
    )


def _changes(preview: PupilPreview) -> Iterator[str]:
    """“Nadia Begum: free school meals yes → no”, for the first of them."""
    from sipdesk.models.intake.change_words import in_a_line

    if not preview.changed:
        return
    yield f"Known pupils who change: {len(preview.changed)}"
    for one in preview.changed[:_MOST_NAMED]:
        yield f"  {one.name}: {in_a_line(one.changes)}"
    if (more := len(preview.changed) - _MOST_NAMED) > 0:
        yield f"  … and {more} more; --json lists them all"


def _who_waits(preview: PupilPreview) -> str:
    return _named([f"{one.name} (row {one.row})" for one in preview.waiting])


def _named(names: Sequence[str]) -> str:
    """“Omar Bell, Nadia Begum and 3 more”."""
    more = len(names) - _MOST_NAMED
    return ", ".join(names[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def _results(preview: PupilPreview) -> str:
    """“82 results”, “82 results as they are”, “82 results: 80 as they are, 2 changed”."""
    every = f"{preview.results} {'result' if preview.results == 1 else 'results'}"
    same, changed = preview.as_they_are, preview.replaced
    if same and same == preview.results:
        return f"{every} as they are"
    told = [f"{same} as they are"] * bool(same)
    told += [f"{changed} in place of what the desk has now"] * bool(changed)
    return f"{every} ({', '.join(told)})" if told else every
