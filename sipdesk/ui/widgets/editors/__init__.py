"""What a field is filled in with: one editor for each member of `models.fields.Editor`."""

from __future__ import annotations

from .base import FieldEditor
from .make import make

__all__ = ["FieldEditor", "make"]
