"""The cohorts of a school as a drop-down offers them: all, each year, each class."""

from __future__ import annotations

from collections.abc import Iterable

from sipdesk.models.fields import Choice
from sipdesk.models.folding import natural
from sipdesk.models.pupils import Cohort, Pupil, year_in_words

WHOLE_SCHOOL = "The whole school"
_BETWEEN = "\n"


def cohort_choices(pupils: Iterable[Pupil]) -> list[Choice]:
    """The whole school first, then year by year with the classes of each."""
    there = {(year_in_words(p.year), " ".join(p.form.split())) for p in pupils}
    found = {(year, "") for year, _ in there} | there
    ordered = sorted(found, key=lambda pair: (natural(pair[0]), natural(pair[1])))
    return [
        Choice("", WHOLE_SCHOOL),
        *(
            Choice(f"{year}{_BETWEEN}{form}", Cohort("", year, form).title)
            for year, form in ordered
            if year or form
        ),
    ]


def cohort_of(school_id: str, value: str) -> Cohort:
    """The cohort that a choice's value stands for."""
    year, _, form = value.partition(_BETWEEN)
    return Cohort(school_id, year, form)
