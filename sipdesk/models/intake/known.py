"""What the desk knows already, as plain data: what an import is compared with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sipdesk.models.intake.previews import Kept
from sipdesk.models.intake.records import Import
from sipdesk.models.pupils import Pupil
from sipdesk.models.scales import Scales
from sipdesk.models.schools import School


@dataclass(frozen=True, slots=True)
class Known:
    """One school with its pupils and results, today's date, and how its last file was read.

    Gathered once on the thread of the store; a preview made of it needs no store. `elsewhere` gives
    the school of each UPN that another school holds; `erased_on` is when somebody was last erased.
    """

    school: School
    pupils: tuple[Pupil, ...]
    scales: Scales
    today: date
    remembered: Mapping[str, str] = field(default_factory=dict)
    imports: tuple[Import, ...] = ()
    results: Mapping[tuple[str, str, int, int, str, str], Kept] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    erased_on: date | None = None

    def taken_on(self, digest: str) -> str:
        """The day on which the same file was taken in, as ISO, or ""."""
        return next((i.at[:10] for i in self.imports if i.digest == digest), "")
