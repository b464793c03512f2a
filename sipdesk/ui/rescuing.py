"""When a desk does not open: what can be done, offered on the opening page. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from sipdesk.models.clock import Clock, SystemClock
from sipdesk.models.desk import Desk, Found
from sipdesk.models.errors import (
    StoreDamaged,
    StoreElsewhere,
    StoreMissing,
    StoreWentBack,
    UserError,
    for_a_person,
)
from sipdesk.ui import tasks
from sipdesk.ui.pages.opening import OpeningPage
from sipdesk.ui.words import first_down

Open = Callable[[str, bool, str], object]  # with the secret, anyway, and what to say then
LOOKING = "Looking through the backups…"
RECOVERING = "Recovering the desk. This may take a minute; the damaged file is kept."

_FAULT = UserError(
    "That did not work; this is a fault in SIP Desk.",
    "Nothing is deleted: the file that was here and its backups are kept.",
    "Close SIP Desk, open it again and try once more.",
)


class Rescue(QObject):
    """Offers on one opening page; `open_desk` is asked to open once there is something to open."""

    def __init__(self, page: OpeningPage, path: Path, clock: Clock | None, open_desk: Open) -> None:
        super().__init__(page)
        self._page, self._path, self._open = page, path, open_desk
        self._clock = clock or SystemClock()

    def offer(self, error: UserError, secret: str) -> None:
        """What can be done about `error`, if anything."""
        if isinstance(error, StoreDamaged | StoreMissing):
            self._page.offer(LOOKING)
            self._do(
                lambda: Desk.look_for_backups(self._path, secret),
                lambda found: self._offer_recovery(found, secret),
            )
        elif isinstance(error, StoreElsewhere):
            self._page.offer("", ("Open it here anyway", lambda: self._open(secret, True, "")))
        elif isinstance(error, StoreWentBack):
            self._page.offer(LOOKING)
            number = error.number
            self._do(
                lambda: Desk.look_for_backups(self._path, secret),
                lambda found: self._offer_newest(found, secret, number),
            )

    def _offer_recovery(self, found: Found, secret: str) -> None:
        now = self._clock.now()
        if found.backup is not None:
            words = (
                f"The newest good backup is from {first_down(found.backup.time_words(now))}, made "
                f"{found.backup.reason.words}. It holds {found.holds_words}. What is newer is "
                "taken from the damaged file as far as it can be read."
            )
        elif found.own is not None:
            words = (
                "There is no good backup beside it. What can still be read in the damaged file "
                "can be brought into a new one."
            )
        else:
            self._page.offer(
                "There is no backup beside it that this passphrase opens. If you have one on a "
                "stick, copy it into the folder “backups” beside the desk, and try again."
            )
            return
        if found.passed_over:
            words += f" {found.passed_over} newer ones are damaged and were passed over."
        self._page.offer(words, ("Recover the desk", lambda: self._recover(secret)))

    def _offer_newest(self, found: Found, secret: str, number: int) -> None:
        """Beside going on with a file that went back; `number` is how far that has come."""
        go_on = ("Go on with this file", lambda: self._open(secret, True, ""))
        if found.backup is None:
            self._page.offer("There is no good backup beside it.", go_on)
            return
        when = first_down(found.backup.time_words(self._clock.now()))
        if found.backup.number <= number:
            self._page.offer(
                f"The newest good backup, from {when}, is no newer than this file.", go_on
            )
            return
        self._page.offer(
            f"The newest good backup is from {when}. It holds {found.holds_words}.",
            ("Open the newest backup", lambda: self._newest(secret)),
            go_on,
        )

    def _recover(self, secret: str) -> None:
        self._page.offer(RECOVERING)
        self._do(
            lambda: Desk.recover(self._path, secret, self._clock),
            lambda report: self._open(secret, True, report.words(self._clock.now())),
        )

    def _newest(self, secret: str) -> None:
        self._page.offer("Opening the newest backup…")
        self._do(
            lambda: Desk.change_to_newest(self._path, secret, self._clock),
            lambda kept: self._open(
                secret,
                True,
                "The newest backup is open. The file that was here is kept as "
                f"“{kept.name}” in the folder “kept”.",
            ),
        )

    def _do(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        tasks.run(lambda _: work(), done=done, failed=self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self._page.offer("")
        self._page.say(str(for_a_person(error, _FAULT)))
