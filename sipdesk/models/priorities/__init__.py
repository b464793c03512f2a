"""What a school works on, and who does what by when."""

from sipdesk.models.priorities.book import PriorityBook
from sipdesk.models.priorities.records import Action, Milestone, Priority, Status

__all__ = ["Action", "Milestone", "Priority", "PriorityBook", "Status"]
