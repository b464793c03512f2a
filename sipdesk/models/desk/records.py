"""What the desk itself gives: something in the bin, and a desk after going back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sipdesk.models.errors import UserError

if TYPE_CHECKING:
    from sipdesk.models.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Binned:
    """Something in the bin: what it is in words, its own words, and since when (ISO)."""

    kind: type
    id: str
    what: str
    title: str
    since: str


@dataclass(frozen=True, slots=True)
class Restored:
    """The desk after going back, and where the store that was there before is kept.

    With `trouble` and nothing kept it is the desk as it was: nothing could be put in its place.
    With both, the other is in its place, but the disk may not have it for good.
    """

    desk: Desk
    kept: Path | None
    trouble: UserError | None = None
