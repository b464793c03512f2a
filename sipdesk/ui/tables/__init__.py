"""Records as rows."""

from __future__ import annotations

from .model import Column, RecordTableModel
from .record_table import RecordTable

__all__ = ["Column", "RecordTable", "RecordTableModel"]
