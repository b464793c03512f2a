"""The names of a school's pupils, found in every form in which they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sipdesk.models.pupils.naming.atoms import Atom, begins_sentence, by_first_word, match, parts
from sipdesk.models.pupils.naming.ordinary import (
    ABBREVIATIONS,
    NAMES_FIRST,
    ORDINARY,
    PARTICLES,
)
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.pupils.words import in_words

_MONTHS = frozenset("january february march april may june july august september october".split())
Parts = tuple[str, ...]  # of a half of a name: ("o", "brien")
_DAY_BEFORE = re.compile("\\d(?:st|nd|rd|th)?[ \u00a0]$")


@dataclass(frozen=True, slots=True)
class PupilSeen:
    """A pupil met in a text: how many words, where they end, and what to say instead.

    `full` when forename and surname both stand there.
    """

    words: int
    end: int
    became: str
    unsure: bool = False
    full: bool = False


class PupilNames:
    """Whole names, and the single words that give a pupil away."""

    def __init__(self, pupils: Iterable[Pupil]) -> None:
        self._whole: dict[tuple[str, ...], set[str]] = {}
        self._full: set[tuple[str, ...]] = set()
        self._single: dict[str, set[str]] = {}
        self._forenames: set[str] = set()
        for pupil in pupils:
            said = in_words(pupil.year)
            groups = _groups(pupil.name)
            full = set(_full(groups))
            for form in full.union(_short(groups)):
                if len(form) > 1:
                    self._whole.setdefault(form, set()).add(said)
            self._full |= full
            for word in (*_forenames(groups), *_surnames(groups)):
                self._single.setdefault(word, set()).add(said)
            self._forenames.update(_forenames(groups))
        self._names = by_first_word(self._whole)
        self.beginnings = self._names.keys() | self._single.keys()

    def whole(self, text: str, words: list[Atom], at: int) -> PupilSeen | None:
        """A whole name at `at`, either way round, or a part of it with the other's initial."""
        taken = match(text, words, at, self._names) if at < len(words) else 0
        if not taken:
            return None
        used = words[at : at + taken]
        folded = tuple(word.folded for word in used)
        loud = all(word.capital or word.folded in PARTICLES for word in used)
        if not loud and all(_wordlike(part) for part in folded):
            return None  # "will young people"
        if (
            folded[0] == "a"
            and folded[1] in ORDINARY
            and "." not in text[used[0].end : used[1].start]
        ):
            return None  # "A Young Enterprise day" is left to the single words
        if (
            folded not in self._full
            and any(_abbreviated(word) for word in used)
            and min(map(len, folded)) == 1
            and "." not in text[used[0].end : used[-1].start]
        ):
            return None  # "A SEN pupil" of Ada Sen, too
        end = _past_dot(text, used[-1])
        if folded[-1] in ("a", "i") and "." not in text[used[-1].end : used[-1].end + 1]:
            return None  # "Told Ada I would"
        return PupilSeen(taken, end, _said(self._whole[folded]), full=folded in self._full)

    def single(
        self, text: str, words: list[Atom], at: int, *, small: bool = False
    ) -> PupilSeen | None:
        """A forename or a surname on its own.

        With `small`, what small letters make more likely a word is unsure; else a surname in them
        is nobody's.
        """
        word = words[at]
        said = self._single.get(word.folded)
        if said is None or _is_month(text, word):
            return None
        if not word.capital and _wordlike(word.folded):
            return None
        low = not word.capital and word.folded not in self._forenames
        if low and not small:
            return None  # in small letters, only a forename is surely one
        first = word.folded in ORDINARY and begins_sentence(text, word.start)
        short = _abbreviated(word) and (small or word.capital)
        return PupilSeen(1, word.end, _said(said), unsure=low or first or short)


def _groups(name: str) -> list[list[str]]:
    """The words of a name, forename first, each in its parts: [["ada"], ["o", "brien"]]."""
    surname, comma, forename = name.partition(",")
    typed = f"{forename} {surname}" if comma else name
    groups = (parts(word) for word in typed.split())
    return [group for group in groups if group]


def _parted(groups: list[list[str]]) -> Iterable[tuple[list[Parts], list[Parts]]]:
    """Each way to part a name: its forenames and its surname, as either may be typed."""
    for i in range(1, len(groups)):
        fore = [part for group in groups[:i] for part in group]
        sur = [part for group in groups[i:] for part in group]
        firsts = (fore, groups[0], fore[:1], ["".join(groups[0])])
        yield _each_once(*firsts), _each_once(sur, ["".join(sur)])


def _each_once(*ways: list[str]) -> list[Parts]:
    return list(dict.fromkeys(map(tuple, ways)))


def _full(groups: list[list[str]]) -> Iterable[tuple[str, ...]]:
    """In full, surname first, without middle names, with parts joined up."""
    for firsts, lasts in _parted(groups):
        for first in firsts:
            for last in lasts:
                yield (*first, *last)
                yield (*last, *first)


def _short(groups: list[list[str]]) -> Iterable[tuple[str, ...]]:
    """One half of a name, alone or with the other's initial."""
    yield from (tuple(group) for group in groups)
    for firsts, lasts in _parted(groups):
        yield from ((*first, lasts[0][0][0]) for first in firsts)
        for last in lasts:
            yield (firsts[0][0][0], *last)
            yield (*last, firsts[0][0][0])
        yield tuple(lasts[0])


def _forenames(groups: list[list[str]]) -> Iterable[str]:
    """What may stand for a forename, or for the whole name run together."""
    words = ["".join(group) for group in groups]
    joined = ["".join(words), "".join([*words[-1:], *words[:-1]])] if len(words) > 1 else []
    for word in {*words[:1], *(part for group in groups[:1] for part in group), *joined}:
        if len(word) > 1 and (word not in PARTICLES or word == words[0]):
            yield word


def _surnames(groups: list[list[str]]) -> Iterable[str]:
    """The words that name a pupil after the forename; "van" and single letters do not."""
    for group in groups[1:]:
        yield from (w for w in {"".join(group), *group} if len(w) > 1 and w not in PARTICLES)


def _is_month(text: str, word: Atom) -> bool:
    """Whether this is the month of a date: "18 May", "May 2010"."""
    if word.folded not in _MONTHS:
        return False
    before, after = text[max(0, word.start - 5) : word.start], text[word.end : word.end + 2]
    return bool(_DAY_BEFORE.search(before)) or (after[:1] in " \u00a0" and after[1:].isdigit())


def _wordlike(part: str) -> bool:
    """Whether small letters make this a word rather than a name."""
    return len(part) < 3 or part in ORDINARY or part in NAMES_FIRST


def _abbreviated(word: Atom) -> bool:
    """Whether this is how schools write what is long: "SEN", "sen", but not "Sen"."""
    one = word.typed.isupper() or word.typed.islower()
    return one and word.folded in ABBREVIATIONS


def _said(all_said: set[str]) -> str:
    """Where pupils of several years share a name, no year is said."""
    return next(iter(all_said)) if len(all_said) == 1 else "a pupil"


def _past_dot(text: str, last: Atom) -> int:
    """The end of a name, with the full stop of an initial when the sentence goes on."""
    if len(last.folded) == 1 and text[last.end : last.end + 1] == ".":
        rest = text[last.end + 1 : last.end + 20].lstrip(" \u00a0")
        if rest and (rest[0].islower() or rest[0] in ",;:)’'"):
            return last.end + 1
    return last.end
