"""What a column is: a field of the pupil, a result of some point in some subject, or nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from sipdesk.models.assessments import PointKind
from sipdesk.models.errors import BadValue
from sipdesk.models.intake.words import Words, pieces

T = TypeVar("T")
RESULT = "result"
LEFT_OUT = ""
ASKED = -1  # the term of a column that names none: the data point the whole file is for
LAST_YEARS = {1: 2, 2: 6, 3: 9, 4: 11, 5: 13}  # in which year group a key stage ends
TERMS = {0: "whole year", 1: "autumn", 2: "spring", 3: "summer"}
_TERM_NUMBERS = {name: number for number, name in TERMS.items()}
_WRITTEN = re.compile(r"(?:Y(\d{1,2})\b)?\s*(whole year|autumn|spring|summer)?\s*(\d{4})?")
_TWO_YEARS = re.compile(r"((?:19|20)\d\d)\s*[/\u2013-]\s*(?:(?:19|20)\d\d|\d\d)(?!\d)")
_SHORT_YEARS = re.compile(r"(?<!\d)(\d\d)\s*[/\u2013-]\s*(\d\d)(?!\d)")
_ONE_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_YEAR_WORDS = ("y", "yr", "year", "nc year", "ncy")
_LONGEST_PHRASE = 5


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is read from a column.

    `field` is "" (left out), "result", or a key of `Words.titles`. The rest is for results:
    `stage` is the year group of the pupil then, 0 where `year` says when, and both 0 where it is
    the school year that the file is for.
    """

    field: str = LEFT_OUT
    subject: str = ""
    stage: int = 0
    year: int = 0
    term: int = ASKED
    kind: PointKind = PointKind.CURRENT
    scale: str = ""

    def text(self) -> str:
        """As it is remembered, and written in a file of mappings."""
        if self.field != RESULT:
            return self.field
        parts = (self.subject, self.when(), self.kind.value, self.scale)
        return "result: " + " | ".join(parts)

    def when(self) -> str:
        """“Y7 autumn”, “spring 2009” (the school year that began in 2009), or ""."""
        year_group = f"Y{self.stage}" if self.stage else ""
        bare = not self.stage and not self.year
        term = TERMS[self.term] if self.term > 0 or (self.term == 0 and bare) else ""
        return " ".join(filter(None, (year_group, term, str(self.year or ""))))


