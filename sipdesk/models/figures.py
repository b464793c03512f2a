"""How figures are written for people. Pure."""

from __future__ import annotations


def percent(value: float, decimals: int | None = 0) -> str:
    """“4%”, “92.5%”; with None, as many decimals as it has."""
    figure = f"{value:g}" if decimals is None else f"{value:.{decimals}f}"
    return f"{figure}%"
