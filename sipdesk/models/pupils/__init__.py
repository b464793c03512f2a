"""The pupils a partner tracks."""

from sipdesk.models.pupils.book import PupilBook, masked
from sipdesk.models.pupils.records import Pupil

__all__ = ["Pupil", "PupilBook", "masked"]
