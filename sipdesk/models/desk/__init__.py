"""The Desk: one open store, and every area over it as an attribute."""

from sipdesk.models.desk.desk import Desk
from sipdesk.models.desk.records import Binned, Restored
from sipdesk.models.desk.tables import BINNED, TABLES
from sipdesk.models.store.backups import Backup, Backups, Reason
from sipdesk.models.store.recovery import Found

__all__ = ["BINNED", "TABLES", "Backup", "Backups", "Binned", "Desk", "Found", "Reason", "Restored"]
