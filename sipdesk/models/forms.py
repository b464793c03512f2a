"""The forms that sessions bring with them, and the pupils' learning scale: data, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sipdesk import paths
from sipdesk.models.errors import UserError
from sipdesk.models.fields import Choice, Editor, Field
from sipdesk.models.toml import Mistake, Row, read
from sipdesk.models.visits.records import SessionKind

# Answers are kept as text, so a form asks with editors whose value is text.
_TEXT_EDITORS = (Editor.LINE, Editor.TEXT, Editor.CHOICE, Editor.PICK)
_CHOOSING = (Editor.CHOICE, Editor.PICK)
NAMING = ("subject", "year", "set")  # answers that say which department or classroom it was


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked in a session of one kind.

    `repeats`: a sheet for `each` ("department", "classroom"). `source` says whose word or which
    place the evidence of such a session is, so that a finding on one source only can be marked.
    """

    kind: SessionKind
    title: str
    source: str
    fields: tuple[Field, ...]
    repeats: bool = False
    each: str = ""

    def field(self, name: str) -> Field | None:
        """The field of that name; None where the form has changed since the answer was given."""
        return next((field for field in self.fields if field.name == name), None)


def load_forms(folder: Path | None = None) -> dict[SessionKind, Form]:
    """Every form in `folder`, or the built-in ones.

    Raises UserError naming file, line and reason.
    """
    forms: dict[SessionKind, Form] = {}
    for file in sorted((folder or paths.resources() / "forms").glob("*.toml")):
        try:
            row = read(file)
            form = _form(row)
            if form.kind in forms:
                raise row.mistake("kind", f"There is a form for “{form.kind}” already.")
            forms[form.kind] = form
        except Mistake as mistake:
            raise _told(file, mistake) from mistake
    return forms


@cache
def session_forms() -> dict[SessionKind, Form]:
    """The built-in forms, read once; not to be changed."""
    return load_forms()


@cache
def learning_scale() -> tuple[Choice, ...]:
    """The pupils' own scale, 1 to 5, where 1 is best. Raises UserError."""
    file = paths.resources() / "scales" / "learning.toml"
    try:
        row = read(file)
        row.allow("title", "help", "choices")
        return _choices(row)
    except Mistake as mistake:
        raise _told(file, mistake) from mistake


def _form(row: Row) -> Form:
    row.allow("kind", "title", "source", "repeats", "each", "fields")
    repeats = row.flag("repeats")
    fields: list[Field] = []
    for line in row.rows("fields"):
        field = _field(line)
        if any(field.name == other.name for other in fields):
            raise line.mistake("name", f"There is a field “{field.name}” already.")
        fields.append(field)
    return Form(
        kind=row.one_of("kind", SessionKind),
        title=row.text("title"),
        source=row.text("source"),
        fields=tuple(fields),
        repeats=repeats,
        each=row.text("each", None if repeats else ""),
    )


def _field(row: Row) -> Field:
    row.allow("name", "label", "editor", "help", "choices")
    editor = row.one_of("editor", Editor, Editor.TEXT)
    if editor not in _TEXT_EDITORS:
        known = ", ".join(_TEXT_EDITORS)
        raise row.mistake("editor", f"A form asks with one of: {known}; not with “{editor}”.")
    found = _choices(row)
    if (editor in _CHOOSING) != bool(found):
        raise row.mistake(
            "choices" if found else "editor",
            "Choices and the editor “choice” or “pick” go together.",
        )
    return Field(
        name=row.text("name"),
        label=row.text("label"),
        editor=editor,
        help=row.text("help", ""),
        choices=found,
    )


def _choices(row: Row) -> tuple[Choice, ...]:
    found: list[Choice] = []
    for line in row.rows("choices"):
        line.allow("value", "label", "help")
        choice = Choice(line.text("value"), line.text("label"), line.text("help", ""))
        if any(choice.value == other.value for other in found):
            raise line.mistake("value", f"There is a choice “{choice.value}” already.")
        found.append(choice)
    return tuple(found)


def _told(file: Path, mistake: Mistake) -> UserError:
    where = f"{file.name}, line {mistake.line}" if mistake.line else file.name
    return UserError(
        f"{where}: {mistake.reason}",
        "Nothing of yours was changed.",
        "Mend the file or install SIP Desk again.",
    )
