"""Who the pupils are, which groups they belong to, and since when."""

from sipdesk.models.pupils.book import PupilBook, masked
from sipdesk.models.pupils.cohort import Cohort, form_key, year_key
from sipdesk.models.pupils.groups import Group, group_of, key_of, load_groups
from sipdesk.models.pupils.records import STILL_HERE, Pupil, Spell
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
    "form_key",
    "group_of",
    "in_words",
    "key_of",
    "load_groups",
    "masked",
    "tidy_upn",
    "traits_of",
    "upn_problem",
    "year_in_words",
    "year_key",
]