def read_meaning(text: str, words: Words) -> Meaning:
    """The reverse of `Meaning.text`. Raises BadValue saying what is not understood."""
    head, colon, rest = text.partition(":")
    field = head.strip()
    if not colon:
        if field in words.titles or field == LEFT_OUT:
            return Meaning(field)
        known = ", ".join(words.titles)
        raise BadValue(
            f"“{field}” is nothing that a column can be.", todo=f"It is one of: result, {known}."
        )
    subject, when, kind, scale, *_ = [*(p.strip() for p in rest.split("|")), "", "", "", ""]
    found = _WRITTEN.fullmatch(when)
    if field != RESULT or not subject or found is None:
        raise BadValue(
            f"“{text}” does not say what the column is.",
            todo="Write, for instance: result: Mathematics | autumn 2009 | current | nc-sublevels",
        )
    try:
        point = PointKind(kind or "current")
    except ValueError:
        raise BadValue(
            f"“{kind}” is no kind of result.", todo=f"It is one of: {', '.join(PointKind)}."
        ) from None
    stage, year = int(found[1] or 0), int(found[3] or 0)
    term = _TERM_NUMBERS[found[2]] if found[2] else (0 if stage or year else ASKED)
    return Meaning(RESULT, subject, stage, year, term, point, scale)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the words of a heading say; `sure` where its subject is a known one.

    `hint` is a scale it names, `told` whether it says anything but a subject, `other` whether it
    is about something else than a result, `by_teacher` whether it is a teacher assessment.
    `key_stage` is the one it names, or 0, and `term_told` whether it names a term.
    """

    meaning: Meaning
    sure: bool
    told: bool
    hint: str
    other: bool
    by_teacher: bool = False
    key_stage: int = 0
    term_told: bool = False


def hear(heading: str, words: Words) -> Heard:
    """Take a heading apart: “Y7 Aut Maths Target” is mathematics, Year 7, autumn, target."""
    year, rest = _year(heading)
    left = _Left(pieces(rest))
    by_teacher = _by_teacher(left.words)
    stage_words = left.take(words.stages)
    stage = LAST_YEARS[stage_words] if stage_words else left.year_group()
    term, kind = left.take_all(words.terms), left.take_all(words.kinds)
    hint = left.take_all(words.scales)
    other = bool(words.ignored & set(left.words))
    subject = left.take(words.subjects)
    bare = [w for w in left.words if w not in words.empty and not w.isdecimal()]
    named = subject or " ".join(bare).capitalize()
    point = PointKind(kind) if kind else PointKind.CURRENT
    if stage_words in (1, 2) and (not kind or (by_teacher and point is PointKind.CURRENT)):
        point = PointKind.BASELINE
    if year and _ended(heading, term, point):
        year -= 1
    if year:
        stage = 0
    told = bool(stage or term or kind or year)
    meaning = Meaning(
        RESULT, named, stage, year, _term(term, stage_words, stage, year, point), point
    )
    return Heard(
        meaning,
        sure=bool(subject),
        told=told or bool(hint),
        hint=hint or "",
        other=other,
        by_teacher=by_teacher,
        key_stage=stage_words or 0,
        term_told=bool(term),
    )


def _by_teacher(said: list[str]) -> bool:
    return "ta" in said or ("teacher", "assessment") in pairwise(said)


def _term(term: int | None, key_stage: int | None, stage: int, year: int, kind: PointKind) -> int:
    """A key stage, and what is aimed at, ends in summer."""
    if term:
        return term
    if key_stage or kind in (PointKind.TARGET, PointKind.RESULT, PointKind.BASELINE):
        return 3
    return 0 if stage or year else ASKED


def _ended(heading: str, term: int | None, kind: PointKind) -> bool:
    """Whether a single year in a heading is the one in which the school year ended."""
    if _TWO_YEARS.search(heading) or _SHORT_YEARS.search(heading):
        return False
    if term:
        return term != 1
    return kind not in (PointKind.CURRENT, PointKind.PREDICTED)


def _year(heading: str) -> tuple[int, str]:
    """The year a heading names, and the heading without it."""
    if found := _TWO_YEARS.search(heading) or _ONE_YEAR.search(heading):
        return int(found[1]), heading[: found.start()] + " " + heading[found.end() :]
    if (found := _SHORT_YEARS.search(heading)) and int(found[2]) == (int(found[1]) + 1) % 100:
        return 2000 + int(found[1]), heading[: found.start()] + " " + heading[found.end() :]
    return 0, heading


class _Left:
    """The words of a heading that nothing has been made of yet."""

    def __init__(self, words: list[str]) -> None:
        self.words = words

    def take(self, known: Mapping[str, T]) -> T | None:
        """The longest known phrase in it, taken out."""
        for length in range(min(_LONGEST_PHRASE, len(self.words)), 0, -1):
            for at in range(len(self.words) - length + 1):
                if (found := known.get(" ".join(self.words[at : at + length]))) is not None:
                    del self.words[at : at + length]
                    return found
        return None

    def take_all(self, known: Mapping[str, T]) -> T | None:
        """Every known phrase in it; the first is what it says."""
        first = self.take(known)
        while first is not None and self.take(known) is not None:
            pass
        return first

    def year_group(self) -> int:
        """“y 7”, “year 10”, “7”: a year group after a word for it, taken out."""
        for at in range(len(self.words) - 1):
            word, figure = self.words[at], self.words[at + 1]
            if word in _YEAR_WORDS and figure.isdecimal() and 0 < int(figure[:3]) <= 13:
                del self.words[at : at + 2]
                return int(figure)
        return 0
