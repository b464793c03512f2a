"""What was done, from the counts that are kept with a file that was taken in. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

KINDS = {
    "pupils": "Pupils and results",
    "register": "The register of schools",
    "performance": "Performance tables",
}
_ONE = {
    "new pupils": "new pupil",
    "changed pupils": "changed pupil",
    "leavers": "leaver",
    "results": "result",
    "years of attendance": "year of attendance",
    "new schools": "new school",
    "fields": "entry of a school",
    "figures": "published figure",
}
_MANY = {"fields": "entries of a school", "figures": "published figures"}


def counted(summary: Mapping[str, int]) -> str:
    """“12 new pupils, 1,440 results”; what was none is not said."""
    told = [
        f"{count:,} {_ONE.get(key, key) if count == 1 else _MANY.get(key, key)}"
        for key, count in summary.items()
        if count
    ]
    return ", ".join(told) or "Nothing new"


def added_up(summaries: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Several files' counts, or several schools', as one."""
    total: dict[str, int] = {}
    for summary in summaries:
        for key, count in summary.items():
            total[key] = total.get(key, 0) + count
    return total
