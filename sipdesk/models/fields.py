"""How a form is declared: the same few words for the window, for TOML files and for documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Editor(StrEnum):
    """How a field is filled in. The value each gives is in brackets."""

    LINE = "line"  # one line (str)
    TEXT = "text"  # paragraphs (str)
    CHOICE = "choice"  # one of a few, shown side by side (str, a Choice.value, "" when unchosen)
    PICK = "pick"  # one of many, in a drop-down (str, a Choice.value, "" when unchosen)
    DATE = "date"  # date | None
    TIME = "time"  # time
    NUMBER = "number"  # float, never below 0
    TICK = "tick"  # bool
    LINES = "lines"  # one thing a line (tuple[str, ...])


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that may be chosen; `help` is its meaning where the label is too short for it."""

    value: str
    label: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form."""

    name: str
    label: str
    editor: Editor = Editor.LINE
    help: str = ""
    choices: tuple[Choice, ...] = ()
    required: bool = False
    unit: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the answer is paragraphs rather than a word or a line."""
        return self.editor in (Editor.TEXT, Editor.LINES)

    def shown(self, value: str) -> str:
        """An answer as it reads in a sentence: a choice by its label."""
        return next((c.label for c in self.choices if c.value == value), value)


def choices(*values: str) -> tuple[Choice, ...]:
    """Choices whose value is their label in lower case."""
    return tuple(Choice(value.lower(), value) for value in values)
