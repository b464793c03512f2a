"""Two scales from 1 to 5 that run opposite ways, made so that one is never taken for the other.

Pupils rate their own learning, and 1 is best (Closing the Gap, the Halterworth federation).
Teachers rate how far parents are with it, and 5 is best (ibid., Danehill).
"""

from __future__ import annotations

from enum import Enum, StrEnum
from typing import Self

from sipdesk.models.errors import BadValue


class Rating(Enum):
    """One place on a scale from 1 to 5. Which end is best is for each scale to say."""

    @property
    def height(self) -> int:
        """From 1, the poorest of its own scale, to 5, the best of it."""
        raise NotImplementedError

    def steps_above(self, other: Self) -> int:
        """How many places better than `other`; below 0 where it is poorer.

        Raises TypeError for a rating on the other scale: they have nothing in common but figures.
        """
        if type(other) is not type(self):
            raise TypeError(f"{type(self).__name__} and {type(other).__name__} do not compare")
        return self.height - other.height


class LearningRating(Rating):
    """How well a pupil has something, in the pupil's own view. 1 is best."""

    COULD_TEACH_IT = 1
    ALONE = 2
    MOST_OF_IT = 3
    BITS_OF_IT = 4
    LOST = 5

    @property
    def height(self) -> int:
        return 6 - int(self.value)


class ParentRating(Rating):
    """How far parents are with a pupil's learning, in the teachers' view. 5 is best."""

    WEAK = 1
    RATHER_WEAK = 2
    MODERATE = 3
    FAIRLY_STRONG = 4
    STRONG = 5

    @property
    def height(self) -> int:
        return int(self.value)

    @property
    def band(self) -> ParentBand:
        """Weak is 1 or 2, as Danehill counted it; strong the same at the other end."""
        if self.height == ParentRating.MODERATE.height:
            return ParentBand.MODERATE
        weak = self.height < ParentRating.MODERATE.height
        return ParentBand.WEAK if weak else ParentBand.STRONG


class ParentBand(StrEnum):
    """Parents' engagement in three, strongest first."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NOT_RATED = "not rated"


def learning_rating(level: int) -> LearningRating | None:
    """What a pupil answered; None where it was not asked (0). Raises BadValue."""
    if level == 0:
        return None
    try:
        return LearningRating(level)
    except ValueError:
        raise _off_scale(level, "The learning scale", "1 is best", "learning_scale") from None


def parent_rating(level: int) -> ParentRating:
    """What a teacher saw. Raises BadValue."""
    try:
        return ParentRating(level)
    except ValueError:
        raise _off_scale(level, "Parental engagement", "5 is best", "level") from None


def _off_scale(level: object, what: str, best: str, field: str) -> BadValue:
    return BadValue(
        f"{what} goes from 1 to 5, and {level} is not on it.",
        "It is as it was.",
        f"Choose 1, 2, 3, 4 or 5; {best}.",
        field=field,
    )
