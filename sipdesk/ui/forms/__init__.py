"""Forms declared as fields: labels, order, saving and messages come with them."""

from __future__ import annotations

from .record_form import RecordForm

__all__ = ["RecordForm"]
