"""A text read as words of letters; a name is a row of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from sipdesk.models.folding import bare

TITLES = frozenset("mr mrs ms miss mx dr sir madam prof professor".split())
APOSTROPHES = "'’‘ʼ`´"
Names = dict[str, list[tuple[str, ...]]]

# Marks and joiners ride on the letter before them: "Sea\u0301n" is one word.
_WORD = re.compile("(?:[^\\W\\d_][\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]*)+")
_GAP = re.compile("[^\\S\n]*,?[^\\S\n]*\n?[^\\S\n]*|['’‘ʼ`´]|[^\\S\n]?[-‐‑–][^\\S\n]?|[._]")
_GAP_AFTER_INITIAL = re.compile("[.,]?[^\\S\n]*\n?[^\\S\n]*|['’‘ʼ`´‐‑_-]")
_OPENERS = "\"'“”‘’([{*•–—- \t\u00a0"


class Atom(NamedTuple):
    """A word of a text: where it stands, as typed, and folded for comparing."""

    start: int
    end: int
    typed: str
    folded: str

    @property
    def capital(self) -> bool:
        return self.typed[0].isupper() or self.typed[0].istitle()


def atoms(text: str) -> list[Atom]:
    """The words of a text."""
    return [Atom(m.start(), m.end(), m[0], bare(m[0])) for m in _WORD.finditer(text)]


def parts(word: str) -> list[str]:
    """The words within one word, folded: "O’Brien" is "o" and "brien"."""
    return [bare(part) for part in _WORD.findall(word)]


def begins_sentence(text: str, at: int) -> bool:
    """Whether a sentence, a line or a point of a list begins at `at`."""
    while at and text[at - 1] in _OPENERS:
        at -= 1
    return not at or text[at - 1] in ".!?…\n\r\u2028\u2029"


def by_first_word(names: Iterable[tuple[str, ...]]) -> Names:
    """Names to look for, under their first word, the longest first."""
    out: Names = {}
    for name in sorted(set(names), key=lambda n: (-len(n), n)):
        out.setdefault(name[0], []).append(name)
    return out


def match(text: str, words: list[Atom], at: int, names: Names) -> int:
    """How many words the longest of the names takes that stands at `at`; 0 for none."""
    for name in names.get(words[at].folded, ()):
        found = words[at : at + len(name)]
        if (
            tuple(word.folded for word in found) == name
            and all(_joined(text, *pair) for pair in pairwise(found))
            and (len(name[-1]) > 1 or found[-1].capital)
        ):
            return len(name)
    return 0


def _joined(text: str, before: Atom, after: Atom) -> bool:
    """Whether two words stand close enough to belong to one name."""
    gap = text[before.end : after.start]
    if gap in (*APOSTROPHES,) and after.folded == "s":
        return False  # a possessive, not an initial
    short = len(before.folded) == 1 or before.folded in TITLES
    pattern = _GAP_AFTER_INITIAL if short else _GAP
    return bool(gap) and pattern.fullmatch(gap) is not None
