"""Who the pupils are, which groups they belong to, and since when."""

from sipdesk.models.pupils.book import PupilBook, masked
from sipdesk.models.pupils.cohort import Cohort, form_key, year_key
from sipdesk.models.pupils.group_words import letters_of, short_title, short_titles, telling
from sipdesk.models.pupils.groups import (
    Group,
    group_of,
    groups_in_order,
    key_of,
    load_groups,
    place_of_group,
)
from sipdesk.models.pupils.records import STILL_HERE, Pupil, Spell
from sipdesk.models.pupils.surnames import by_surname
from sipdesk.models.pupils.traits import traits_of
from sipdesk.models.pupils.upn import tidy_upn, upn_problem
from sipdesk.models.pupils.words import in_words, year_in_words

__all__ = [
    "STILL_HERE",
    "Cohort",
    "Group",
    "Pupil",
    "PupilBook",
    "Spell",
    "by_surname",
    "form_key",
    "group_of",
    "groups_in_order",
    "in_words",
    "key_of",
    "letters_of",
    "load_groups",
    "masked",
    "place_of_group",
    "short_title",
    "short_titles",
    "telling",
    "tidy_upn",
    "traits_of",
    "upn_problem",
    "year_in_words",
    "year_key",
]
