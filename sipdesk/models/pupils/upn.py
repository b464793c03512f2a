"""The unique pupil number: a check letter, the authority, the school, the year, a number.

Twelve figures follow the letter; in a temporary number the last of them is a letter as well.
Each place after the first has a weight, 2 to 13; the sum modulo 23 picks the check letter.
"""

from __future__ import annotations

import re
from operator import mul

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O or S
_WORTH = {**{c: n for n, c in enumerate(_LETTERS)}, **{str(n): n for n in range(10)}}
_WEIGHTS = range(2, 14)
_SHAPE = re.compile(rf"[{_LETTERS}][0-9]{{11}}[0-9{_LETTERS}]")


def tidy_upn(text: str) -> str:
    """A number as it is kept: capitals, no spaces."""
    return "".join(text.split()).upper()


def check_letter(upn: str) -> str:
    """The letter that a number of the right shape should begin with."""
    return _LETTERS[sum(map(mul, map(_WORTH.__getitem__, upn[1:]), _WEIGHTS)) % 23]


def upn_problem(upn: str) -> str:
    """What a person should look at in a number, or "". It is kept all the same."""
    upn = tidy_upn(upn)
    if not upn:
        return ""
    if len(upn) != 13:
        return f"A UPN has 13 characters; this one has {len(upn)}."
    if not _SHAPE.fullmatch(upn):
        return "A UPN is a letter and 12 figures; only its last place may be a letter too."
    if upn[0] != (right := check_letter(upn)):
        return f"The check letter should be {right}: one of the figures may be mistyped."
    return ""
