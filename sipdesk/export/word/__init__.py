"""A Document as a Word file. Nothing outside this folder knows python-docx."""

from sipdesk.export.word.write import write_word

__all__ = ["write_word"]
