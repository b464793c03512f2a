"""Reading one TOML file of ours: every value checked, every mistake with its line and a reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from sipdesk.models.toml.lines import Address, line_numbers, nearest_line

E = TypeVar("E", bound=StrEnum)
_AT_LINE = re.compile(r" \(at line (\d+), column \d+\)$")
_AT_END = re.compile(r" \(at end of document\)$")
_SHORT_TIME = re.compile(r"=\s*\d{1,2}[:.]\d\d\s*(#.*)?$")
_LARGEST = 10**9
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


class Mistake(Exception):
    """What is wrong in a file, and on which line; 0 where it is the file as a whole."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class FileProblem:
    """A file that was left out, or what in it was, and why. Line 0 means the file as a whole."""

    file: Path
    line: int
    reason: str

    def __str__(self) -> str:
        where = f", line {self.line}" if self.line else ""
        return f"{self.file.name}{where}: {self.reason}"


def read(file: Path) -> Row:
    """The file's outermost table. Raises Mistake for a file that cannot be read or is not TOML."""
    try:
        raw = file.read_bytes()
    except OSError as problem:
        raise Mistake(0, f"The file cannot be read ({problem.strerror or problem}).") from problem
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise Mistake(line, "This is not UTF-8 text. Save the file as UTF-8.") from problem
    return read_text(text)


def read_text(text: str) -> Row:
    """The outermost table of TOML text. Raises Mistake."""
    return Row(_parse(text), (), line_numbers(text))


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as problem:
        raise Mistake(1, "Lists are nested too deeply.") from problem
    except ValueError as problem:
        raise _mistake(text, str(problem)) from problem


def _mistake(text: str, message: str) -> Mistake:
    """tomllib's message in its own words, with the line taken out of it."""
    at = _AT_LINE.search(message)
    line = int(at[1]) if at else len(text.rstrip("\n").split("\n"))
    reason = _AT_END.sub(": the file ends too early", _AT_LINE.sub("", message))
    if _SHORT_TIME.search(text.split("\n")[line - 1]):
        return Mistake(line, "A time is written with its seconds: 08:30:00.")
    return Mistake(line, f"This is not TOML: {reason[:1].lower()}{reason[1:]}.")


def _countable(value: float) -> bool:
    return -_LARGEST <= value <= _LARGEST  # false for nan as well


@dataclass(frozen=True, slots=True)
class Row:
    """One table of a file, asked for its values one by one."""

    values: dict[str, Any]
    address: Address
    lines: dict[Address, int]

    def mistake(self, name: str, reason: str) -> Mistake:
        """A mistake at the key `name`, or at this table when `name` is not in it."""
        return Mistake(nearest_line(self.lines, (*self.address, name)), reason)

    def allow(self, *known: str) -> None:
        """Refuse any key but these."""
        for name in self.values:
            if name not in known:
                near = get_close_matches(name, known, 1)
                hint = f" Did you mean “{near[0]}”?" if near else ""
                raise self.mistake(name, f"“{name}” is not known here.{hint}")

    def text(self, name: str, default: str | None = None) -> str:
        """Words; without a default they must be there and not be blank."""
        value = self.values.get(name, default)
        if value is None:
            raise self.mistake(name, f"“{name}” is missing.")
        if not isinstance(value, str):
            raise self.mistake(name, f"“{name}” must be words in quotation marks.")
        if default is None and not value.strip():
            raise self.mistake(name, f"“{name}” is empty.")
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of words, empty when it is not there."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.mistake(name, f'“{name}” must be a list of words: ["one", "two"].')
        return tuple(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.mistake(name, f"“{name}” must be true or false.")
        return value

    def whole(self, name: str, default: int = 0) -> int:
        """A whole number, not below 0."""
        value = self.values.get(name, default)
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise self.mistake(name, f"“{name}” must be a whole number, 0 or more.")
        return value

    def number(self, name: str, default: float | None = None) -> float:
        """Any number that can be counted with; without a default it must be there."""
        value = self.values.get(name, default)
        if value is None:
            raise self.mistake(name, f"“{name}” is missing.")
        if isinstance(value, bool) or not isinstance(value, int | float) or not _countable(value):
            raise self.mistake(name, f"“{name}” must be a number.")
        return float(value)

    def clock(self, name: str) -> time:
        """A time of day, written 08:30:00 or "08:30"."""
        value = self.values.get(name)
        if value is None:
            raise self.mistake(name, f"“{name}” is missing.")
        if isinstance(value, str) and (short := _CLOCK.fullmatch(value.strip())):
            return time(int(short[1]), int(short[2]))
        if not isinstance(value, time):
            raise self.mistake(name, f"“{name}” must be a time such as 08:30:00.")
        return value.replace(second=0, microsecond=0)

    def one_of(self, name: str, kinds: type[E], default: E | None = None) -> E:
        """One of a few words, each of which the reason lists when it is another."""
        value = self.text(name, default)
        try:
            return kinds(value)
        except ValueError:
            known = ", ".join(kinds)
            raise self.mistake(
                name, f"“{name}” cannot be “{value}”. It is one of: {known}."
            ) from None

    def table(self, name: str) -> Row:
        """The table under [name], empty when it is not there."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.mistake(name, f"“{name}” must be a table, headed [{name}].")
        return Row(value, (*self.address, name), self.lines)

    def rows(self, name: str) -> Iterator[Row]:
        """The tables under [[name]], in their order."""
        value = self.values.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.mistake(name, f"“{name}” must be tables, each headed [[{name}]].")
        for place, item in enumerate(value):
            yield Row(item, (*self.address, name, place), self.lines)
