"""Surveys ready to be asked: sets of questions, built in or a user's own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sipdesk import paths
from sipdesk.models.toml import FileProblem, Row, read, read_folders

_NAME = "surveys"  # of the folder, among the resources and in the user's own


@dataclass(frozen=True, slots=True)
class ReadySurvey:
    """Questions with their answers, least favourable first. `key` is the file's name."""

    key: str
    title: str
    help: str
    questions: tuple[str, ...]
    answers: tuple[str, ...]


def user_surveys() -> Path:
    """Surveys a user wrote; they come after the built-in ones."""
    return paths.data() / _NAME


def load_surveys(*folders: Path) -> tuple[tuple[ReadySurvey, ...], tuple[FileProblem, ...]]:
    """Every survey in `folders`, or the built-in ones and the user's; and what was left out.

    A file in a later folder stands in for one of the same name in an earlier folder.
    """
    found, problems = read_folders(
        folders or (paths.resources() / _NAME, user_surveys()),
        lambda file: read_survey(read(file), file.stem),
    )
    return tuple(found.values()), tuple(problems)


def read_survey(row: Row, key: str) -> ReadySurvey:
    """A survey from the outermost table of its file. Raises Mistake."""
    row.allow("title", "help", "questions", "answers")
    return ReadySurvey(
        key=key,
        title=row.text("title"),
        help=row.text("help", ""),
        questions=_different(row, "questions", 1),
        answers=_different(row, "answers", 2),
    )


def _different(row: Row, name: str, least: int) -> tuple[str, ...]:
    found = tuple(" ".join(text.split()) for text in row.texts(name))
    if len(found) < least or not all(found):
        raise row.mistake(name, f"“{name}” needs {least} at least, and none of them empty.")
    if len({text.casefold() for text in found}) < len(found):
        raise row.mistake(name, f"Two of “{name}” are the same.")
    return found
