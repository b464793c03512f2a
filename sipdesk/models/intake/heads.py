"""The head of a school as the register has it, beside the one on the desk. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sipdesk.models.pupils.naming.alike import alike
from sipdesk.models.schools import Contact


def is_another(name: str, head: Contact | None) -> bool:
    """A head of a name that cannot be only another way to write the one there is."""
    return head is not None and bool(head.name and name) and not alike(head.name, name)


def taken_in(
    taken: Mapping[str, Any], was: Contact | None, new: Contact, now: str
) -> tuple[Contact, ...]:
    """The contacts to keep. Another head is another contact; the last goes into the bin.

    The school's telephone stays where none is taken; an e-mail is of one person.
    """
    if was is None:
        return (replace(new, **taken),)
    if not is_another(taken.get("name", ""), was):
        return (replace(was, **taken),)
    return replace(was, binned=now), replace(new, **{"phone": was.phone, **taken})
