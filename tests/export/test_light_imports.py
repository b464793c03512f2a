"""Opening the window must not wait for libraries that only an export needs."""

from __future__ import annotations

import subprocess
import sys


def test_looking_at_a_document_imports_no_document_library() -> None:
    code = (
        "import sys, sipdesk.export.material, sipdesk.export.document, sipdesk.export.audience,"
        " sipdesk.export.content.note, sipdesk.export.content.agenda, sipdesk.export.files,"
        " sipdesk.export.calendar;"
        "heavy = 'reportlab docx openpyxl icalendar PIL lxml'.split();"
        " print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
