"""What a subject is called: “Maths”, “Ma” and “Mathematics” are one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sipdesk import paths
from sipdesk.models.folding import folded
from sipdesk.models.toml import read


def subject_named(text: str) -> str:
    """The subject's one name; one that is not listed keeps its own, with single spaces."""
    plain = " ".join(text.split())
    return _known().get(_folded(plain), plain)


def load_subjects() -> tuple[str, ...]:
    """The names of the subjects that are listed, in their order."""
    return tuple(dict.fromkeys(_known().values()))


def read_subjects(file: Path) -> Mapping[str, str]:
    """Every spelling and the name it stands for. Raises Mistake where one stands for two."""
    row = read(file)
    found: dict[str, str] = {}
    for name in row.values:
        for word in (name, *row.texts(name)):
            if found.setdefault(_folded(word), name) != name:
                raise row.mistake(name, f"“{word}” is “{found[_folded(word)]}” already.")
    return found


@cache
def _known() -> Mapping[str, str]:
    return read_subjects(paths.resources() / "groups" / "subjects.toml")


def _folded(text: str) -> str:
    return folded(text.replace(".", " "))
