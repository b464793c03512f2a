"""How long records are kept, what is held on a person, and how it is erased."""

from sipdesk.models.keeping.records import Departure, Erasure

__all__ = ["Departure", "Erasure"]
