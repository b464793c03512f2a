"""Rows of a file that repeat a pupil. Pure."""

from __future__ import annotations

from typing import Any

from sipdesk.models.intake.matching import fold
from sipdesk.models.intake.said import Problem, Said


def once_each(pupils: list[Said]) -> tuple[list[Said], list[Problem]]:
    """A UPN stands for one pupil. Rows that repeat it stay out; where names differ, all do."""
    by_upn: dict[str, list[Said]] = {}
    kept: list[Said] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, str, Any], Said] = {}
    names = {said.row: fold(said.name) for said in pupils}
    for said in pupils:
        if said.upn:
            by_upn.setdefault(said.upn, []).append(said)
    differing = {
        upn: next((one.row for one in same if names[one.row] != names[same[0].row]), 0)
        for upn, same in by_upn.items()
    }
    for said in pupils:
        same = by_upn.get(said.upn, [said]) if said.upn else [said]
        name = names[said.row]
        known_by = (name, _figures(said.name), said.fields.get("born"))
        if other := differing.get(said.upn, 0):
            other = other if name == names[same[0].row] else same[0].row
            every = "both" if len(same) == 2 else "all"
            reason = f"The same UPN stands in row {other} for another name; {every} are left out."
            problems.append(Problem(said.row, reason, "UPN", whole=True))
        elif same[0] is not said:
            reason = (
                f"The same pupil stands in row {same[0].row} already.{_otherwise(said, same[0])}"
            )
            problems.append(Problem(said.row, reason, "UPN", whole=True))
        elif not said.upn and known_by in seen:
            first = seen[known_by]
            reason = (
                f"The same name stands in row {first.row} already, and no UPN tells them apart."
                f"{_otherwise(said, first)}"
            )
            problems.append(Problem(said.row, reason, whole=True))
        else:
            kept.append(said)
            if not said.upn:
                seen[known_by] = said
    return kept, problems


def _figures(name: str) -> str:
    """What tells “Pupil 1” from “Pupil 2”, where a school keeps names to itself."""
    return "".join(filter(str.isdecimal, name))


def _otherwise(later: Said, first: Said) -> str:
    """Where a row that repeats a pupil gives another result, or ""."""
    by_key = {result.key: result for result in first.results}
    told = [
        f"row {later.row} says {result.value or result.absent} where row {first.row} says "
        f"{was.value or was.absent} in {result.subject}"
        for result in later.results
        if (was := by_key.get(result.key))
        and (was.value, was.absent) != (result.value, result.absent)
    ]
    return f" But {', '.join(told)}; row {first.row} is taken." if told else ""
