"""Everybody at a school whom a figure counts, by class and groups: what hiding is decided on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sipdesk.models.gaps.records import Cells, Slice, Tally
from sipdesk.models.pupils.words import year_in_words


@dataclass(frozen=True, slots=True)
class Part:
    """The pupils of one class who have the same groups, in one slice."""

    year: str
    form: str
    groups: frozenset[str]
    tally: Tally


Crowd = Mapping[Slice, Sequence[Part]]


@lru_cache(maxsize=1_000)
def folded_name(name: str) -> str:
    """A year or form as cohorts are compared: “Yr 9” and “year  9” are one."""
    return "".join(year_in_words(name).split()).casefold()


def inside(parts: Iterable[Part], year: str, form: str) -> list[Part]:
    """The parts of a cohort; without year and form, all of them."""
    return [part for part in parts if year in ("", part.year) and form in ("", part.form)]


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


def _sum(one: Tally, other: Tally) -> Tally:
    return Tally(one.pupils + other.pupils, one.valued + other.valued, one.total + other.total)
