"""A Document on paper. Nothing outside this folder knows reportlab."""

from sipdesk.export.pdf.write import write_pdf

__all__ = ["write_pdf"]
