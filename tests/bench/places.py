"""Stores to measure on: the sample, a school of 2,000 pupils, 50,000 notes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import datetime, time
from pathlib import Path

from sipdesk import sample
from sipdesk.models.assessments import Assessment, DataPoint, PointKind
from sipdesk.models.clock import FixedClock
from sipdesk.models.desk import Desk
from sipdesk.models.pupils import Pupil
from sipdesk.models.scales import load_scales
from sipdesk.models.store import Cost
from sipdesk.models.visits import Entry, EntryKind

PASSPHRASE = "a passphrase to measure with"
CHEAP = Cost(8, 1, 1)  # where the derivation is not what is measured
PUPILS, NOTES = 2_000, 50_000
NOW = datetime(2026, 11, 24, 9, 20)  # in the morning of the sample's own day
SUBJECTS = "English Maths Science History Geography French Art Music Drama PE".split()

WORDS = (
    "writing reading mathematics science set teacher pupil target level marking book feedback "
    "assessment department governor head lesson group progress gap attendance homework question "
    "paragraph fraction experiment essay tracker meeting moderation folder criteria week term "
    "year partner school support plan action evidence strength concern challenge response quote"
).split()


def sample_store(folder: Path, cost: Cost | None = None) -> Path:
    """The sample school, lived in, at the real cost of a passphrase unless told otherwise."""
    store = folder / "sample.sipdesk"
    clock = FixedClock(NOW)
    desk, _ = Desk.create(store, PASSPHRASE, clock=clock, cost=cost)
    sample.build(desk)
    sample.live_the_day(desk, clock)
    desk.close()
    return store


def large_school(folder: Path) -> Path:
    """The sample school with 2,000 pupils, of whom only the sample's own are tracked.

    Each has 30 results: where they started, and two terms since, in ten subjects.
    """
    store = sample_store(folder, CHEAP)
    desk = Desk.open(store, PASSPHRASE, clock=FixedClock(NOW))
    school, dice = desk.schools.all()[0], random.Random(1)
    with desk.step("Add pupils"):
        for number in range(PUPILS - len(desk.pupils.of_school(school.id))):
            desk.pupils.add(
                school.id,
                f"{_word(dice)} {_word(dice)} {number}",
                year=f"Year {7 + number % 5}",
                form=f"{7 + number % 5}{'ABCDEFGH'[number % 8]}",
                groups=tuple(dice.sample(("FSM", "SEN", "EAL", "In care"), number % 3)),
                subject="English",
                current_level=f"{number % 7 + 2}b",
                target=f"{number % 7 + 3}b",
                tracked=False,
            )
    with desk.step("Import"):
        desk.assessments.put_many(list(_results(dice, desk.pupils.of_school(school.id))))
    desk.close()
    return store


def many_notes(folder: Path, count: int = NOTES) -> Path:
    """So many captured lines on the sample's visits."""
    store = sample_store(folder, CHEAP)
    desk = Desk.open(store, PASSPHRASE, clock=FixedClock(NOW))
    visits = desk.visits.all()
    sessions = {visit.id: desk.visits.sessions(visit.id) for visit in visits}
    dice = random.Random(2)
    kinds = tuple(EntryKind)
    with desk.step("Capture"):
        for number, text in enumerate(texts(count)):
            visit = visits[number % len(visits)]
            at = dice.choice(sessions[visit.id]).id if sessions[visit.id] else ""
            kind = kinds[number % len(kinds)]
            ref = desk.store.new_id()
            desk.store.put(Entry(ref, visit.id, at, time(9, number % 60), kind, text))
    desk.close()
    return store


def texts(count: int) -> list[str]:
    """Notes of 12 to 60 words, common words more often than rare ones; always the same."""
    dice = random.Random(3)
    rare = [f"{word}{tail}" for word in WORDS for tail in ("ed", "ing", "ness", "wise", "less")]
    pool, weights = [*WORDS, *rare], [1 / (rank + 1) for rank in range(len(WORDS) + len(rare))]
    return [" ".join(dice.choices(pool, weights, k=dice.randint(12, 60))) for _ in range(count)]


def _results(dice: random.Random, pupils: Sequence[Pupil]) -> Iterator[Assessment]:
    """Of everybody the start of this year and two terms of it."""
    scale = load_scales().get("nc-sublevels")
    points = (DataPoint(2026, 0, PointKind.BASELINE), DataPoint(2026, 1), DataPoint(2026, 2))
    for pupil in pupils:
        for subject in SUBJECTS:
            for place, at in enumerate(points):
                value = dice.choice(scale.values[4 + place : 16 + place]).text
                key = (subject, at.year, at.term, at.kind, scale.key)
                yield Assessment("", pupil.school_id, pupil.id, *key, value)


def _word(dice: random.Random) -> str:
    return dice.choice(WORDS).capitalize()
