"""The action plan in Excel. Nothing outside this folder knows openpyxl."""

from sipdesk.export.workbook.write import STAMP, write_plan

__all__ = ["STAMP", "write_plan"]
