"""Dates, times and lists as a letter writes them; characters that no document can hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, time

from sipdesk.models.clock import date_in_words

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\ufdd0-\ufdef]")


def clock(at: time) -> str:
    """``09:05``."""
    return f"{at.hour:02d}:{at.minute:02d}"


def when(due: date | None, timescale: str) -> str:
    """By when something is to be done: the day, else the words."""
    return date_in_words(due) if due else timescale.strip()


def listed(items: Sequence[str]) -> str:
    """Things one after the other, each once, as a line of a form shows them."""
    told = dict.fromkeys(item.strip() for item in items if item.strip())
    return ("; " if any("," in item for item in told) else ", ").join(told)


def sentence(text: str) -> str:
    """With a capital at its beginning; the rest as typed."""
    return text[:1].upper() + text[1:]


def clean(text: str) -> str:
    """Without the control characters that neither XML nor a page can hold."""
    if text.isprintable() and text.isascii():
        return text
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n\n")
    )
    return _UNPRINTABLE.sub("", text)
