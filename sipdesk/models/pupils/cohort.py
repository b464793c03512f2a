"""Which pupils of a school are meant: a class, a year, or all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from sipdesk.models.pupils.records import Pupil
from sipdesk.models.pupils.words import year_in_words


@lru_cache(maxsize=1_000)
def year_key(year: str) -> str:
    """A year as cohorts compare it: “9”, “Yr 9” and “year  9” are one."""
    return form_key(year_in_words(year))


@lru_cache(maxsize=1_000)
def form_key(form: str) -> str:
    """A form as cohorts compare it: “9k” and “9 K” are one, “7” and “Y7” are two."""
    return "".join(form.split()).casefold()


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
        return pupil.school_id == self.school_id and self.takes_class(pupil.year, pupil.form)

    def takes_class(self, year: str, form: str) -> bool:
        """Whether the pupils of one class of its school belong to it."""
        return year_key(self.year) in ("", year_key(year)) and (
            form_key(self.form) in ("", form_key(form))
        )

    def of(self, pupils: Iterable[Pupil]) -> list[Pupil]:
        """Those that belong to it, in the order they came."""
        return [pupil for pupil in pupils if self.takes(pupil)]

    @property
    def title(self) -> str:
        """“Year 9, 9K”, or “The whole school”."""
        parts = (year_in_words(self.year), " ".join(self.form.split()))
        return ", ".join(part for part in parts if part) or "The whole school"
