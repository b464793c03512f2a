"""Schools and the people one rings there."""

from sipdesk.models.schools.book import SchoolBook
from sipdesk.models.schools.records import CONTACT_ROLES, Contact, School

__all__ = ["CONTACT_ROLES", "Contact", "School", "SchoolBook"]
