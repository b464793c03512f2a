"""A pupil: who it is, which groups it belongs to, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

# Who has not left by a day, where it is the store that is asked; the rule is `has_left`.
STILL_HERE = "(left_on IS NULL OR left_on > ?)"


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil of one school.

    `current_level` and `target` are text as the school writes it, on the scale named in `scale`.
    `tracked` puts the pupil into the group that is talked with at lunch. The groups are as of now:
    `sen` and `ethnicity` as the school codes them, `band` the prior attainment band where the SIP
    set it by hand, `groups` the school's own. What was different once is a `Spell`.
    """

    id: str
    school_id: str
    name: str = ""
    year: str = ""
    form: str = ""
    groups: tuple[str, ...] = ()
    subject: str = ""
    scale: str = ""
    current_level: str = ""
    target: str = ""
    tracked: bool = True
    binned: str = ""
    upn: str = ""
    gender: str = ""
    born: date | None = None
    sen: str = ""
    fsm: bool = False
    ever6: bool = False
    in_care: bool = False
    eal: bool = False
    ethnicity: str = ""
    gifted: bool = False
    band: str = ""
    left_on: date | None = None
    review_on: date | None = None

    def has_left(self, on: date) -> bool:
        """Whether the day of leaving has come."""
        return self.left_on is not None and self.left_on <= on


@dataclass(frozen=True, slots=True)
class Spell:
    """A time during which a pupil belonged to a group, or had another code in it.

    `trait` is a field of `Pupil` ("fsm", "sen" …) or "groups"; `value` the code or the own group's
    name, "yes" for a field that is yes or no. Open ends are None.
    """

    id: str
    pupil_id: str
    trait: str = ""
    value: str = ""
    since: date | None = None
    until: date | None = None
    binned: str = ""

    @property
    def title(self) -> str:
        """What it is about, in a word or two."""
        return self.value if self.trait == "groups" else _TRAITS.get(self.trait, self.trait)


_TRAITS = {
    "fsm": "Free school meals",
    "ever6": "Disadvantaged",
    "in_care": "In care",
    "eal": "English as an additional language",
    "gifted": "Gifted and talented",
    "gender": "Gender",
    "sen": "Special educational needs",
    "ethnicity": "Ethnicity",
    "band": "Prior attainment",
}
