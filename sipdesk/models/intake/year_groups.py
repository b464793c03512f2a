"""The year group of pupils of whom no column gives it: by their forms, else by their birthdays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from sipdesk.models.clock import school_year
from sipdesk.models.intake.said import Said

# “9A”, “Y9-Red”, “10.2”; a class of two year groups such as “3/4 Oak” tells neither
_OF_A_FORM = re.compile(r"(?:year|yr|y)?\.?\s*0?(\d{1,2})(?!\d|\s*[/&]\s*\d)", re.IGNORECASE)
_YOUNGEST = {0: "Reception", -1: "Nursery", -2: "Nursery"}
_OLDEST = 13


def group_of_year(year: str) -> int:
    """“Year 9” as 9; 0 for none."""
    figure = year.removeprefix("Year ")
    return int(figure) if figure.isdecimal() else 0


def group_by_birthday(born: date, year: int) -> int:
    """The year group of whoever was born then, in the school year that began in `year`.

    Whoever is 11 on 31 August comes into Year 7 the day after.
    """
    return year - school_year(born) - 5


def group_of_form(form: str) -> int:
    """The year group that the name of a form begins with; 0 for none."""
    found = _OF_A_FORM.match(form.strip())
    return int(found[1]) if found and 1 <= int(found[1]) <= _OLDEST else 0


class YearGroups:
    """Fills in the year group of each pupil of a file, `wanted` where it has no column for it.

    Forms are believed where every one of them begins with a year group, and birthdays do not speak
    against most of them. `kept` knows the present year group of pupils who are known here: only
    form and birthday together say something else.
    """

    def __init__(
        self,
        beside: Iterable[tuple[str, date | None]],
        today: date,
        kept: Callable[[Said], int],
        *,
        wanted: bool,
    ) -> None:
        self._wanted = wanted
        self._year = school_year(today)
        self._kept = kept
        self._forms = self._forms_tell([(form, born) for form, born in beside if form])
        self._by_birthday: set[int] = set()
        self._by_form = self._apart = 0

    def fill_in(self, said: Said) -> None:
        """Put the year group among the fields of a pupil, where it can be told."""
        if not self._wanted:
            return
        form, born = str(said.fields.get("form", "")), said.fields.get("born")
        by_form = group_of_form(form) if self._forms else 0
        by_birthday = group_by_birthday(born, self._year) if born else None
        group = by_form or by_birthday
        if group is None or not (named := _named(group)):
            return
        sure = by_form == by_birthday  # both say so: they have gone up a year
        if said.upn and not sure and self._kept(said) not in (0, group):
            return
        said.fields["year"], said.year_reckoned = named, not sure
        if by_form:
            self._by_form += 1
            self._apart += by_birthday not in (None, by_form)
        else:
            self._by_birthday.add(said.row)

    def of_today(self, said: Said) -> int | None:
        """The group by the birthday, which is of today whatever year the file is for."""
        return group_of_year(said.fields["year"]) if said.row in self._by_birthday else None

    def warnings(self) -> list[str]:
        """How it was done, if it was."""
        born = len(self._by_birthday)
        if not self._by_form:
            return [
                "No column gives the year group. It was reckoned from the dates of birth: it is "
                "wrong for a pupil who is taught out of their year."
            ] * bool(born)
        said = "No column gives the year group. It was taken from the figure each form begins with"
        if born:
            said += f", and for {born} without a form from the date of birth"
        said += "."
        if self._apart:
            one = "pupil's date of birth says" if self._apart == 1 else "pupils' dates of birth say"
            said += f" {self._apart} {one} another year group."
        return [said]

    def _forms_tell(self, beside: list[tuple[str, date | None]]) -> bool:
        if not beside or not all(group_of_form(form) for form, _ in beside):
            return False
        with_both = [(group_of_form(form), born) for form, born in beside if born]
        apart = sum(group_by_birthday(born, self._year) != group for group, born in with_both)
        return 2 * apart <= len(with_both)


def _named(group: int) -> str:
    if 1 <= group <= _OLDEST:
        return f"Year {group}"
    return _YOUNGEST.get(group, "")
