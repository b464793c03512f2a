"""Reading what a school wrote in a cell: a value, a reason for none, or a problem; no guesses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from sipdesk.models.scales.records import Absence, Reading, Refusal, Span, Value

BLANK = "blank"
LONGEST = 100  # no spelling of a value is longer; a longer cell is about something else
# What stands for nothing on every scale, unless the scale has it as a value.
ALWAYS = (
    Absence(BLANK, ("", "-", "--", "---", ".")),
    Absence("absent", ("abs", "absent")),
    Absence("not assessed", ("not assessed", "unassessed")),
    Absence("no result", ("n/a", "na", "none", "nil", "null", "no result", "no grade", "no data")),
)

_LARGEST = 10**9
_SHOWN = 24
_WHOLE = re.compile(r"([^0-9.]*[0-9]+)\.0+")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?|\.[0-9]+")
_SPREADSHEET_FAULT = re.compile(r"#(n/a|ref!|value!|div/0!|name\?|null!|num!|spill!|calc!)")
_SAME = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−﹣"), "-"),
    **dict.fromkeys(map(ord, "∗⁎✱"), "*"),
    **dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), ""),
}
# “98¹” has a footnote and is no 981: only these stand for the plain character
_PLAIN = ("<wide>", "<narrow>", "<noBreak>", "<compat>")


@dataclass(frozen=True, slots=True)
class Spellings:
    """Everything that can be written on one scale, folded."""

    title: str
    values: Mapping[str, Value]
    absent: Mapping[str, str]
    refused: Mapping[str, str]
    prefixes: tuple[str, ...]
    span: Span | None

    def read(self, raw: str) -> Reading:
        """What `raw` says."""
        if len(raw) > LONGEST:
            return _problem(f"“{short(raw)}” is too long to be a result.")
        key = fold(raw)
        if reading := self._known(key):
            return reading
        for prefix in self.prefixes:
            rest = key.removeprefix(prefix)
            if rest not in ("", key) and (reading := self._known(rest, absent=False)):
                return reading
        if _SPREADSHEET_FAULT.fullmatch(key):
            return _problem(f"“{short(raw)}” is a fault of the spreadsheet.")
        return _problem(f"“{short(raw)}” is not on “{self.title}”. {self._hint(key)}")

    def _known(self, key: str, *, absent: bool = True) -> Reading | None:
        """The reading of a folded text, None when it is nothing of this scale."""
        if value := self.values.get(key):
            return Reading(value.text, value.points)
        if key in self.refused:
            return _problem(self.refused[key])
        if absent and key in self.absent:
            return Reading("", None, absent=self.absent[key])
        return read_number(key, self.span) if self.span else None

    def _hint(self, key: str) -> str:
        if self.span:
            return f"It has numbers from {_ends(self.span)}."
        near = [v.text for k, v in self.values.items() if key and k.startswith(key)]
        if not near:
            begun = [k for k in self.values if key.startswith(k)]
            near = [self.values[max(begun, key=len)].text] if begun else []
        if near and len(set(near)) <= 3:
            return f"Is it {_either(list(dict.fromkeys(near)))}? Only the school can say."
        texts = [value.text for value in self.values.values()]
        return f"It goes from {texts[0]} to {texts[-1]}."


def spellings(
    title: str,
    values: Iterable[Value],
    span: Span | None,
    absences: Iterable[Absence],
    refusals: Iterable[Refusal],
    prefixes: Iterable[str],
) -> Spellings:
    """The tables a scale reads with. What is a value is never taken for anything else."""
    return Spellings(
        title=title,
        values={fold(text): value for value in values for text in (value.text, *value.also)},
        absent={fold(text): a.reason for a in (*ALWAYS, *absences) for text in a.written},
        refused={fold(text): refusal.reason for refusal in refusals for text in refusal.written},
        prefixes=tuple(sorted(map(fold, prefixes), key=len, reverse=True)),
        span=span,
    )


def fold(text: str) -> str:
    """Text without what never matters: case, spaces, the kind of dash, wide forms, a leading '."""
    if not text.isascii():
        text = "".join(map(_plain, text.translate(_SAME)))
    folded = "".join(text.split()).casefold().lstrip("'‘’")
    whole = _WHOLE.fullmatch(folded)
    return whole[1] if whole else folded


def as_text(raw: object) -> str | Reading:
    """A cell as text, or the problem with it. A number loses the dust that sums leave on it."""
    if raw is None:
        return ""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return _problem("The cell says yes or no, which is no result.")
    if isinstance(raw, int | float):
        if not -_LARGEST < raw < _LARGEST:  # true for nan as well
            return _problem("The number in the cell is none that a result could be.")
        return format(Decimal(repr(round(float(raw), 9))).normalize(), "f")
    if isinstance(raw, date | time | timedelta):
        return _problem("The spreadsheet made a date or time of this, as it does with “5-4”.")
    return _problem("The cell holds neither words nor a number.")


def read_number(key: str, span: Span) -> Reading | None:
    """A folded number on a span, None when it is no number."""
    unit = fold(span.unit)
    bare = key.removesuffix(unit) if unit else key
    if not _NUMBER.fullmatch(bare):
        return None
    number = Decimal(bare)
    if bare == key and 0 < number <= Decimal(repr(span.doubtful_to)):
        grown = short(written(number * 100, span))
        return _problem(f"“{short(key)}” may be {short(key)}{span.unit}, or {grown} of a whole.")
    if not Decimal(repr(span.lowest)) <= number <= Decimal(repr(span.highest)):
        return _problem(f"“{short(key)}” is outside {_ends(span)}.")
    finest = Decimal(1).scaleb(-span.decimals)
    kept = number.quantize(finest, ROUND_HALF_UP)
    if kept != number and not span.rounds:
        return _problem(
            f"“{short(key)}” lies between two values; nothing is finer than "
            f"{written(finest, span)} here."
        )
    return Reading(written(kept, span), float(kept))


def written(number: Decimal, span: Span) -> str:
    """A number the one way: no more decimals than it needs, and its unit."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) + span.unit


def short(raw: str) -> str:
    """As much of a cell as a message shows."""
    line = " ".join(raw.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1] + "…"


def _plain(char: str) -> str:
    kind = unicodedata.decomposition(char).partition(" ")[0]
    return unicodedata.normalize("NFKC", char) if kind in _PLAIN else char


def _problem(reason: str) -> Reading:
    return Reading("", None, problem=reason.strip())


def _ends(span: Span) -> str:
    low, high = (written(Decimal(repr(end)), span) for end in (span.lowest, span.highest))
    return f"{low} to {high}"


def _either(texts: list[str]) -> str:
    return " or ".join(filter(None, (", ".join(texts[:-1]), texts[-1])))
