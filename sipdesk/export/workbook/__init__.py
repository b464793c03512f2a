"""The action plan and the gaps in Excel. Nothing outside this folder knows openpyxl."""

from sipdesk.export.workbook.gaps import write_gaps
from sipdesk.export.workbook.write import STAMP, write_plan

__all__ = ["STAMP", "write_gaps", "write_plan"]
