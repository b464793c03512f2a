"""Somebody's name in the templates that were kept before: looked for, and taken out."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sipdesk.models.store.files import write_whole
from sipdesk.models.templates.days import read_day
from sipdesk.models.templates.rewording import Change, reworded
from sipdesk.models.templates.saving import file_stem, free_file, to_toml
from sipdesk.models.toml import Mistake, read_text


def days_to_reword(folder: Path, change: Change) -> tuple[list[Path], list[Path]]:
    """Which templates of a user's folder `change` would alter, and which cannot be read."""
    found, refused = [], []
    for file in sorted(folder.glob("*.toml")):
        try:
            was = _read(file)
        except (OSError, UnicodeDecodeError):
            refused.append(file)
            continue
        if (_text_without(was, change), _stem_without(file.stem, change)) != (was, file.stem):
            found.append(file)
    return found, refused


def forget_in_days(folder: Path, change: Change) -> list[Path]:
    """Reword every template in a user's folder by `change`; gives those that it could not.

    Comments are reworded, and files that do not load; where a file's own name names somebody,
    it gets another. What needs no change is not written.
    """
    refused = []
    for file in sorted(folder.glob("*.toml")):
        try:
            _forget(file, change)
        except (OSError, UnicodeDecodeError):
            refused.append(file)
    for left in folder.glob(".*.toml.*.new"):  # of a save that was killed
        with suppress(OSError):
            left.unlink()
    return refused


def _read(file: Path) -> str:
    return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def _forget(file: Path, change: Change) -> None:
    was = _read(file)
    text, stem = _text_without(was, change), _stem_without(file.stem, change)
    with suppress(Mistake):
        before, after = read_day(read_text(was)), read_day(read_text(text))
        if stem != file.stem or after.name != before.name:
            stem = file_stem(after.name)
    if stem != file.stem:
        write_whole(free_file(file.parent, stem), text.encode())
        file.unlink()
    elif text != was:
        write_whole(file, text.encode())


def _text_without(was: str, change: Change) -> str:
    """As its writer left it, but for the name: only a template of ours is written anew."""
    plain = change(was)
    try:
        day = read_day(read_text(was))
    except Mistake:
        return plain
    with suppress(Mistake):
        left = read_day(read_text(plain))
        if was != to_toml(day) and reworded(left, change) == left:
            return plain
    return to_toml(reworded(day, change))  # its writer had a name with escapes in it


def _stem_without(stem: str, change: Change) -> str:
    """A file's name has no capitals, and they are what makes a word a name."""
    words = stem.replace("_", " ").title()
    return stem if change(words) == words else file_stem(change(words))
