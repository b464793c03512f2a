"""Parents' engagement over time, in words, and beside the progress their children made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from sipdesk import paths
from sipdesk.models.errors import UserError
from sipdesk.models.fields import Choice
from sipdesk.models.folding import folded
from sipdesk.models.gaps.records import SMALL
from sipdesk.models.toml import Mistake, read
from sipdesk.models.tracking.ratings import ParentBand, ParentRating, parent_rating
from sipdesk.models.tracking.records import Engagement
from sipdesk.models.tracking.targets import Line


@dataclass(frozen=True, slots=True)
class ParentScale:
    """What the five places are called, and which aspects are offered to be rated."""

    title: str
    help: str
    choices: tuple[Choice, ...]
    aspects: tuple[str, ...]

    def in_words(self, rating: ParentRating) -> str:
        """“3 of 5, moderate (5 is best)”."""
        label = next(c.label for c in self.choices if c.value == str(rating.value))
        return f"{rating.value} of 5, {label[:1].lower()}{label[1:]} (5 is best)"


@dataclass(frozen=True, slots=True)
class Course:
    """One aspect of one pupil's parents, oldest first. An undated rating comes before dated ones.

    `off_scale` counts ratings that are no place from 1 to 5 and were left out.
    """

    aspect: str
    seen: tuple[tuple[date | None, ParentRating], ...]
    off_scale: int = 0

    @property
    def latest(self) -> ParentRating | None:
        """The newest rating."""
        return self.seen[-1][1] if self.seen else None

    @property
    def moved(self) -> int | None:
        """Places better since the first rating; None before there are two."""
        return self.seen[-1][1].steps_above(self.seen[0][1]) if len(self.seen) > 1 else None


@dataclass(frozen=True, slots=True)
class BesideProgress:
    """Pupils whose parents are so far with it: how many, how many measured, how many moved on."""

    band: ParentBand
    pupils: int
    measured: int
    made: int
    small: bool


def courses(records: Iterable[Engagement]) -> dict[str, Course]:
    """One pupil's ratings by aspect, whatever the case the aspect was typed in."""
    by_aspect: dict[str, list[Engagement]] = {}
    for record in records:
        by_aspect.setdefault(folded(record.aspect), []).append(record)
    found: dict[str, Course] = {}
    for held in by_aspect.values():
        held.sort(key=lambda e: e.seen_on or date.min)
        on_scale = [e for e in held if e.level in _LEVELS]
        seen = tuple((e.seen_on, parent_rating(e.level)) for e in on_scale)
        found[held[-1].aspect] = Course(held[-1].aspect, seen, len(held) - len(on_scale))
    return found


def beside_progress(
    lines: Iterable[Line],
    ratings: Mapping[str, ParentRating],
    *,
    least: float = 1,
    small: int = SMALL,
) -> tuple[BesideProgress, ...]:
    """Who made at least `least` steps, by how far the parents are with it, strongest first.

    From Danehill's nine readers: of 3 with strong engagement 3 moved on, of 4 with moderate 3, of 2
    with weak 1. It shows what went together, not what came of what.
    """
    by_band: dict[ParentBand, list[Line]] = {band: [] for band in ParentBand}
    for line in lines:
        rating = ratings.get(line.member.pupil_id)
        by_band[rating.band if rating else ParentBand.NOT_RATED].append(line)
    return tuple(
        BesideProgress(
            band=band,
            pupils=len(held),
            measured=sum(line.steps is not None for line in held),
            made=sum(line.made(least) for line in held),
            small=len(held) <= small,
        )
        for band, held in by_band.items()
        if held or band is not ParentBand.NOT_RATED
    )


@cache
def parent_scale() -> ParentScale:
    """The words for parents' engagement, read once. Raises UserError naming file and line."""
    file = paths.resources() / "scales" / "parents.toml"
    try:
        row = read(file)
        row.allow("title", "help", "aspects", "choices")
        choices: list[Choice] = []
        for line in row.rows("choices"):
            line.allow("value", "label", "help")
            choices.append(Choice(line.text("value"), line.text("label"), line.text("help", "")))
        if [c.value for c in choices] != [str(rating.value) for rating in ParentRating]:
            raise row.mistake("choices", "The choices must be 1, 2, 3, 4 and 5, in that order.")
        return ParentScale(
            row.text("title"), row.text("help", ""), tuple(choices), row.texts("aspects")
        )
    except Mistake as mistake:
        raise UserError(
            f"{file.name}, line {mistake.line}: {mistake.reason}",
            "Nothing of yours was changed.",
            "Mend the file or install SIP Desk again.",
        ) from mistake


_LEVELS = frozenset(rating.value for rating in ParentRating)
