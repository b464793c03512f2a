"""How long records are kept, what is held on a person, and how it is erased."""

from sipdesk.models.keeping.book import Keeping
from sipdesk.models.keeping.holding import Held, Kept, Mention
from sipdesk.models.keeping.looking import Outlook
from sipdesk.models.keeping.records import Departure, Due, Erasure, Person, Who

__all__ = [
    "Departure",
    "Due",
    "Erasure",
    "Held",
    "Keeping",
    "Kept",
    "Mention",
    "Outlook",
    "Person",
    "Who",
]
