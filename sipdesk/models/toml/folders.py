"""Folders of TOML files: the built-in ones, and a user's own that may stand in for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from sipdesk.models.toml.source import FileProblem, Mistake

T = TypeVar("T")


def read_folders(
    folders: Iterable[Path], read_one: Callable[[Path], T]
) -> tuple[dict[str, T], list[FileProblem]]:
    """What each file says, by its name without ".toml", and the files that were left out.

    In order of folder and file name. A file in a later folder stands in for one of the same name
    in an earlier folder; where it is broken, the earlier one stays. A folder that does not exist
    holds nothing.
    """
    found: dict[str, T] = {}
    problems: list[FileProblem] = []
    for folder in folders:
        for file in sorted(folder.glob("*.toml")):
            try:
                found[file.stem] = read_one(file)
            except Mistake as mistake:
                problems.append(FileProblem(file, mistake.line, mistake.reason))
    return found, problems
