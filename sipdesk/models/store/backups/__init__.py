"""Backups: finished, checked copies of the store, and which of them are kept."""

from sipdesk.models.store.backups.keeping import KeepUntil, to_go
from sipdesk.models.store.backups.making import Order
from sipdesk.models.store.backups.records import Backup, Reason, backups_in, folder_of
from sipdesk.models.store.backups.shelf import Backups

__all__ = [
    "Backup",
    "Backups",
    "KeepUntil",
    "Order",
    "Reason",
    "backups_in",
    "folder_of",
    "to_go",
]
