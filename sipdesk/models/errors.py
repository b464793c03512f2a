"""Errors meant for a person. Anything else that is raised is a bug."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and act on.

    Says what happened, what is safe, and what to do, each as a whole sentence or "".
    """

    def __init__(self, what: str, safe: str = "", todo: str = "") -> None:
        super().__init__(" ".join(part for part in (what, safe, todo) if part))
        self.what = what
        self.safe = safe
        self.todo = todo


def for_a_person(error: BaseException, fault: UserError) -> UserError:
    """What is told of an `error`: itself where it is meant for a person, else it was a `fault`."""
    return error if isinstance(error, UserError) else fault


class NotFound(UserError):
    """A name or id that matches nothing, or more than one thing."""


class BadValue(UserError):
    """A value that a rule refuses, such as an end before a start."""

    def __init__(self, what: str, safe: str = "", todo: str = "", *, field: str = "") -> None:
        super().__init__(what, safe, todo)
        self.field = field


class StoreError(UserError):
    """The store could not be opened or written."""


class StoreMissing(StoreError):
    """No file where the store was expected."""


class WrongPassphrase(StoreError):
    """Neither the passphrase nor the recovery code fits."""


class StoreDamaged(StoreError):
    """The file is not a store, or its contents fail their checks."""


class StoreNewer(StoreError):
    """Written by a later version of SIP Desk."""


class StoreInUse(StoreError):
    """Another window or computer has the store open."""


class StoreElsewhere(StoreInUse):
    """Another computer left its mark on the store and has not taken it away again."""


class StoreWentBack(StoreError):
    """The file is older than the one that was open here last.

    `number` is how far the file has come; a backup of a higher number is newer.
    """

    def __init__(self, what: str, safe: str = "", todo: str = "", *, number: int = 0) -> None:
        super().__init__(what, safe, todo)
        self.number = number


class StoreBusy(StoreError):
    """So much was being written that there was no quiet moment; it is worth trying again."""


class StoreNotWritable(StoreError):
    """The disk is full, read-only, or has gone; nothing was half-written."""


class Cancelled(UserError):
    """A person stopped a long piece of work; nothing was written."""
