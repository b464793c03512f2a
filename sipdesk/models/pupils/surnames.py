"""The order in which schools list their pupils: by surname. Pure."""

from __future__ import annotations

import re

from sipdesk.models.folding import bare

_MARKS = re.compile(r"['’‘ʼ`´.]")  # O’Brien stands with Obrien


def by_surname(name: str) -> tuple[str, str, str]:
    """What puts a name in its place: its last word, then the others, without accents.

    A record has one line for the name, as people say it; “Khan, Ada” stands where “Ada Khan” does.
    """
    surname, comma, forenames = name.partition(",")
    plain = bare(f"{forenames} {surname}" if comma else name)
    *others, last = _MARKS.sub("", plain).split() or [""]
    return last, " ".join(others), name
