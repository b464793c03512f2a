"""Which pupils of a school are meant: a class, a year, or all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sipdesk.models.pupils.records import Pupil
from sipdesk.models.pupils.words import year_in_words


@dataclass(frozen=True, slots=True)
class Cohort:
    """Pupils of one school; a year or a form that is "" leaves none out.

    “9”, “Yr 9” and “Year 9” are one year; in a form, capitals and spaces do not count.
    """

    school_id: str
    year: str = ""
    form: str = ""

    def takes(self, pupil: Pupil) -> bool:
        """Whether a pupil belongs to it, in the bin or not."""
        return (
            pupil.school_id == self.school_id
            and (not self.year or _same(year_in_words(self.year), year_in_words(pupil.year)))
            and (not self.form or _same(self.form, pupil.form))
        )

    def of(self, pupils: Iterable[Pupil]) -> list[Pupil]:
        """Those that belong to it, in the order they came."""
        return [pupil for pupil in pupils if self.takes(pupil)]

    @property
    def title(self) -> str:
        """“Year 9, 9K”, or “The whole school”."""
        parts = (year_in_words(self.year), " ".join(self.form.split()))
        return ", ".join(part for part in parts if part) or "The whole school"


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()
