"""The words by which a school's columns are known, from resources/intake/pupils.toml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sipdesk import paths
from sipdesk.models.assessments.subjects import read_subjects
from sipdesk.models.folding import folded
from sipdesk.models.toml import Row, read

_PIECE = re.compile(r"[^\W\d_]+|\d+|[%&]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")


@dataclass(frozen=True, slots=True)
class Words:
    """Folded headings and words, each with what it means."""

    titles: Mapping[str, str]
    headings: Mapping[str, str]
    terms: Mapping[str, int]
    kinds: Mapping[str, str]
    stages: Mapping[str, int]
    subjects: Mapping[str, str]
    scales: Mapping[str, str]
    ignored: frozenset[str]
    empty: frozenset[str]
    totals: frozenset[str]
    yes: frozenset[str]
    no: frozenset[str]
    gender: Mapping[str, str]
    sen: Mapping[str, str]
    ethnicity: Mapping[str, str]
    english: frozenset[str]
    unknown_language: frozenset[str]
    forenames: frozenset[str]

    def field(self, heading: str) -> str:
        """The field that a whole heading stands for, or ""."""
        return self.headings.get(squeezed(heading), "")


@cache
def words() -> Words:
    """Read once."""
    return read_words(paths.resources() / "intake" / "pupils.toml")


def read_words(file: Path) -> Words:
    """Raises Mistake."""
    row = read(file)
    fields = row.table("fields")
    titles = {name: fields.table(name).text("title") for name in fields.values}
    headings = {
        squeezed(heading): name
        for name in fields.values
        for heading in fields.table(name).texts("headings")
    }
    sen = _codes(row.table("sen"))
    return Words(
        titles=titles,
        headings=headings,
        terms={word: int(term) for word, term in _flipped(row.table("terms")).items()},
        kinds=_flipped(row.table("kinds")),
        stages={word: int(stage) for word, stage in _flipped(row.table("stages")).items()},
        subjects=_subjects(row.table("subjects")),
        scales=_flipped(row.table("scales")),
        ignored=_set(row.table("ignored"), "words"),
        empty=_set(row.table("ignored"), "empty"),
        totals=_set(row.table("totals"), "words"),
        yes=_plain(row.table("yes"), "words"),
        no=_plain(row.table("yes"), "no"),
        gender=_codes(row.table("gender")),
        sen={word: "" if code == "none" else code for word, code in sen.items()},
        ethnicity=_codes(row.table("ethnicity")),
        english=_plain(row.table("language"), "english"),
        unknown_language=_plain(row.table("language"), "unknown"),
        forenames=_plain(row.table("forenames"), "known"),
    )


def squeezed(text: str) -> str:
    """A heading without anything that never matters: “Date of birth (D/M/Y)” keeps its letters."""
    return "".join(char for char in text.casefold() if char.isalnum() or char in "&%+")


def pieces(heading: str) -> list[str]:
    """The words of a heading, figures apart: “Y7AutMaths” is y, 7, aut, maths."""
    return [piece.casefold() for piece in _PIECE.findall(_CAMEL.sub(" ", heading))]


def _flipped(row: Row) -> dict[str, str]:
    """Each word, cut into pieces as headings are, with the key it stands under."""
    return {" ".join(pieces(word)): key for key in row.values for word in row.texts(key)}


def _subjects(row: Row) -> dict[str, str]:
    """Every spelling with the subject's one name, which results are kept under."""
    listed = read_subjects(paths.resources() / "groups" / "subjects.toml")
    return {" ".join(pieces(word)): name for word, name in listed.items()} | _flipped(row)


def _codes(row: Row) -> dict[str, str]:
    return {folded(word): code for code in row.values for word in row.texts(code)}


def _set(row: Row, name: str) -> frozenset[str]:
    return frozenset(" ".join(pieces(word)) for word in row.texts(name))


def _plain(row: Row, name: str) -> frozenset[str]:
    return frozenset(folded(word) for word in row.texts(name))
