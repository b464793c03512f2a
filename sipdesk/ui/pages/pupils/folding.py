"""Text as it is looked for, and text as it is put in order. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_FIGURES = re.compile(r"(\d+)")
_WORDS = re.compile(r"\w+")
_BETWEEN = re.compile(r"['’\-]")
Places = tuple[tuple[int, int, str], ...]


def folded(text: str) -> str:
    """Words in small letters without accents: “Zoë O’Brien” is "zoe o brien obrien"."""
    bare = text.casefold()
    if not bare.isascii():
        parts = unicodedata.normalize("NFKD", bare)
        bare = "".join(c for c in parts if not unicodedata.combining(c))
    words = _WORDS.findall(bare)
    joined = _WORDS.findall(_BETWEEN.sub("", bare)) if len(words) > 1 else words
    return " ".join(words + [word for word in joined if word not in words])


def natural(text: str) -> Places:
    """Text in the order people expect: Year 9 before Year 10."""
    parts = _FIGURES.split(text.casefold())
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts if p)


@lru_cache(maxsize=500)
def natural_once(text: str) -> Places:
    """The same for what many share, such as a class; not for names, which are not to be kept."""
    return natural(text)
