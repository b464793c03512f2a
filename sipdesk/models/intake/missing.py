"""Who of the desk is not in a file that is about their class. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from sipdesk.models.intake.previews import Incoming
from sipdesk.models.pupils import Pupil, form_key, year_key

Class = tuple[str, str]  # year and form, each "" where it is not known or does not matter


def missing(
    accepted: Sequence[Incoming], pupils: Sequence[Pupil], named: Collection[str]
) -> list[Pupil]:
    """Those of the file's classes whom it does not name.

    Its classes are those that it says now, and those that its pupils were in until now: when
    classes go up a year, whoever left in the summer is still in last year's. Whoever may be the
    one that a doubtful row means, or one that is left out, is `named`.
    """
    in_file = {*named, *(one.pupil_id for one in accepted if one.pupil_id)}
    here = [pupil for pupil in pupils if pupil.left_on is None]
    said, were = _Said(accepted, here), _Were(accepted, here, in_file)
    return [
        pupil
        for pupil in here
        if pupil.id not in in_file and (said.covers(pupil) or were.covers(pupil))
    ]


class _Said:
    """The classes that the file says now; its years are those of its pupils where it says none.

    A file of some forms is about those forms only, and about pupils who have none.
    """

    def __init__(self, accepted: Sequence[Incoming], here: Sequence[Pupil]) -> None:
        by_id = {pupil.id: pupil for pupil in here}
        taken = [one for one in accepted if one.pupil_id in by_id]
        years = {year_key(str(one.fields["year"])) for one in accepted if "year" in one.fields}
        self._years = years or {year_key(by_id[one.pupil_id].year) for one in taken}
        self._years -= _of_last_year(taken, by_id)
        self._forms = _forms(accepted)

    def covers(self, pupil: Pupil) -> bool:
        form = form_key(pupil.form)
        in_form = not self._forms or not form or form in self._forms
        return in_form and year_key(pupil.year) in self._years


class _Were:
    """The classes that the file's pupils were in until now, where it names at least half of them.

    A few who came from another class do not make the file one of that class.
    """

    def __init__(
        self, accepted: Sequence[Incoming], here: Sequence[Pupil], in_file: Collection[str]
    ) -> None:
        self._by_form = bool(_forms(accepted))
        every = Counter(map(self._class, here))
        there = Counter(self._class(pupil) for pupil in here if pupil.id in in_file)
        self._classes = {
            each for each, many in there.items() if any(each) and 2 * many >= every[each]
        }
        self._years = {year for year, _ in self._classes}

    def covers(self, pupil: Pupil) -> bool:
        year, form = its = self._class(pupil)
        without = self._by_form and year and not form  # of the year, but nobody knows which form
        return its in self._classes or bool(without and year in self._years)

    def _class(self, pupil: Pupil) -> Class:
        return year_key(pupil.year), form_key(pupil.form) if self._by_form else ""


def _forms(accepted: Iterable[Incoming]) -> set[str]:
    return {form_key(str(one.fields["form"])) for one in accepted if one.fields.get("form")}


def _of_last_year(taken: Sequence[Incoming], by_id: dict[str, Pupil]) -> set[str]:
    """Years in which the desk still has those who were there before the file's pupils went up.

    They are a year further on, in another file. The highest year has no further one: they left.
    """
    rose: Counter[str] = Counter()
    for one in taken:
        was, now = (
            year_key(by_id[one.pupil_id].year),
            year_key(str(one.fields.get("year", ""))),
        )
        if was and now:
            rose[now] += 1 if was != now else -1
    highest = max(map(_figure, (pupil.year for pupil in by_id.values())), default=0)
    return {year for year, more in rose.items() if more > 0 and _figure(year) < highest}


def _figure(year: str) -> int:
    return int("".join(filter(str.isdecimal, year)) or 0)
