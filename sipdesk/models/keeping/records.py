"""Whom records are about, what left the desk with them, and what was erased from it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

_NAMED = "name:"


class Who(StrEnum):
    """What somebody is to the desk; a NAME stands in texts and has no record of its own."""

    PUPIL = "pupil"
    CONTACT = "contact"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on whom the desk holds something. `role` says who a contact without a name is."""

    who: Who
    id: str = ""
    school_id: str = ""
    name: str = ""
    upn: str = ""
    role: str = ""

    @property
    def title(self) -> str:
        """What to call them."""
        return self.name or self.role or str(self.who)

    @property
    def ref(self) -> str:
        """What stands for them, and for no namesake, until `Keeping.meant_by` is asked."""
        return self.id or f"{_NAMED}{self.school_id}:{self.name}"


def named_by(ref: str) -> Person | None:
    """Who has no id and is meant by `ref`; None where it is an id."""
    if not ref.startswith(_NAMED):
        return None
    school_id, _, name = ref.removeprefix(_NAMED).partition(":")
    return Person(Who.NAME, school_id=school_id, name=name)


@dataclass(frozen=True, slots=True)
class Departure:
    """A document that was written to a file; `people` are the ids of pupils and contacts in it.

    `at` is ISO; `name` the file's own, without its folder.
    """

    id: str
    school_id: str
    visit_id: str = ""
    at: str = ""
    what: str = ""
    name: str = ""
    audience: str = ""
    people: tuple[str, ...] = ()
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Erasure:
    """That somebody was erased, without saying who. `removed` counts rows by kind of record."""

    id: str
    at: str = ""
    kind: str = ""
    reason: str = ""
    removed: dict[str, int] = field(default_factory=dict)
    unreached: tuple[str, ...] = ()
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """Records whose review date has come: a school with all its people, or one pupil.

    `on` is the review date, `why` how it came about; `binned` where they lie in the bin.
    """

    id: str
    school_id: str
    title: str
    on: date
    why: str
    pupil: bool = False
    people: int = 1
    binned: bool = False
