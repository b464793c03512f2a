"""Wrong passphrases make the next one wait. Counted for as long as the program runs."""

from __future__ import annotations

import time
from collections.abc import Callable

FREE = 2  # slips of the finger that cost nothing
LONGEST = 60.0  # seconds


def delay(failures: int) -> float:
    """Seconds to wait after so many wrong ones in a row: 0, 0, 1, 2, 4 … 60."""
    beyond = failures - FREE
    return 0.0 if beyond <= 0 else min(LONGEST, 2.0 ** min(beyond - 1, 10))


class Attempts:
    """How often it was tried in vain, and when it may be tried again. Keeps no passphrase."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._failures = 0
        self._until = now()

    def failed(self) -> None:
        """One more was wrong."""
        self._failures += 1
        self._until = self._now() + delay(self._failures)

    def succeeded(self) -> None:
        """The right one: everything is forgiven."""
        self._failures = 0
        self._until = self._now()

    def wait(self) -> float:
        """Seconds until the next may be tried."""
        return max(0.0, self._until - self._now())
