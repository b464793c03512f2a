"""TOML files that a person may read and write: every value checked, every mistake with its line."""

from sipdesk.models.toml.folders import read_folders
from sipdesk.models.toml.source import FileProblem, Mistake, Row, read, read_text

__all__ = ["FileProblem", "Mistake", "Row", "read", "read_folders", "read_text"]
