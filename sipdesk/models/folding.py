"""Text as it is compared, looked for and put in order. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

Places = tuple[tuple[int, int, str], ...]
_FIGURES = re.compile(r"(\d+)")
_WORDS = re.compile(r"\w+")
_BETWEEN = re.compile(r"['’\-]")
_RIDERS = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # marks that nobody sees
_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)


def folded(text: str) -> str:
    """Words as they are compared: no capitals, single spaces."""
    return " ".join(text.split()).casefold()


def bare(text: str) -> str:
    """Text without case, accents and invisible joiners: Łukasz, LUKASZ and lukasz are one."""
    low = text.casefold()
    if low.isascii():
        return low
    parted = unicodedata.normalize("NFKD", _RIDERS.sub("", low)).casefold().translate(_PLAIN)
    return "".join(c for c in parted if not unicodedata.combining(c)) or low


def searched(text: str) -> str:
    """The words a search looks among: “Zoë O’Brien” is "zoe o brien obrien"."""
    plain = bare(text)
    words = _WORDS.findall(plain)
    joined = _WORDS.findall(_BETWEEN.sub("", plain)) if len(words) > 1 else words
    return " ".join(words + [word for word in joined if word not in words])


def natural(text: str) -> Places:
    """Text in the order people expect: Year 9 before Year 10."""
    parts = _FIGURES.split(text.casefold())
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p)


@lru_cache(maxsize=500)
def natural_once(text: str) -> Places:
    """The same for what many share, such as a class; not for names, which are not to be kept."""
    return natural(text)
