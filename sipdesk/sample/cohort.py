"""The sample's Year 9: pupils with groups, and what each reached term by term.

The same pupils and results come out of the file every time; only their school years move with
today, so that the last results are always this term's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

from sipdesk.models.assessments import Assessment, DataPoint, PointKind
from sipdesk.models.clock import school_year
from sipdesk.models.desk import Desk
from sipdesk.models.pupils import Pupil
from sipdesk.models.scales import load_scales
from sipdesk.sample.filling import Ids, Row, read
from sipdesk.sample.followed import add_followed

FIRST_YEAR = 7  # the year group after the baseline
TERMS = (1, 2, 3)


def add_cohort(desk: Desk, school_id: str, tracked: Ids) -> None:
    """Fill the year of the tracked pupils and give everybody in it results.

    `tracked` holds the ids of the pupils that are there already, by their key in the file.
    """
    row = read("cohort")
    made = _Cohort(row, desk, school_id)
    made.fill()
    made.assess({tracked[key]: start for key, start in row["tracked"].items()})
    made.assess_older({tracked[key]: start for key, start in row["tracked_older"].items()})
    add_followed(desk, school_id, made.pupils(), row)


class _Cohort:
    """One year group and the dice it is made with."""

    def __init__(self, row: Row, desk: Desk, school_id: str) -> None:
        self._row = row
        self._desk = desk
        self._school_id = school_id
        self._dice = Random(row["seed"])
        self._scale = load_scales().get(row["scale"])
        self._places = [value.text for value in self._scale.values]
        self._today = desk.clock.now().date()

    def fill(self) -> None:
        """So many pupils in each form, the ones that are there counted in."""
        there = self._desk.pupils.of_school(self._school_id)
        names = self._names({p.name for p in there})
        new: list[Pupil] = []
        for form, size in self._row["forms"].items():
            for _ in range(size - sum(p.form == form for p in there)):
                new.append(self._pupil(form, *next(names)))
        self._desk.pupils.put_many(new)

    def assess(self, starts: dict[str, str]) -> None:
        """Results from the end of primary school to now, and the end of the key stage's target."""
        self._desk.assessments.put_many(
            [
                result
                for pupil in self.pupils()
                for subject in self._row["subjects"]
                for result in self._results(pupil, subject, starts.get(pupil.id, ""))
            ]
        )

    def assess_older(self, starts: dict[str, str]) -> None:
        """What is known of tracked pupils in other years: start, where they are, and target."""
        year = school_year(self._today)
        for pupil in self._desk.pupils.of_school(self._school_id, tracked=True):
            if pupil.form in self._row["forms"]:
                continue
            grades = self._row["older"]
            for at, scale, value in (
                (DataPoint(year - 4, 3, PointKind.BASELINE), self._scale.key, starts[pupil.id]),
                (DataPoint(year, _term(self._today)), grades, pupil.current_level),
                (DataPoint(year + 1, 3, PointKind.TARGET), grades, pupil.target),
            ):
                self._desk.assessments.put(pupil, pupil.subject, value, scale=scale, point=at)

    def pupils(self) -> list[Pupil]:
        """The year, form by form."""
        there = self._desk.pupils.of_school(self._school_id)
        here = [p for p in there if p.form in self._row["forms"]]
        return sorted(here, key=lambda p: (p.form, p.name))

    def _names(self, taken: set[str]) -> Iterator[tuple[str, str]]:
        """A gender and a name nobody else has, again and again."""
        lists = {kind: words.split() for kind, words in self._row["names"].items()}
        while True:
            gender = self._dice.choice("FM")
            first = self._dice.choice(lists["girls" if gender == "F" else "boys"])
            name = f"{first} {self._dice.choice(lists['families'])}"
            if name not in taken:
                taken.add(name)
                yield gender, name

    def _pupil(self, form: str, gender: str, name: str) -> Pupil:
        dice, shares = self._dice, self._row["shares"]

        def is_one(of: str) -> bool:
            return dice.random() * 100 < shares[of]

        fsm, ever6, eal = is_one("fsm"), is_one("ever6"), is_one("eal")
        codes = self._row["ethnicity"]
        [ethnicity] = dice.choices(
            [c["code"] for c in codes if not eal or c["code"] != "WBRI"],
            [c["share"] for c in codes if not eal or c["code"] != "WBRI"],
        )
        sen = next((of[-1].upper() for of in ("sen_s", "sen_p", "sen_a") if is_one(of)), "N")
        return Pupil(
            id=self._desk.store.new_id(),
            school_id=self._school_id,
            name=name,
            year=self._row["year"],
            form=form,
            tracked=False,
            gender=gender,
            born=_birthday(dice, school_year(self._today) - 14),
            sen=sen,
            fsm=fsm,
            ever6=fsm or ever6,
            in_care=is_one("in_care"),
            eal=eal,
            ethnicity=ethnicity,
            gifted=is_one("gifted"),
        )

    def _results(self, pupil: Pupil, subject: Row, start: str) -> Iterator[Assessment]:
        dice = self._dice
        talked_about = bool(start) and pupil.subject == subject["name"]
        meals: Row = subject["fsm"] if pupil.fsm else {"start": 0.0, "rates": [0.0] * 3}
        at = self._places.index(subject["start"]) + meals["start"] + self._ahead(pupil)
        at += dice.gauss(0, 1.8)
        at = float(max(self._places.index("2c"), min(round(at), self._places.index("5a"))))
        keenness = dice.gauss(0, 0.12)
        year = school_year(self._today) - 3
        points = list(self._points(year + 1))
        steps = [
            max(0.0, subject["rates"][n // 3] + meals["rates"][n // 3] + keenness)
            for n in range(len(points))
        ]
        if talked_about:  # from the start in the file to the level that the pupil's record holds
            at = float(self._places.index(start))
            whole = self._places.index(pupil.current_level) - at
            steps = [whole / len(points)] * len(points)
        blank = Assessment("", self._school_id, pupil.id, subject["name"], scale=self._scale.key)
        yield self._valued(replace(blank, year=year, term=3, kind=PointKind.BASELINE), at)
        target = at + 6
        for (in_year, term), step in zip(points, steps, strict=True):
            at += step
            seen = at if talked_about else at + dice.uniform(-0.3, 0.3)
            current = replace(blank, year=in_year, term=term)
            if not talked_about and dice.random() < 0.02:
                yield replace(current, absent="absent")
            else:
                yield self._valued(current, seen)
        if talked_about:
            target = float(self._places.index(pupil.target))
        ends = school_year(self._today)
        yield self._valued(replace(blank, year=ends, term=3, kind=PointKind.TARGET), target)

    def _ahead(self, pupil: Pupil) -> float:
        """How far a pupil's needs and gifts put the start before or behind the others'."""
        starts = self._row["starts"]
        gift = starts["gifted"] if pupil.gifted else 0.0
        return gift + starts.get(f"sen_{pupil.sen.lower()}", 0.0)

    def _points(self, first: int) -> Iterator[tuple[int, int]]:
        """School years and terms from the first autumn to this term."""
        now = _term(self._today)
        for year in range(first, first + 3):
            for term in TERMS:
                if (year, term) <= (school_year(self._today), now):
                    yield year, term

    def _valued(self, result: Assessment, at: float) -> Assessment:
        return replace(result, value=self._places[max(0, min(round(at), len(self._places) - 1))])


def _term(day: date) -> int:
    return 1 if day.month >= 9 else 2 if day.month <= 3 else 3


def _birthday(dice: Random, first: int) -> date:
    """A day in the school year that began in `first`."""
    return date.fromordinal(date(first, 9, 1).toordinal() + dice.randrange(365))
