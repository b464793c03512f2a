"""A pupil, as far as a visit day needs to know one."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil of one school.

    `current_level` and `target` are text as the school writes it, on the scale named in `scale`.
    `tracked` puts the pupil into the group that is talked with at lunch.
    """

    id: str
    school_id: str
    name: str = ""
    year: str = ""
    form: str = ""
    groups: tuple[str, ...] = ()
    subject: str = ""
    scale: str = ""
    current_level: str = ""
    target: str = ""
    tracked: bool = True
    binned: str = ""
