"""Whether a pupil of a file is one the desk knows: by UPN surely, by name and birthday likely."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sipdesk.models.folding import bare
from sipdesk.models.intake.said import Said
from sipdesk.models.pupils import Pupil, tidy_upn

_ALIKE = 88  # of 100, from where on two names are worth a question
_LETTERS = re.compile(r"[^\W\d_]+")
_MOST = 3  # pupils that are offered for one row
NEW = "new"
SKIP = "skip"


class Match(StrEnum):
    """How sure it is that a row is about a pupil who is known."""

    SURE = "sure"
    LIKELY = "likely"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A pupil of the desk that a row may be about, and what speaks for it."""

    pupil_id: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Matched:
    """What was found; `SURE` has one candidate, `LIKELY` one or more, `NEW` none."""

    match: Match
    candidates: tuple[Candidate, ...] = ()


class Matcher:
    """The pupils of one school, found by UPN, birthday or name."""

    def __init__(self, pupils: Iterable[Pupil]) -> None:
        self._by_upn: dict[str, Pupil] = {}
        self._by_name: defaultdict[str, list[Pupil]] = defaultdict(list)
        self._by_birthday: defaultdict[object, list[Pupil]] = defaultdict(list)
        self._folded: dict[str, str] = {}
        for pupil in pupils:
            if pupil.upn:
                self._by_upn.setdefault(tidy_upn(pupil.upn), pupil)
            self._folded[pupil.id] = folded = fold(pupil.name)
            self._by_name[folded].append(pupil)
            if pupil.born:
                self._by_birthday[pupil.born].append(pupil)

    def match(self, said: Said) -> Matched:
        """Only the same UPN is sure, and not even that where name and birthday both differ."""
        born, name = said.fields.get("born"), fold(said.name)
        known = self._by_upn.get(said.upn) if said.upn else None
        if known is not None:
            other_birthday = bool(born and known.born and born != known.born)
            other_name = bool(name) and not _alike(name, self._folded[known.id])
            if other_birthday and other_name:
                why = "the same UPN, but another name and date of birth"
                return Matched(Match.LIKELY, (Candidate(known.id, known.name, why),))
            return Matched(Match.SURE, (Candidate(known.id, known.name, "the same UPN"),))
        if not name:
            return Matched(Match.NEW)
        found: dict[str, Candidate] = {}
        for pupil in self._by_name.get(name, ()):
            if born and pupil.born and born != pupil.born:
                continue
            why = "the same name" + (" and date of birth" if born and pupil.born else "")
            if said.upn and pupil.upn:
                why += ", but another UPN"
            found[pupil.id] = Candidate(pupil.id, pupil.name, why)
        for pupil in self._by_birthday.get(born, ()) if born else ():
            if pupil.id not in found and _alike(name, self._folded[pupil.id]):
                why = "a similar name and the same date of birth"
                found[pupil.id] = Candidate(pupil.id, pupil.name, why)
        if not found:
            return Matched(Match.NEW)
        best = sorted(found.values(), key=lambda c: ("birth" not in c.why, "similar" in c.why))
        return Matched(Match.LIKELY, tuple(best[:_MOST]))


def fold(name: str) -> str:
    """A name without accents, capitals and marks; “Khan, Aneesa” as “aneesa khan”."""
    surname, comma, rest = name.partition(",")
    return " ".join(_LETTERS.findall(bare(f"{rest} {surname}" if comma else name)))


def _alike(one: str, other: str) -> bool:
    """Whether two folded names may be one: turned round, shortened or misspelt."""
    if one == other:
        return True
    from rapidfuzz import fuzz

    return max(fuzz.token_sort_ratio(one, other), fuzz.token_set_ratio(one, other)) >= _ALIKE
