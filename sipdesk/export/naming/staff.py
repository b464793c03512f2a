"""Names with a title, and the names that may stand because the document is theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sipdesk.models.pupils.naming.atoms import (
    APOSTROPHES,
    TITLES,
    Atom,
    atoms,
    by_first_word,
    match,
)
from sipdesk.models.pupils.naming.ordinary import PARTICLES

_TITLES_ONLY = frozenset("mr mrs ms mx dr".split())  # no words of their own, even in small letters
_GAP = re.compile("\\.?[^\\S\n]*\n?[^\\S\n]*")
_NOT_A_SURNAME = frozenset(
    """
    year head chair deputy assistant monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    english maths mathematics science history geography french german spanish art music drama
    ict pe re pshe key ks ofsted the and or at in on for with to was is has had said who i a he
    she they we both but department faculty school lesson class teaches taught
    """.split()
)


def titled(text: str, words: list[Atom], at: int) -> int:
    """How many words a title and the name after it take; 0 where no titled name stands."""
    title = words[at]
    small = title.typed.islower()
    if title.folded not in TITLES or (small and title.folded not in _TITLES_ONLY):
        return 0
    end = at + 1
    if _is(words, end, "and") and end + 1 < len(words):  # Mr and Mrs Patel
        pair = titled(text, words, end + 1)
        return pair + 2 if pair else 0
    while _near(text, words, end) and _initial(text, words[end]):
        end += 1
    past = _surname(text, words, end, small)
    if past == end:
        return 0
    again = past < len(words) and words[past].folded not in _NOT_A_SURNAME
    if again and not words[past - 1].typed.isupper() and text[words[past - 1].end] in " \u00a0":
        past = _surname(text, words, past, small=False)
    return past - at


def _surname(text: str, words: list[Atom], at: int, small: bool) -> int:
    """The index past a surname with its particles and joined parts; `at` where there is none."""
    end = at
    while _near(text, words, end) and words[end].folded in PARTICLES and end - at < 3:
        end += 1
    if not _near(text, words, end):
        return at
    word = words[end]
    if not word.capital and not (
        small and word.folded not in _NOT_A_SURNAME and len(word.folded) > 1
    ):
        return end if end > at and words[end - 1].capital else at
    end += 1
    while end < len(words) and text[words[end - 1].end : words[end].start] in (
        *APOSTROPHES,
        *"-‐‑",
    ):
        if words[end].folded == "s":
            break
        end += 1
    return end


def _is(words: list[Atom], at: int, folded: str) -> bool:
    return at < len(words) and words[at].folded == folded


def _near(text: str, words: list[Atom], at: int) -> bool:
    """Whether the word at `at` follows the one before it with no more than a space or a dot."""
    if at >= len(words):
        return False
    before = words[at - 1]
    gap = text[before.end : words[at].start]
    short = len(before.folded) == 1 or before.folded in TITLES
    return bool(gap) and _GAP.fullmatch(gap) is not None and (short or "." not in gap)


def _initial(text: str, word: Atom) -> bool:
    after = text[word.end : word.end + 1]
    return (
        len(word.folded) == 1 and word.capital and (not after or after not in APOSTROPHES + "-‐‑")
    )


class KnownNames:
    """Names that may stand: the school's contacts and the document's author."""

    def __init__(self, names: Iterable[str]) -> None:
        kept: list[tuple[str, ...]] = []
        for parts in ([atom.folded for atom in atoms(name)] for name in names):
            title = parts[0] if parts and parts[0] in TITLES else ""
            name = parts[1:] if title else parts
            if not name:
                continue
            endings = [tuple(name[i:]) for i in range(len(name))]
            initial = [(name[0][0], *ending) for ending in endings[1:]]
            kept += [form for form in (endings[0], *initial) if len(form) > 1]
            for form in endings + initial:
                kept += [(t, *form) for t in ([title] if title else TITLES)]
        self._names = by_first_word(kept)
        self.beginnings = frozenset(self._names)

    def length(self, text: str, words: list[Atom], at: int) -> int:
        """How many words of such a name stand at `at`; 0 for none."""
        if words[at].folded in TITLES and not _near(text, words, at + 1):
            return 0
        return match(text, words, at, self._names)
