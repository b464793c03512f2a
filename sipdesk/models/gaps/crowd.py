"""Everybody at a school whom a figure counts, by class and groups: what hiding is decided on."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sipdesk.models.gaps.records import Cells, Slice, Tally
from sipdesk.models.pupils import form_key, year_key


@dataclass(frozen=True, slots=True)
class Part:
    """The pupils of one class, by its keys, who have the same groups in one slice."""

    year: str
    form: str
    groups: frozenset[str]
    tally: Tally


Crowd = Mapping[Slice, Sequence[Part]]
# What each pupil counts for, by class as it is written and the number of its groups.
Worths = Mapping[tuple[str, str, int], Sequence[float | None]]


def parts_of(worths: Worths, groups: Mapping[int, frozenset[str]]) -> list[Part]:
    """The parts of one slice; who counts for None has no value."""
    return [
        Part(year_key(year), form_key(form), groups[traits], _tally(each))
        for (year, form, traits), each in worths.items()
    ]


def inside(parts: Iterable[Part], year: str, form: str) -> list[Part]:
    """The parts of a cohort, as `Cohort` takes classes; without year and form, all of them."""
    asked, wanted = year_key(year), form_key(form)
    return [part for part in parts if asked in ("", part.year) and wanted in ("", part.form)]


def tallies(crowd: Crowd, year: str = "", form: str = "") -> dict[Slice, Cells]:
    """A cohort's tallies by slice; slices in which it has nobody are left out."""
    found: dict[Slice, Cells] = {}
    for each, parts in crowd.items():
        held: dict[frozenset[str], Tally] = {}
        for part in inside(parts, year, form):
            before = held.get(part.groups)
            held[part.groups] = _sum(before, part.tally) if before else part.tally
        if held:
            found[each] = Cells.of(held)
    return found


def known_groups(crowd: Crowd) -> tuple[str, ...]:
    """Every group that anybody is in, at any time."""
    return tuple(sorted({g for parts in crowd.values() for part in parts for g in part.groups}))


def _tally(worths: Sequence[float | None]) -> Tally:
    valued = [each for each in worths if each is not None]
    return Tally(len(worths), len(valued), math.fsum(valued))


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(one.pupils + other.pupils, one.valued + other.valued, one.total + other.total)
