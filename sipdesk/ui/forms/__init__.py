"""Forms declared as fields: labels, order, saving and messages come with them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from sipdesk.ui.forms.record_form import RecordForm

__all__ = ["RecordForm", "flush_all"]


def flush_all(widget: QWidget) -> bool:
    """Save what is typed in every form inside `widget`. True when nothing is left unsaved."""
    unsaved = [form for form in widget.findChildren(RecordForm) if not form.flush()]
    return not unsaved
