"""A cell of a list of pupils as the value a pupil's record has."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sipdesk.models.folding import folded
from sipdesk.models.intake.dates import Order, read_date
from sipdesk.models.intake.words import Words
from sipdesk.models.pupils import tidy_upn

_YEAR_GROUP = re.compile(r"(?:year|yr|y|nc year|ncy|nc)?\.?\s*(\d{1,2})(?:\.0)?", re.IGNORECASE)
_YOUNGEST_WORDS = {
    **dict.fromkeys(("r", "rec", "reception", "year r", "yr r", "0", "year 0"), "Reception"),
    **dict.fromkeys(("n", "n1", "n2", "nursery", "-1", "-2", "e1", "e2", "year n"), "Nursery"),
}
_CODE = re.compile(r"([A-Z]{4})\b")
_LONGEST = 200
_FLAGS = ("fsm", "ever6", "in_care", "eal", "gifted")


class NotRead(Exception):
    """A cell that cannot be what its column is, and why."""


@dataclass(frozen=True, slots=True)
class FieldReader:
    """How the cells of one file are read; the order of its dates is known by now."""

    words: Words
    today: date
    born: Order = Order.DAY
    left_on: Order = Order.DAY

    def reader(self, field: str) -> Callable[[str], object]:
        """What reads the cells of a field. It raises NotRead, and never for a blank cell."""
        if field in _FLAGS:
            return self._flag
        return {
            "upn": upn,
            "name": name,
            "surname": name,
            "forename": name,
            "born": self._born,
            "left_on": self._left_on,
            "gender": self._gender,
            "year": year_group,
            "form": words_of,
            "sen": self._sen,
            "ethnicity": self._ethnicity,
            "language": self._language,
            "groups": groups,
        }.get(field, words_of)

    def _flag(self, cell: str) -> bool:
        said = folded(cell)
        if said in self.words.yes:
            return True
        if said in self.words.no:
            return False
        raise NotRead(f"“{_short(cell)}” is neither yes nor no.")

    def _gender(self, cell: str) -> str:
        said = folded(cell)
        if not said or said in ("u", "unknown", "x", "not known"):
            return ""
        if said in self.words.gender:
            return self.words.gender[said]
        raise NotRead(f"“{_short(cell)}” is neither F nor M.")

    def _sen(self, cell: str) -> str:
        said = folded(cell)
        if said in self.words.sen:
            return self.words.sen[said]
        head = re.split(r"\s*[-:(\u2013]\s*", said)[0]
        if head in self.words.sen:
            return self.words.sen[head]
        return words_of(cell)[:40]

    def _ethnicity(self, cell: str) -> str:
        said = folded(cell)
        if said in self.words.ethnicity:
            return self.words.ethnicity[said]
        found = _CODE.match(cell.strip().upper()) if cell.strip()[:4].isupper() else None
        return found[1] if found else words_of(cell)[:80]

    def _language(self, cell: str) -> bool | None:
        """Whether English is an additional one; None when nobody knows."""
        said = folded(cell)
        if said in self.words.unknown_language:
            return None
        return said not in self.words.english

    def _born(self, cell: str) -> date | None:
        if not cell:
            return None
        day = read_date(cell, self.born, self.today)
        if day is None:
            raise NotRead(f"“{_short(cell)}” is no date.")
        if not 2 <= self.today.year - day.year <= 25:
            raise NotRead(f"“{_short(cell)}” cannot be the birthday of a pupil.")
        return day

    def _left_on(self, cell: str) -> date | None:
        if not cell:
            return None
        day = read_date(cell, self.left_on, self.today)
        if day is None:
            raise NotRead(f"“{_short(cell)}” is no date.")
        return day


def upn(cell: str) -> str:
    """In capitals, without spaces."""
    bare = tidy_upn(cell)
    if bare and (not bare.isascii() or not bare.isalnum() or len(bare) > 20):
        raise NotRead(f"“{_short(cell)}” cannot be a UPN.")
    return bare


def name(cell: str) -> str:
    """“Khan, Aneesa” as “Aneesa Khan”."""
    if cell and not any(char.isalpha() for char in cell):
        raise NotRead(f"“{_short(cell)}” is no name.")
    surname, comma, rest = words_of(cell).partition(",")
    return f"{rest.strip()} {surname.strip()}".strip() if comma else surname


def words_of(cell: str) -> str:
    """Single spaces, no characters that cannot be seen, no endless texts."""
    bare = " ".join(cell.split())
    if len(bare) > _LONGEST:
        raise NotRead(f"“{_short(cell)}” is too long.")
    return bare if bare.isprintable() else "".join(c for c in bare if c.isprintable())


def year_group(cell: str) -> str:
    """“9”, “Y9”, “Yr 9” and “09” as “Year 9”."""
    said = folded(cell)
    if said in _YOUNGEST_WORDS:
        return _YOUNGEST_WORDS[said]
    if found := _YEAR_GROUP.fullmatch(said):
        if 1 <= int(found[1]) <= 14:
            return f"Year {int(found[1])}"
        raise NotRead(f"“{_short(cell)}” is no year group.")
    return words_of(cell)[:40]


def groups(cell: str) -> tuple[str, ...]:
    """Names between commas, semicolons or strokes."""
    found = (words_of(part) for part in re.split(r"[;,|/]", cell))
    return tuple(dict.fromkeys(part for part in found if part))


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= 30 else line[:29] + "…"
