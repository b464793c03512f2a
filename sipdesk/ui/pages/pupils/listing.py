"""Which pupils of a long list are wanted, and in which order. Pure: no widget is known here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from sipdesk.models.folding import natural, searched
from sipdesk.models.pupils import Pupil, year_in_words
from sipdesk.ui.pages.pupils.groups_said import Groups, groups_of, groups_seen

Keys = Mapping[str, Callable[["Line"], Any]]
_Takes = Callable[["Line"], object]


class Who(StrEnum):
    """Which of a school's pupils are listed, whatever else is asked of them."""

    HERE = "here"
    TRACKED = "tracked"
    LEFT = "left"
    ALL = "all"


@dataclass(frozen=True)
class Line:
    """A pupil as the list has it, by the name as it may be seen now."""

    id: str
    pupil: Pupil
    name: str
    year: str
    groups: Groups
    hidden: bool = False

    @cached_property
    def found_in(self) -> str:
        """What a search looks in; with names hidden, not the number."""
        said = (self.name, "" if self.hidden else self.pupil.upn, self.year, self.pupil.form)
        return f" {' '.join(map(searched, said))} {self.groups.found_in} "


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked for; what is "" leaves nobody out."""

    words: str = ""
    year: str = ""
    form: str = ""
    group: str = ""
    who: Who = Who.HERE


@dataclass(frozen=True, slots=True)
class Offered:
    """What there is to choose from, each in order."""

    years: tuple[str, ...]
    forms: tuple[str, ...]
    groups: tuple[str, ...]


def line(
    pupil: Pupil, name: str, *, hidden: bool = False, masked: Callable[[str], str] = str
) -> Line:
    """A pupil ready to be looked for by `name`. `masked` hides names in the words of groups."""
    groups = groups_seen(pupil, masked) if hidden else groups_of(pupil)
    return Line(pupil.id, pupil, name, year_in_words(pupil.year), groups, hidden)


def narrowed(lines: Iterable[Line], wanted: Wanted, today: date) -> list[Line]:
    """Those of whom every word is the beginning of one of theirs, in the order given."""
    found = list(lines)
    for takes in _asked(wanted, today):
        found = [each for each in found if takes(each)]
    return found


def offered(lines: Sequence[Line]) -> Offered:
    """The years, classes and groups that anybody in the list has."""
    return Offered(
        _each_once(each.year for each in lines),
        _each_once(each.pupil.form for each in lines),
        _each_once(title for groups in {each.groups for each in lines} for title in groups.titles),
    )


def in_order(lines: Iterable[Line], keys: Keys, by: str, *, downwards: bool = False) -> list[Line]:
    """By one of the `keys`; who has nothing there comes last whichever way round it is."""
    key = keys[by]
    keyed = [(key(each), each) for each in lines]
    having = [pair for pair in keyed if pair[0]]
    having.sort(key=lambda pair: pair[0], reverse=downwards)
    return [each for _, each in having] + [each for held, each in keyed if not held]


def _asked(wanted: Wanted, today: date) -> Iterable[_Takes]:
    """A test for each thing that is asked."""
    if wanted.who is Who.LEFT:
        yield lambda each: each.pupil.has_left(today)
    elif wanted.who is not Who.ALL:
        yield lambda each: not each.pupil.has_left(today)
    if wanted.who is Who.TRACKED:
        yield lambda each: each.pupil.tracked
    if wanted.year:
        yield lambda each: each.year == wanted.year
    if wanted.form:
        yield lambda each: each.pupil.form == wanted.form
    if wanted.group:
        yield lambda each: wanted.group in each.groups.titles
    for word in searched(wanted.words).split():
        yield lambda each, start=f" {word}": start in each.found_in  # type: ignore[misc]


def _each_once(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(filter(None, set(found)), key=natural))
