"""What a field is filled in with: one editor for each member of `models.fields.Editor`."""

from __future__ import annotations

from sipdesk.ui.widgets.editors.base import FieldEditor
from sipdesk.ui.widgets.editors.make import make

__all__ = ["FieldEditor", "make"]
