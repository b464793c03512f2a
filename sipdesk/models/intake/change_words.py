"""What changes in a pupil who is known, as a person reads it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sipdesk.models.clock import date_in_words
from sipdesk.models.intake.previews import Change
from sipdesk.models.intake.words import words
from sipdesk.models.pupils import Spell
from sipdesk.models.pupils.groups import CODED, definitions
from sipdesk.models.pupils.spells import FLAGS

NOTHING = "—"
_OF_ONE = {"F": "girl", "M": "boy"}  # the codes’ own titles are of groups
_CAPITALS = ("UPN", "English")  # with which a title begins also within a line


@dataclass(frozen=True, slots=True)
class Told:
    """A field in words, with what it was and what it will be; "" where there is nothing."""

    field: str
    title: str
    was: str
    now: str


def told(change: Change) -> Told:
    """One change."""
    field = change.field
    title = words().titles.get(field, field)
    if field in (*FLAGS, *CODED):  # as the pupil’s own page calls it
        title = Spell("", "", field).title
    return Told(field, title, _value(field, change.before), _value(field, change.after))


def in_a_line(changes: Iterable[Change]) -> str:
    """“free school meals yes → no, year group Year 9 → Year 10”."""
    return ", ".join(
        f"{_within(one.title)} {one.was or NOTHING} → {one.now or NOTHING}"
        for one in map(told, changes)
    )


def _value(field: str, value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return date_in_words(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if value is None:
        return ""
    if field in CODED and (code := definitions().code(field, str(value))) is not None:
        return _OF_ONE.get(code.code, code.title) if field == "gender" else code.title
    return str(value)


def _within(title: str) -> str:
    return title if title.startswith(_CAPITALS) else title[:1].lower() + title[1:]
