"""What the sample's Year 9 was given and asked: a target group, a survey, parents, attendance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from sipdesk.models.assessments import Assessment, PointKind
from sipdesk.models.clock import school_year
from sipdesk.models.desk import Desk
from sipdesk.models.pupils import Pupil
from sipdesk.models.scales import load_scales
from sipdesk.models.tracking import Attendance
from sipdesk.models.tracking.ratings import ParentRating
from sipdesk.models.tracking.ready import load_surveys
from sipdesk.sample.filling import Row


def add_followed(desk: Desk, school_id: str, pupils: Sequence[Pupil], row: Row) -> None:
    """Put it beside the results that are there already; the dice are the file's."""
    dice = Random(row["seed"] + 1)
    _club(desk, school_id, pupils, row["target_group"], dice)
    _survey(desk, school_id, row["survey"], dice)
    _attendance(desk, school_id, pupils, row["attendance"], dice)


def _club(desk: Desk, school_id: str, pupils: Sequence[Pupil], row: Row, dice: Random) -> None:
    """Those furthest behind as the school year began, and how far they are now."""
    scale = load_scales().get("nc-sublevels")
    began = school_year(desk.clock.now().date())
    places = [value.text for value in scale.values]
    stood: list[tuple[float, str, Assessment, Assessment]] = []
    for pupil in pupils:
        course = [
            a
            for a in desk.assessments.of_pupil(pupil.id)
            if a.subject == row["subject"] and a.kind is PointKind.CURRENT and a.value
        ]
        before = [a for a in course if a.year < began]
        if pupil.fsm and before and course[-1].year == began:
            stood.append((before[-1].points or 0.0, pupil.id, before[-1], course[-1]))
    chosen = sorted(stood, key=lambda each: each[:2])[: row["size"]]
    group = desk.tracking.targets.add(
        school_id,
        row["title"],
        scale.key,
        subject=row["subject"],
        starts=date(began, 9, 15),
        note=row["note"],
    )
    for n, (_, pupil_id, stood_at, now) in enumerate(chosen):
        desk.tracking.targets.add_member(
            group.id,
            pupil_id,
            led_by=row["leaders"][n % len(row["leaders"])],
            before=stood_at.value,
            target=places[places.index(stood_at.value) + row["steps"]],
            outcome=now.value,
        )
        rating = ParentRating(dice.choice((1, 2, 3, 3, 3, 4, 5)))
        desk.tracking.parents.note(pupil_id, rating, row["parents"], date(began, 10, 1))


def _survey(desk: Desk, school_id: str, row: Row, dice: Random) -> None:
    """The same questions before and after."""
    ready = next(s for s in load_surveys()[0] if s.key == row["ready"])
    survey = desk.tracking.surveys.add_ready(school_id, ready)
    today = desk.clock.now().date()
    for name, asked_on in (("before", today - timedelta(150)), ("after", today - timedelta(14))):
        counts = {
            str(n): _spread(row["asked"], row[name], dice) for n in range(len(ready.questions))
        }
        desk.tracking.surveys.add_round(survey.id, asked_on, counts)


def _spread(asked: int, shares: Sequence[float], dice: Random) -> list[int]:
    """So many answers, about as they are shared out."""
    given = dice.choices(range(len(shares)), shares, k=asked)
    return [given.count(n) for n in range(len(shares))]


def _attendance(
    desk: Desk, school_id: str, pupils: Sequence[Pupil], row: Row, dice: Random
) -> None:
    """Last school year's three terms."""
    year = school_year(desk.clock.now().date()) - 1
    records = []
    for pupil in pupils:
        usual = row["mean"] + (row["fsm"] if pupil.fsm else 0.0) + dice.gauss(0, row["spread"])
        for term in (1, 2, 3):
            share = min(1.0, max(0.5, usual + dice.gauss(0, 0.02)))
            attended = round(row["possible"] * share)
            ref = desk.store.new_id()
            records.append(
                Attendance(ref, school_id, pupil.id, year, term, row["possible"], attended)
            )
    desk.store.put_all(records)
