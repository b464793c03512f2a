"""Figures as they are written for people: “4%”, as in Britain, with no space."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from sipdesk.models.figures import percent

HOME = Path(__file__).parents[2]
CODE = sorted((HOME / "sipdesk").rglob("*.py"))
PROSE = [
    *(HOME / "resources").rglob("*.toml"),
    *(HOME / "docs").glob("*.md"),
    HOME / "README.md",
]
PARTED = re.compile(r"\d[ \u00a0\u202f]+%")


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(4, 0, "4%"), (92.45, 1, "92.5%"), (12.5, None, "12.5%"), (10.0, None, "10%")],
)
def test_a_percentage_has_no_space(value: float, decimals: int | None, written: str) -> None:
    assert percent(value, decimals) == written


def strings(source: str) -> Iterator[str]:
    """Every text in a module; what is filled in stands as a figure."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "0" for part in node.values
            )
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_the_parting_space_would_be_noticed() -> None:
    assert any(map(PARTED.search, strings('said = f"{share} %"')))
    assert not any(map(PARTED.search, strings('said = f"{share}%"')))


def test_no_shipped_text_parts_a_figure_from_its_sign() -> None:
    found = [
        f"{file.relative_to(HOME)}: {text}"
        for file in CODE
        for text in strings(file.read_text(encoding="utf-8"))
        if PARTED.search(text)
    ]
    found += [str(file) for file in PROSE if PARTED.search(file.read_text(encoding="utf-8"))]
    assert found == []
