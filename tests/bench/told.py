"""What a program that is measured says of itself. Imports nothing that would count."""

from __future__ import annotations

import resource
import sys
import time


def tell() -> str:
    """The moment, and the most memory held so far in KiB."""
    return f"{time.clock_gettime(time.CLOCK_MONOTONIC)} {peak()}"


def peak() -> int:
    """KiB. Not from getrusage on Linux: there it still holds what the parent's peak was."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most // 1024 if sys.platform == "darwin" else most
