"""Who reads a document, and the one gate through which names leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from sipdesk.export.naming.staff import KnownNames, titled
from sipdesk.models.pupils.naming.atoms import TITLES, Atom, atoms
from sipdesk.models.pupils.naming.fitting import fitted
from sipdesk.models.pupils.naming.pupils import PupilNames
from sipdesk.models.pupils.records import Pupil
from sipdesk.models.schools.records import Contact


class Audience(Enum):
    """The reader of a document. `inside_school` readers may see teachers' names.

    Governors' papers are passed on and published, so governors count as outside here.
    """

    HEAD = "head"
    GOVERNORS = "governors"
    AUTHORITY = "authority"
    CONSULTANT = "consultant"

    @property
    def inside_school(self) -> bool:
        return self is Audience.HEAD


@dataclass(frozen=True, slots=True)
class NameSeen:
    """A name the gate met: how it was typed, and what stands in its place.

    `became` is "" where the gate left it; then `why` says what made it unsure.
    """

    name: str
    became: str = ""
    why: str = ""

    @property
    def unsure(self) -> bool:
        return not self.became


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of text that the gate replaces, or only marks where `why` is given."""

    start: int
    end: int
    became: str = ""
    why: str = ""


class Gate:
    """Takes out the names that an audience may not see.

    Pupils are named to nobody, since what the head gets is passed on. `known` are names that
    belong to the document itself, such as its author's.
    """

    def __init__(
        self,
        audience: Audience,
        pupils: Iterable[Pupil] = (),
        contacts: Iterable[Contact] = (),
        known: Iterable[str] = (),
    ) -> None:
        self.audience = audience
        self.met: dict[NameSeen, None] = {}
        self._pupils = _names_of(tuple(pupils))
        self._known = KnownNames([*(contact.name for contact in contacts), *known])
        self._beginnings = TITLES | self._pupils.beginnings | self._known.beginnings

    def text(self, text: str) -> str:
        """The text as this audience may read it. What was met on the way is kept in `met`."""
        out: list[str] = []
        at = 0
        spans = self._scan(text)
        if spans:
            self.met.update(dict.fromkeys(_seen(text, spans)))
        for span in spans:
            if not span.why:
                out += text[at : span.start], span.became
                at = span.end
        return "".join([*out, text[at:]]) if out else text

    def findings(self, text: str) -> list[NameSeen]:
        """What was taken out of the text or left in doubt, in its order."""
        return _seen(text, self._scan(text))

    def _scan(self, text: str) -> list[_Span]:
        found: list[_Span] = []
        words = atoms(text)
        past = 0
        for at, word in enumerate(words):
            if at >= past and word.folded in self._beginnings:
                taken, span = self._read(text, words, at)
                past = at + taken
                if span is not None:
                    found.append(span)
        return found

    def _read(self, text: str, words: list[Atom], at: int) -> tuple[int, _Span | None]:
        """How many words from `at` belong together, and what becomes of them."""
        start = words[at].start
        pupil = self._pupils.whole(text, words, at)
        known = self._known.length(text, words, at)
        if known and (pupil is None or pupil.words <= known):
            doubt = _Span(start, words[at + known - 1].end, why="a pupil has this name as well")
            return known, doubt if pupil is not None and pupil.words == known else None
        staff = titled(text, words, at)
        if staff:
            pupil = self._pupils.whole(text, words, at + 1)
            if pupil is not None and pupil.full:
                return pupil.words + 1, _replaced(text, words, at, pupil.end, pupil.became)
            if self.audience.inside_school:
                return staff, None
            return staff, _replaced(text, words, at, words[at + staff - 1].end, "a member of staff")
        pupil = pupil or self._pupils.single(text, words, at)
        if pupil is None:
            return 1, None
        if pupil.unsure:
            return pupil.words, _Span(start, pupil.end, why="a pupil’s name, or only a word?")
        return pupil.words, _replaced(text, words, at, pupil.end, pupil.became)


@lru_cache(maxsize=4)
def _names_of(pupils: tuple[Pupil, ...]) -> PupilNames:
    """All names of a school are too many to be read at each look at a note."""
    return PupilNames(pupils)


def _seen(text: str, spans: list[_Span]) -> list[NameSeen]:
    return [NameSeen(text[span.start : span.end], span.became, span.why) for span in spans]


def _replaced(text: str, words: list[Atom], at: int, end: int, became: str) -> _Span:
    """The words that stand for a name, fitted into the sentence around it."""
    return _Span(words[at].start, *fitted(text, words, at, end, became))
