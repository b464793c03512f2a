"""A gap: how a group stands to the whole and to the rest, and what to beware of in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sipdesk.models.assessments import DataPoint

SMALL = 5  # so many pupils or fewer are few: one of them moves an average


class Measure(StrEnum):
    """What is compared. The last two are percentages of the pupils who have a value."""

    AVERAGE = "average points"
    AT_OR_ABOVE = "percent at or above expectation"
    LEVELS_MADE = "percent who made the levels"

    @property
    def is_percent(self) -> bool:
        return self is not Measure.AVERAGE


class Closing(StrEnum):
    """Whether a group has come nearer since the previous data point."""

    YES = "yes"
    NO = "no"
    SAME = "same"
    CANNOT_SAY = "cannot say"


class Note(StrEnum):
    """What to beware of in a row; the first seven are reasons why closing cannot be said."""

    NO_PREVIOUS = "no previous data point"
    ANOTHER_SCALE = "another scale at the previous data point"
    NO_VALUES = "nobody in the group has a value"
    NO_REST = "there is no rest: everybody with a value is in the group"
    FEW = "too few pupils to say"
    FEW_IN_REST = "too few pupils in the rest to say"
    NOT_BEHIND = "the group was not behind and is not"
    OTHER_NUMBERS = "not as many pupils as at the previous data point"
    NARROW_BUT_LOW = "a narrow gap, but the whole is below what is expected"


# What is known from the previous data point, and goes when that may not be shown.
ABOUT_BEFORE = frozenset(
    {Note.NO_PREVIOUS, Note.ANOTHER_SCALE, Note.FEW, Note.FEW_IN_REST}
    | {Note.NOT_BEHIND, Note.OTHER_NUMBERS}
)


@dataclass(frozen=True, slots=True, order=True)
class Slice:
    """One subject on one scale at one data point: what can be averaged together."""

    subject: str
    scale: str
    point: DataPoint


@dataclass(frozen=True, slots=True)
class Tally:
    """Pupils who have the same groups: how many, how many of them have a value, and their sum."""

    pupils: int
    valued: int
    total: float


@dataclass(frozen=True, slots=True)
class Cells:
    """The tallies of a slice by their groups, column by column: there are very many of them."""

    groups: tuple[frozenset[str], ...]
    pupils: Sequence[int]
    valued: Sequence[int]
    totals: Sequence[float]

    @classmethod
    def of(cls, tallies: Mapping[frozenset[str], Tally]) -> Cells:
        """From tallies one by one."""
        every = tallies.values()
        return cls(
            tuple(tallies),
            [tally.pupils for tally in every],
            [tally.valued for tally in every],
            [tally.total for tally in every],
        )


@dataclass(frozen=True, slots=True)
class GapRow:
    """One group in one subject at one data point.

    `pupils` are those with a value, and only they are averaged; `without_value` are those who have
    a reason in its place. A gap is the group's average less the other: below 0 the group is behind.
    Averages are not rounded. `since` is the data point that closing looks back to. `hidden` names
    the figures that may not leave the school; they are None.
    """

    group: str
    subject: str
    point: DataPoint
    scale: str
    pupils: int | None
    average: float | None
    whole_pupils: int | None
    whole_average: float | None
    gap_to_whole: float | None
    rest_pupils: int | None
    rest_average: float | None
    gap_to_rest: float | None
    closing_to_whole: Closing | None
    closing_to_rest: Closing | None
    notes: tuple[Note, ...] = ()
    without_value: int | None = 0
    whole_without_value: int | None = 0
    since: DataPoint | None = None
    small: bool = False
    hidden: frozenset[str] = frozenset()

    @property
    def slice(self) -> Slice:
        return Slice(self.subject, self.scale, self.point)


@dataclass(frozen=True, slots=True)
class Overlap:
    """How many pupils of one group are in another too, at one data point.

    Counted among the pupils who have a record in `subject`, the one with the most of them then.
    """

    subject: str
    point: DataPoint
    pupils: Mapping[str, int]  # how many are in each group
    both: Mapping[tuple[str, str], int]  # in both groups, for each two that share anybody

    def shared(self, group: str, other: str) -> int:
        """How many of `group` are in `other` as well."""
        return self.pupils.get(group, 0) if group == other else self.both.get((group, other), 0)


@dataclass(frozen=True, slots=True)
class GapReport:
    """The gaps of one cohort.

    `asked` are the groups that were asked for, () for all there are; `slices` all that were asked
    for in which the cohort has a record, with a group in it or not. `roll` is how many pupils the
    cohort has now; None where it may not be shown. `threshold` is that of the report's
    suppression, 0 inside the school.
    """

    school_id: str
    year: str
    form: str
    measure: Measure
    rows: tuple[GapRow, ...]
    asked: tuple[str, ...]
    roll: int | None
    year_groups: tuple[str, ...]
    slices: tuple[Slice, ...] = ()
    overlap: Overlap | None = None
    small: int = SMALL
    threshold: int = 0
    rule: str = ""

    @property
    def mixed_years(self) -> bool:
        """Several year groups are averaged together, so that their mix moves the averages."""
        return len(self.year_groups) > 1
