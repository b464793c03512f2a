"""How far pupils have come, against what could be expected."""

from sipdesk.models.progress.book import ProgressBook
from sipdesk.models.progress.records import (
    Kind,
    Learner,
    Light,
    Mark,
    ProgressReport,
    PupilProgress,
    Result,
    Rule,
    Sums,
    Trajectory,
    Why,
)
from sipdesk.models.progress.tables import Rules, load_rules, user_rules

__all__ = [
    "Kind",
    "Learner",
    "Light",
    "Mark",
    "ProgressBook",
    "ProgressReport",
    "PupilProgress",
    "Result",
    "Rule",
    "Rules",
    "Sums",
    "Trajectory",
    "Why",
    "load_rules",
    "user_rules",
]
