"""What left the desk, and what was erased from it."""

from __future__ import annotations

from dataclasses import dataclass, field


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
