"""The pupils a partner tracks."""

from sipdesk.models.pupils.book import PupilBook, masked
from sipdesk.models.pupils.records import Pupil, Spell
from sipdesk.models.pupils.words import in_words, year_in_words

__all__ = ["Pupil", "PupilBook", "Spell", "in_words", "masked", "year_in_words"]
