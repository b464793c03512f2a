"""A store that does not open: what can still be had from its backups, its pages and its journal."""

from sipdesk.models.store.recovery.finding import Found, find
from sipdesk.models.store.recovery.recovering import recover
from sipdesk.models.store.recovery.report import Report

__all__ = ["Found", "Report", "find", "recover"]
