"""What came from which file, and how a school's files are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Import:
    """A file that was taken in; `summary` counts what it did, in words for keys.

    `kind` is "pupils", "register" or "performance"; `digest` the SHA-256 of the file; `at` ISO.
    """

    id: str
    school_id: str
    kind: str = ""
    name: str = ""
    digest: str = ""
    at: str = ""
    rows_read: int = 0
    rows_refused: int = 0
    summary: dict[str, int] = field(default_factory=dict)
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a school's columns were read last time.

    `headings` are the file's, in order; `choices` say for each heading what it is.
    """

    id: str
    school_id: str
    kind: str = ""
    headings: tuple[str, ...] = ()
    choices: dict[str, str] = field(default_factory=dict)
    binned: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """A published figure of a school. Without a value `missing` says why there is none.

    `year` is the one in which the school year began; `measure` the column's name in the published
    table; `national` the same for the country where the table gives it.
    """

    id: str
    school_id: str
    year: int = 0
    key_stage: int = 0
    measure: str = ""
    title: str = ""
    value: float | None = None
    missing: str = ""
    pupils: int | None = None
    national: float | None = None
    import_id: str = ""
    binned: str = ""


def remembered(school_id: str, kind: str) -> tuple[str, list[Any]]:
    """The condition under which a school's mapping is found."""
    return "binned = '' AND school_id = ? AND kind = ?", [school_id, kind]
