"""Writing a day template so that a person can read it and `load_days` reads the same back."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from sipdesk import paths
from sipdesk.models.errors import BadValue, UserError
from sipdesk.models.store.files import write_whole
from sipdesk.models.templates.days import DayTemplate, SessionTemplate, load_day, read_day
from sipdesk.models.toml import Mistake, read_text

_NOT_A_FILE_NAME = re.compile(r"[^a-z0-9]+")
_WINDOWS_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")


def save_day(folder: Path, template: DayTemplate, *, replace: bool = False) -> Path:
    """Write `template` into `folder`, under a file name made from its name.

    A day of the same name, saved before or built in, is replaced only when `replace` says so;
    raises BadValue otherwise. A day of another name is never touched.
    """
    if not template.name.strip():
        raise BadValue("A template needs a name.", field="name")
    text = to_toml(template)
    _must_read_back(text)
    file = _file_for(folder, template, replace)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(file, text.encode())
    except OSError as problem:
        raise UserError(
            f"The template could not be saved in {folder} ({problem.strerror or problem}).",
            "Nothing was changed.",
            "See whether the disk is full or the folder may not be written to.",
        ) from problem
    return file


def _must_read_back(text: str) -> None:
    """Refuse what would be left out on the next start, such as sessions at the same time."""
    try:
        read_day(read_text(text))
    except Mistake as mistake:
        raise BadValue(
            f"This day cannot become a template: {mistake.reason}", "Nothing was changed."
        ) from mistake


def to_toml(template: DayTemplate) -> str:
    """The template as a TOML file."""
    head = [
        f"name = {quoted(template.name)}",
        f"kind = {quoted(template.kind)}",
        f"summary = {quoted(template.summary)}",
        f"outside_allowance = {_flag(template.outside_allowance)}",
        f"preparation_minutes = {template.preparation_minutes}",
        f"writing_minutes = {template.writing_minutes}",
    ]
    return "\n\n".join(["\n".join(head), *map(_session, template.sessions)]) + "\n"


def quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL and lone surrogates."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def file_stem(name: str) -> str:
    """A file name that any system takes, near to `name`."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = _NOT_A_FILE_NAME.sub("_", plain)[:60].strip("_") or "day"
    return f"day_{stem}" if _WINDOWS_DEVICES.fullmatch(stem) else stem


def _session(session: SessionTemplate) -> str:
    return "\n".join(
        [
            "[[sessions]]",
            f"start = {session.start:%H:%M}:00",
            f"end = {session.end:%H:%M}:00",
            f"kind = {quoted(session.kind)}",
            f"title = {quoted(session.title)}",
            f"people = {_list(session.people)}",
            f"place = {quoted(session.place)}",
            f"anchored = {_flag(session.anchored)}",
            f"counts = {quoted(session.counts)}",
            f"prompts = {_list(session.prompts)}",
        ]
    )


def _list(items: tuple[str, ...]) -> str:
    if not items:
        return "[]"
    return "[\n" + "".join(f"  {quoted(item)},\n" for item in items) + "]"


def _flag(value: bool) -> str:
    return "true" if value else "false"


def _file_for(folder: Path, template: DayTemplate, replace: bool) -> Path:
    """A file name that is free, or that holds a day of this name which may be replaced."""
    stem = file_stem(template.name)
    tried, number = stem, 1
    while (taken := _name_in_use(folder, tried)) is not None:
        if taken.casefold() == template.name.strip().casefold():
            if replace:
                break
            raise BadValue(
                f"There is a day called “{taken}” already.",
                "It was left as it is.",
                "Choose another name, or replace it.",
                field="name",
            )
        number += 1
        tried = f"{stem}_{number}"
    return folder / f"{tried}.toml"


def free_file(folder: Path, stem: str) -> Path:
    """A file of that name, or one with a number, that no day has yet."""
    tried, number = stem, 1
    while _name_in_use(folder, tried) is not None:
        number += 1
        tried = f"{stem}_{number}"
    return folder / f"{tried}.toml"


def _name_in_use(folder: Path, stem: str) -> str | None:
    """The name of the day that `stem` would write over or stand in for; None when it is free."""
    for home in (folder, paths.resources() / "days"):
        file = home / f"{stem}.toml"
        if file.exists():
            try:
                return load_day(file).name.strip()
            except Mistake:
                return ""
    return None
