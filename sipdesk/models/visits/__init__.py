"""A visit day: its plan, its sessions, and what was seen, heard and said."""

from sipdesk.models.visits import rules
from sipdesk.models.visits.book import VisitBook
from sipdesk.models.visits.evidence import EvidenceBook
from sipdesk.models.visits.records import (
    Conversation,
    Counts,
    Entry,
    EntryKind,
    Finding,
    FindingKind,
    Followup,
    Judgement,
    Session,
    SessionKind,
    SessionStatus,
    Sheet,
    Visit,
    YesPartlyNo,
)
from sipdesk.models.visits.rules import check_date

__all__ = [
    "Conversation",
    "Counts",
    "Entry",
    "EntryKind",
    "EvidenceBook",
    "Finding",
    "FindingKind",
    "Followup",
    "Judgement",
    "Session",
    "SessionKind",
    "SessionStatus",
    "Sheet",
    "Visit",
    "VisitBook",
    "YesPartlyNo",
    "check_date",
    "rules",
]
