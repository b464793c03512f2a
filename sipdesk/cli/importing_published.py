"""What ``sipdesk import`` says of files that are published: the register, performance tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sipdesk.cli.importing_open import open_ends, open_lines
from sipdesk.models.clock import school_year_in_words

if TYPE_CHECKING:
    from sipdesk.models.intake.previews import PerformancePreview, RegisterPreview


def register_json(preview: RegisterPreview) -> dict[str, Any]:
    """Each school with its fields, before and after."""
    taken = {one.urn for one in preview.accepted}
    return {
        "rows": preview.rows_read,
        "schools": [
            {
                "urn": one.urn,
                "name": one.name,
                "town": one.town,
                "status": one.status,
                "note": one.note,
                "here": one.school is not None,
                "accepted": one.urn in taken,
                "fields": [
                    {"field": f.field, "before": f.before, "after": f.after, "take": f.take}
                    for f in one.fields
                ],
            }
            for one in (*preview.accepted, *(o for o in preview.found if o.urn not in taken))
        ],
        **open_ends(preview),
    }


def register_lines(preview: RegisterPreview) -> Iterator[str]:
    """Each school, and what is kept of it or taken."""
    yield f"{preview.source}: {preview.rows_read} rows, {len(preview.found)} schools found"
    accepted = {one.urn: one for one in preview.accepted}
    for found in preview.found:
        one = accepted.get(found.urn, found)
        yield f"{one.urn} {one.name}, {one.town} {one.note}".strip()
        for f in one.fields:
            sign = "→" if f.take else "kept; the register has"
            yield f"  {f.title}: {f.before or '—'} {sign} {' '.join(f.after.split())}"
    yield from open_lines(preview)


def performance_json(preview: PerformancePreview) -> dict[str, Any]:
    """Each figure of each school."""
    return {
        "rows": preview.rows_read,
        "year": preview.year,
        "key_stage": preview.key_stage,
        "figures": [
            {
                "school": f.school,
                "measure": f.measure,
                "title": f.title,
                "value": f.value,
                "missing": f.missing,
                "pupils": f.pupils,
                "national": f.national,
            }
            for f in preview.accepted
        ],
        **open_ends(preview),
    }


def performance_lines(preview: PerformancePreview) -> Iterator[str]:
    """Each figure, beside the country’s."""
    year = school_year_in_words(preview.year) if preview.year else "an unknown year"
    yield f"{preview.source}: key stage {preview.key_stage}, {year}"
    for f in preview.accepted:
        value = f"{f.value:g}" if f.value is not None else f"no figure: {f.missing}"
        country = f" (England {f.national:g})" if f.national is not None else ""
        yield f"  {f.school}, {f.title}: {value}{country}"
    yield from open_lines(preview)
