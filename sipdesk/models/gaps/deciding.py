"""Which groups may be shown of which classes, decided on the whole school and on nothing asked for.

What is shown is never more than blocks that hold nobody, or more than the threshold. Groups that
hang together (pupils on free meals and those in care; boys and girls; all codes of special needs)
are one *family*. A family's groups are let in one by one, and one only if the pupils, parted by it
and by all that were let in before, still lie in such blocks. Cohorts are a ladder: the school, its
years, the classes of a year. On a rung a group is shown in all cohorts side by side or in none, and
only where it is shown a rung higher; so neither a remainder nor a difference is ever a few pupils.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import permutations

from sipdesk.models.gaps.crowd import Part

Block = list[Part]
Ends = tuple[float, float]  # the lowest and highest a pupil can count for

# In this order groups of a family are let in; a whole word with ":" stands for all of its codes.
# The school's own groups are one family more, since nobody knows how they hang together.
FAMILIES: tuple[tuple[str, ...], ...] = (
    (
        *("fsm", "ever6", "in-care", "in-care-not-fsm"),
        *("ethnicity:WBRI", "white-working-class"),
    ),
    ("minority-ethnic", "traveller", "ethnicity:"),
    ("sen", "sen:"),
    ("gender:",),
    ("band:",),
    ("eal",),
    ("gifted",),
)
# Groups that others make up, or almost: those within are shown only where these are, or else the
# whole of the one could be pieced together from the others.
MADE_UP = (
    ("in-care", "in-care-not-fsm"),
    ("sen", "sen:"),
    ("minority-ethnic", "ethnicity:"),
    ("minority-ethnic", "traveller"),
    ("traveller", "ethnicity:"),
)
# Two groups at once, or one without another: told of the whole school only. In a class that the
# one group fills, or nobody of the other is in, such a group could be told from those two.
# And where a class or year is told one of those two but not the other, the school's composed group
# may say that all without the one are in the other: then it is not told at all.
COMPOSED = {
    "in-care-not-fsm": ("fsm", "in-care"),
    "white-working-class": ("fsm", "ethnicity:WBRI"),
}
MADE_OF = {"white-working-class": COMPOSED["white-working-class"]}
# Where everybody is the one or the other, the one tells the other.
BESIDE = {"minority-ethnic": "ethnicity:WBRI"}
Within = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Decision:
    """What may be shown in one slice. None where not even the whole of a cohort may be."""

    school: frozenset[str] | None
    years: frozenset[str] | None = None
    forms: Mapping[str, frozenset[str] | None] = field(default_factory=dict)  # by year
    where: Mapping[str, frozenset[str]] = field(default_factory=dict)  # years of each class

    def of(self, year: str, form: str) -> frozenset[str] | None:
        """The groups that may be shown of a cohort; None: nothing at all, not even its whole."""
        if form:
            years = [year] if year else sorted(self.where.get(form, ()))
            found = [self.forms.get(each) for each in years]
            return found[0] if found and all(one == found[0] for one in found) else None
        return self.years if year else self.school


def decide(parts: Sequence[Part], groups: Sequence[str], threshold: int, ends: Ends) -> Decision:
    """For one slice; `groups` are all that are known at the school."""
    safe = _Safe(threshold, ends)
    counted = [part for part in parts if part.tally.valued]
    within = _within(counted, groups)
    school = _let_in([counted], groups, safe, within)
    if school is None:
        return Decision(None)
    by_year = _by(counted, lambda part: part.year)
    years = _let_in(list(by_year.values()), sorted(school - COMPOSED.keys()), safe, within)
    if years is None:
        return Decision(school)
    where = _years_of_forms(parts)
    across = any(len(found) > 1 for found in where.values())  # a class of several years
    school -= _giving_away(school, list(by_year.values()), years, lambda _: counted)
    forms: dict[str, frozenset[str] | None] = {}
    together = [counted] if across else list(by_year.values())
    for siblings in together:
        classes = _by(siblings, lambda part: f"{part.year}\n{part.form}")
        found = _let_in(list(classes.values()), sorted(years), safe, within)
        forms |= dict.fromkeys({part.year for part in siblings}, found)
        if found is not None:
            within_year = partial(_known_of, siblings, years, counted)
            school -= _giving_away(school, list(classes.values()), found, within_year)
    return Decision(school, years, forms, where)


@dataclass(frozen=True, slots=True)
class _Safe:
    """Nobody, or more than a few; and not all of them alike at an end of what there is.

    Where all are, as in 100%, everybody within them is known to be so, however few.
    """

    threshold: int
    ends: Ends

    def __call__(self, block: Iterable[Part]) -> bool:
        pupils, total = 0, 0.0
        for part in block:
            pupils += part.tally.valued
            total += part.tally.total
        return not pupils or (
            pupils > self.threshold and all(total != pupils * end for end in self.ends)
        )


def _let_in(
    cohorts: list[Block], groups: Sequence[str], safe: _Safe, within: Within
) -> frozenset[str] | None:
    """The groups that may be shown of all these cohorts side by side.

    Once a group is refused, by its family or for another's sake, all the others are gone through
    again without it.
    """
    if not all(safe(cohort) for cohort in cohorts):
        return None
    let_in = set(groups)
    while True:
        before = set(let_in)
        for family in _families(sorted(let_in)):
            let_in -= _refused(family, cohorts, safe)
        let_in -= {group for group in let_in if not within[group] <= let_in}
        if let_in == before:
            return frozenset(let_in)


def _giving_away(
    composed: Iterable[str],
    cohorts: list[Block],
    shown: frozenset[str],
    above: Callable[[str], Block],
) -> set[str]:
    """Composed groups from which a hidden group of these cohorts would follow.

    They tell how two groups cross, and so, where only the one is shown, in which halves everybody
    or nobody is in the other, and what lies in one cohort alone. `above` gives the pupils of whom
    it is known how many are in the hidden group.
    """
    found = set()
    for whole in COMPOSED.keys() & set(composed):
        for told, hidden in permutations(COMPOSED[whole]):
            if told in shown and hidden not in shown:
                halves = _parted(above(hidden), told)
                if any(_follows(halves, cohort, hidden) for cohort in cohorts):
                    found.add(whole)
    return found


def _known_of(siblings: Block, years: frozenset[str], everybody: Block, hidden: str) -> Block:
    """The narrowest cohort above these classes that is told a group."""
    return siblings if hidden in years else everybody


def _follows(halves: list[Block], cohort: Block, hidden: str) -> bool:
    """Whether how many of a cohort are in a hidden group is known from halves of all pupils."""
    here = {id(part) for part in cohort}
    return all(
        len(_parted(half, hidden)) == 1
        or not any(id(part) in here for part in half)
        or all(id(part) in here for part in half)
        for half in halves
    )


def _refused(family: Sequence[str], cohorts: list[Block], safe: _Safe) -> set[str]:
    refused: set[str] = set()
    blocks = cohorts
    for group in family:
        parted = [half for block in blocks for half in _parted(block, group)]
        if all(safe(block) for block in parted):
            blocks = parted
        else:
            refused.add(group)
    return refused


def _within(parts: Sequence[Part], groups: Sequence[str]) -> Within:
    """For each group those that must be shown with it; which codes lie in which, pupils tell."""
    found = {group: set(MADE_OF.get(group, ())) for group in groups}
    for group, other in BESIDE.items():
        if {group, other} <= found.keys():
            found[group].add(other)
    for whole, word in MADE_UP:
        for group in groups:
            holding = [part.groups for part in parts if group in part.groups]
            if _is(group, word) and holding and all(whole in those for those in holding):
                found[group].add(whole)
    return {group: frozenset(wholes) for group, wholes in found.items()}


def _families(groups: Sequence[str]) -> list[list[str]]:
    """The known groups by family, each in its order; those that are in none go with the own."""
    found = [[g for word in family for g in sorted(groups) if _is(g, word)] for family in FAMILIES]
    placed = {group for family in found for group in family}
    return [*found, [group for group in sorted(groups) if group not in placed]]


def _is(group: str, word: str) -> bool:
    return group.startswith(word) if word.endswith(":") else group == word


def _parted(block: Block, group: str) -> list[Block]:
    inside: Block = []
    outside: Block = []
    for part in block:
        (inside if group in part.groups else outside).append(part)
    return [half for half in (inside, outside) if half]


def _by(parts: Iterable[Part], key: Callable[[Part], str]) -> dict[str, Block]:
    found: dict[str, Block] = {}
    for part in parts:
        found.setdefault(key(part), []).append(part)
    return found


def _years_of_forms(parts: Iterable[Part]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for part in parts:
        found.setdefault(part.form, set()).add(part.year)
    return {form: frozenset(years) for form, years in found.items()}
