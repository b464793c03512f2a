"""How wide the columns of a table are. Pure."""

from __future__ import annotations

from collections.abc import Sequence


def share(natural: Sequence[int], shares: Sequence[float], least: int, width: int) -> list[int]:
    """Divide `width` by `shares`, leaving short columns what they need.

    A column whose content fits into `least` is not cut. When even the least is too much the
    table is wider than `width`.
    """
    wanted = [min(need, least) for need in natural]
    spare = width - sum(wanted)
    if spare <= 0:
        return wanted
    hunger = [max(0, need - got) for need, got in zip(natural, wanted, strict=True)]
    fed = [int(each * min(1.0, spare / max(sum(hunger), 1))) for each in hunger]
    rest = max(0, spare - sum(fed))
    made = [
        got + extra + int(rest * part / sum(shares))
        for got, extra, part in zip(wanted, fed, shares, strict=True)
    ]
    made[shares.index(max(shares))] += width - sum(made)
    return made
