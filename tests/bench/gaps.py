"""The full gap report of a school of 2,000, against a plain join of pupils' groups with results."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlite_utils import Database

from sipdesk.models.assessments import Assessment, points_of_year
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.gaps import GapReport
from sipdesk.models.pupils import Cohort, Pupil
from sipdesk.models.scales import load_scales
from sipdesk.models.store import Cost, connection
from sipdesk.models.store.keys import DataKey
from tests.bench.lines import Line, ratio
from tests.bench.pairs import pairs_of, timing
from tests.bench.places import CHEAP, NOW, PASSPHRASE, PUPILS

SUBJECTS, MANY = 10, 1_000_000
KEY = DataKey(bytes(32), bytes(16))
JOIN = """
    SELECT g.name, a.subject, a.year, a.term, count(a.points), avg(a.points)
    FROM pupil_groups g JOIN assessments a ON a.pupil_id = g.pupil_id
    GROUP BY g.name, a.subject, a.year, a.term
"""
TABLES = """
    CREATE TABLE assessments (pupil_id TEXT, subject TEXT, year INTEGER, term INTEGER, points REAL);
    CREATE TABLE pupil_groups (pupil_id TEXT, name TEXT);
    CREATE INDEX by_pupil ON assessments (pupil_id, subject, year, term, points);
    CREATE INDEX by_group ON pupil_groups (name, pupil_id)
"""


def gap_report(count: int) -> Iterator[Line]:
    """Ours makes rows with gaps, closing and notes of it; theirs is the counting alone."""
    with TemporaryDirectory() as folder:
        desk, school = school_of(Path(folder), years=1)
        plain = joined(Path(folder, "plain.db"), desk, school)
        yield compared("gap report, 60,000 results", "0.25", desk, school, plain, count)
        desk.close()


def many_gaps(count: int) -> Iterator[Line]:
    """A million results, beside the same join; against pandas it is measured where that is."""
    with TemporaryDirectory() as folder:
        desk, school = school_of(Path(folder), years=MANY // (PUPILS * SUBJECTS * 3) + 1)
        plain = joined(Path(folder, "plain.db"), desk, school)
        yield compared("gap report, 1,000,000 results", "", desk, school, plain, min(count, 5))
        desk.close()
    yield Line(
        "gap report, 1,000,000 results, against pandas", "0.15", note="pandas is kept out of here"
    )


def compared(what: str, goal: str, desk: Desk, school: str, plain: Database, count: int) -> Line:
    """Pairs of the whole school's report and the join."""
    ours = timing(lambda: report(desk, school))
    theirs = timing(lambda: plain.execute(JOIN).fetchall())
    return ratio(what, goal, pairs_of(ours, theirs, count))


def report(desk: Desk, school: str) -> GapReport:
    """All groups × subjects × data points of everybody."""
    return desk.gaps.report(Cohort(school))


def school_of(folder: Path, years: int, cost: Cost = CHEAP) -> tuple[Desk, str]:
    """2,000 pupils with ten subjects three times in each of so many years."""
    desk, _ = Desk.create(folder / "ours.sipdesk", PASSPHRASE, clock=FixedClock(NOW), cost=cost)
    dice = random.Random(4)
    school = desk.schools.add("Large School").id
    pupils = [_pupil(dice, school, number) for number in range(PUPILS)]
    with desk.step("Import"):
        desk.store.put_all(pupils)
    for year in range(years):
        with desk.step("Import"):
            desk.assessments.put_many(list(_results(dice, school, pupils, 2026 - year)))
    report(desk, school)  # copies of groups are made here, and not each time
    return desk, school


def joined(file: Path, desk: Desk, school: str) -> Database:
    """The same results and groups as anybody would keep them, under the same cipher."""
    db = connection.connect(file, KEY)
    for statement in TABLES.split(";"):
        db.execute(statement)
    groups = [
        (pupil.id, group)
        for pupil in desk.pupils.of_school(school)
        for group in desk.assessments.groups_of(pupil)
    ]
    rows = desk.store.query(
        "SELECT pupil_id, subject, year, term, points FROM assessments WHERE school_id = ?",
        [school],
    )
    with db.atomic():
        db.conn.executemany("INSERT INTO pupil_groups VALUES (?, ?)", groups)
        db.conn.executemany(
            "INSERT INTO assessments VALUES (?, ?, ?, ?, ?)", [tuple(row.values()) for row in rows]
        )
    return db


def _pupil(dice: random.Random, school: str, number: int) -> Pupil:
    """Groups as often as schools have them."""

    def some(share: float, value: Any, other: Any = "") -> Any:
        return value if dice.random() < share else other

    return Pupil(
        f"{school}-{number}",
        school,
        f"Pupil {number}",
        year=f"Year {7 + number % 5}",
        form=f"{7 + number % 5}{'ABCDEFGH'[number // 5 % 8]}",
        gender=dice.choice("FM"),
        fsm=some(0.25, True, False),
        eal=some(0.2, True, False),
        sen=some(0.15, dice.choice("KKKE")),
        in_care=some(0.01, True, False),
        gifted=some(0.1, True, False),
        ethnicity=some(0.3, dice.choice(("BCRB", "APKN", "AIND", "WIRT")), "WBRI"),
        band=dice.choice(("low", "middle", "high")),
    )


def _results(
    dice: random.Random, school: str, pupils: Sequence[Pupil], year: int
) -> Iterator[Assessment]:
    values = [value.text for value in load_scales().get("nc-sublevels").values[4:20]]
    for pupil in pupils:
        for subject in range(SUBJECTS):
            for point in points_of_year(year):
                yield Assessment(
                    "",
                    school,
                    pupil.id,
                    f"Subject {subject}",
                    point.year,
                    point.term,
                    point.kind,
                    "nc-sublevels",
                    dice.choice(values),
                )
