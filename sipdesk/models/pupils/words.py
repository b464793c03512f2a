"""How a pupil is spoken of outside the school."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=1_000)
def in_words(year: str) -> str:
    """What stands for a pupil: "a Year 10 pupil", or "a pupil"."""
    bare = year_in_words(year)
    return f"{'an' if bare[:1] in set('AEIOUaeiou') else 'a'} {bare} pupil" if bare else "a pupil"


@lru_cache(maxsize=1_000)
def year_in_words(year: str) -> str:
    """“Year 10”, however it was typed; another word for a year as it stands."""
    bare = " ".join(year.split())
    figure = re.fullmatch(r"(?:year|yr|y)?\.?\s*(\d{1,2})", bare, re.IGNORECASE)
    return f"Year {int(figure[1])}" if figure else bare
