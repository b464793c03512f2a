"""Records as rows."""

from __future__ import annotations

from sipdesk.ui.tables.model import Column, RecordTableModel
from sipdesk.ui.tables.record_table import RecordTable

__all__ = ["Column", "RecordTable", "RecordTableModel"]
