"""How a Unique Pupil Number looks."""

from __future__ import annotations

import re

from sipdesk.models.pupils import tidy_upn

_LOOK = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z]")


def looks_like_upn(text: str) -> bool:
    """A letter and twelve figures, the last of which is a letter in a temporary one."""
    return len(text) >= 13 and _LOOK.fullmatch(tidy_upn(text)) is not None
