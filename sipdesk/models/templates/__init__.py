"""Templates a SIP can read and write: TOML files under resources/ and in the user's own folder."""

from sipdesk.models.templates.days import DayTemplate, SessionTemplate, load_days
from sipdesk.models.templates.forgetting import days_to_reword, forget_in_days
from sipdesk.models.templates.nameless import without_names
from sipdesk.models.templates.saving import save_day

__all__ = [
    "DayTemplate",
    "SessionTemplate",
    "days_to_reword",
    "forget_in_days",
    "load_days",
    "save_day",
    "without_names",
]
