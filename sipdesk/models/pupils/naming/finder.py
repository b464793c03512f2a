"""One person, or a few, looked for in texts: what is surely theirs, and what may be another's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sipdesk.models.folding import bare
from sipdesk.models.pupils.naming.atoms import TITLES, Atom, atoms, begins_sentence
from sipdesk.models.pupils.naming.fitting import fitted
from sipdesk.models.pupils.naming.ordinary import ORDINARY
from sipdesk.models.pupils.naming.pupils import PupilNames, PupilSeen
from sipdesk.models.pupils.records import Pupil

LONGEST = 4  # words of a name before its last
FEW = 40  # names up to which a text is looked over for their letters first


@dataclass(frozen=True, slots=True)
class Named:
    """A stretch of a text that names somebody; `doubtful` where it may be somebody else."""

    start: int
    end: int
    became: str
    doubtful: bool = False


class Finder:
    """Finds `names`; a part of a name that one of the `others` has as well is doubtful.

    `full` looks for whole names only; `titled` for “Mr Khan” too, which is never a pupil; `wary`
    doubts whenever no more than a part of a name stands there.
    """

    def __init__(
        self,
        names: Iterable[str],
        others: Iterable[str] = (),
        became: str = "a pupil",
        *,
        titled: bool = False,
        full: bool = False,
        wary: bool = False,
    ) -> None:
        untitled = [without_title(name) for name in names]
        self._names, self._others = _known(untitled), _known(map(without_title, others))
        self._parts = {bare(w) for n in untitled for w in n.split() if wary and " " in n}
        self._became, self._titled, self._full = became, titled, full
        few = self._names.beginnings if len(self._names.beginnings) <= FEW else ()
        self._letters = tuple(few) if all(word.isascii() for word in few) else ()

    def found(self, text: str) -> list[Named]:
        """Every place in the text, in order."""
        low = text.casefold()
        if self._letters and low.isascii() and not any(word in low for word in self._letters):
            return []
        words = atoms(text)
        out: list[Named] = []
        past = 0
        for at, word in enumerate(words):
            if at < past or word.folded not in self._names.beginnings:
                continue
            seen, doubtful = self._seen(text, words, at)
            if seen is None:
                continue
            past = at + seen.words
            begin = at - 1 if self._titled and _has_title(text, words, at) else at
            end, became = fitted(text, words, begin, seen.end, self._became)
            out.append(Named(words[begin].start, end, became, doubtful))
        return out

    def reworded(self, text: str, *, doubtful: bool = False) -> str:
        """The text without the names; what is doubtful stays, unless that is to go as well."""
        out: list[str] = []
        at = 0
        for named in self.found(text):
            if doubtful or not named.doubtful:
                out += text[at : named.start], named.became
                at = named.end
        return "".join([*out, text[at:]]) if out else text

    def _seen(self, text: str, words: list[Atom], at: int) -> tuple[PupilSeen | None, bool]:
        other = self._others.whole(text, words, at)
        seen = self._names.whole(text, words, at)
        if seen is not None and (seen.full or not self._full):
            if other is not None and other.full and other.words > seen.words:
                return None, False
            if not self._titled and not seen.full and _has_title(text, words, at):
                return None, False
            return seen, other is not None and (other.full or not seen.full)
        if self._full or (other is not None and other.full) or self._in_another(text, words, at):
            return None, False
        alone = self._names.single(text, words, at, small=True)
        if alone is None or (not self._titled and _has_title(text, words, at)):
            return None, False
        others = self._others.single(text, words, at) is not None
        part = words[at].folded in self._parts and not _has_title(text, words, at)
        return alone, part or alone.unsure or others or self._ends_another(text, words, at)

    def _in_another(self, text: str, words: list[Atom], at: int) -> bool:
        """Whether the word is a later part of the whole name of one of the others."""
        for back in range(1, min(LONGEST, at) + 1):
            other = self._others.whole(text, words, at - back)
            if other is not None and other.full and other.words > back:
                return True
        return False

    def _ends_another(self, text: str, words: list[Atom], at: int) -> bool:
        """Whether a word with a capital stands right before, as in the whole name of a stranger."""
        if not at or text[words[at - 1].end : words[at].start] != " ":
            return False
        before = words[at - 1]
        if before.folded in TITLES or not before.capital or before.folded in ORDINARY:
            return False
        return not begins_sentence(text, before.start)


def _known(names: Iterable[str]) -> PupilNames:
    return PupilNames(Pupil("", "", name=name) for name in names)


def without_title(name: str) -> str:
    """“Patel” for “Mrs Patel”."""
    words = name.split()
    while len(words) > 1 and words[0].rstrip(".").casefold() in TITLES:
        words = words[1:]
    return " ".join(words)


def _has_title(text: str, words: list[Atom], at: int) -> bool:
    if not at or words[at - 1].folded not in TITLES:
        return False
    return text[words[at - 1].end : words[at].start] in (" ", ". ", ".", "\u00a0")
